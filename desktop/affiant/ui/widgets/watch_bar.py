"""The line that says which folder is watched, what it brought, and stops it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFrame, QHBoxLayout

from affiant.capture.watching.folder_watch import Look, Presence
from affiant.core.names import visible
from affiant.ui import wording
from affiant.ui.folder_watcher import FolderWatcher
from affiant.ui.icons import Icons
from affiant.ui.jobs import Job
from affiant.ui.session import Session
from affiant.ui.theme import SPACE
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.plain_label import ElidedLabel
from affiant.workflow.add_files import AddOrder, AddOutcome

MakeOrder = Callable[[tuple[Path, ...]], AddOrder]


class WatchBar(QFrame):
    """Hidden while nothing is watched.

    Args:
        session: the open case.
        icons: our icons.
        added: told what came in.
    """

    def __init__(self, session: Session, icons: Icons, added: Callable[[AddOutcome], object]) -> None:
        super().__init__()
        self._session = session
        self._added = added
        self._watcher: FolderWatcher | None = None
        self._order: MakeOrder = AddOrder
        self._name = ""
        self._captures = 0
        self._failed = 0
        self.setProperty("look", "notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE * 2, SPACE, SPACE, SPACE)
        self.words = ElidedLabel()
        self.stop_button = button("&Stop watching", self.stop, icons=icons, icon="withdraw")
        row.addWidget(self.words, 1)
        row.addWidget(self.stop_button)
        self.hide()
        self._job: Job | None = None
        session.opened.connect(self.stop)
        session.jobs.cancelled.connect(self._cancelled)

    @property
    def watching(self) -> bool:
        """Whether a folder is watched."""
        return self._watcher is not None

    def watch(self, folder: Path, order: MakeOrder) -> None:
        """Watch a folder instead of the one before.

        Args:
            folder: with all below it; what lies there now is not new.
            order: says of files what is to be recorded of them.
        """
        self.stop()
        case = self._session.reading
        if case is None:
            return
        self._order = order
        self._name = visible(folder.name or str(folder), 80)
        self._captures = self._failed = 0
        self._watcher = FolderWatcher(self._session.verbs.watch(folder, case.folder), parent=self)
        self._watcher.looked.connect(self._looked)
        self._watcher.failed.connect(self._broke)
        self._watcher.start()
        self._say(Look(Presence.THERE))
        self.show()

    def stop(self) -> None:
        """Watch nothing any more; what was taken stays."""
        if self._watcher is None:
            return
        self._watcher.stop()
        self._watcher.deleteLater()
        self._watcher = None
        self.hide()
        self._session.said.emit(f"The folder is no longer watched. {self._counted()}")

    def _looked(self, look: Look) -> None:
        self._say(look)
        watcher = self._watcher
        if not look.complete or watcher is None:
            return
        order = self._order(look.complete)

        def taken(outcome: AddOutcome) -> None:
            self._captures += len(outcome.captures)
            self._failed += len(outcome.failed)
            watcher.taken(outcome)
            self._say(look)
            self._added(outcome)
            if outcome.cancelled:
                self.stop()

        def failed(error: BaseException) -> None:
            watcher.taken(None)
            self._session.problem.emit(error)

        self._job = self._session.write(
            "Taking files from the watched folder",
            lambda case, progress: case.add_files(order, progress),
            taken,
            failed,
        )
        if self._job is None:
            self.stop()

    def _cancelled(self, job: Job) -> None:
        """Who stops the taking stops the watch: what was found would otherwise be passed over."""
        if job is self._job:
            self.stop()

    def _broke(self, error: BaseException) -> None:
        self.stop()
        self._session.problem.emit(error)

    def _say(self, look: Look) -> None:
        if look.presence is Presence.GONE:
            self.words.show_whole(f"“{self._name}” is not there; waiting for it to come back. {self._counted()}")
            return
        coming = f" {wording.count(look.waiting, 'file is', 'files are')} still coming." if look.waiting else ""
        self.words.show_whole(f"Watching “{self._name}”. {self._counted()}{coming}")

    def _counted(self) -> str:
        words = f"{wording.count(self._captures, 'file', 'files')} taken."
        return f"{words} {self._failed:,} not taken." if self._failed else words
