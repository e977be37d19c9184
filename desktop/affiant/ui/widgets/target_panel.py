"""The list of addresses at work: added by file, drop and paste; captured, paused, stopped and tried again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from affiant.core.errors import AffiantError
from affiant.ui import wording
from affiant.ui.dialogs.choosing import choose_files
from affiant.ui.icons import Icons
from affiant.ui.jobs import WEB, Job, Jobs
from affiant.ui.session import Session
from affiant.ui.widgets.dropping import DropTarget, local_files
from affiant.ui.widgets.target_list import TargetList
from affiant.workflow.pausing import Pause
from affiant.workflow.target_lists import AddedTargets, read_list_bytes
from affiant.workflow.target_runs import CAPTURED, FAILED, RunOrder, RunOutcome

PASTED = "pasted"


class TargetPanel(QWidget):
    """The table and what its buttons do.

    Args:
        session: the open case.
        jobs: running work.
        icons: our icons.
        engine: gives the key of the chosen browser; empty while none can be used.
    """

    _told = Signal(object)
    """From the thread that works: a target was tried."""

    def __init__(self, session: Session, jobs: Jobs, icons: Icons, engine: Callable[[], str]) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._engine = engine
        self._run: Job | None = None
        self._pause = Pause()
        self._before: dict[str, str] = {}
        self._doubtful: dict[str, bool] = {}
        """By capture, as far as it was asked for."""
        self.list = TargetList(icons)
        self.list.choose_wanted.connect(self.choose)
        self.list.paste_wanted.connect(self.paste)
        self.list.run_wanted.connect(self.run)
        self.list.retry_wanted.connect(self.retry)
        self.list.again_wanted.connect(self.capture_selected)
        self.list.pause_wanted.connect(self.pause_or_go_on)
        self.list.stop_wanted.connect(self.stop)
        self.list.selection_changed.connect(self.allow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self._drops = (
            DropTarget(self, self.add_paths, lambda: session.writable),
            DropTarget(self.list.table.viewport(), self.add_paths, lambda: session.writable),
        )
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        self._told.connect(lambda _tried: session.changed.emit())

    def show_another_case(self) -> None:
        """Forget what belongs to the case before."""
        self._before = {}
        self._doubtful.clear()
        self.list.forget()

    def know_before(self, before: dict[str, str]) -> None:
        """Take which targets were captured before they were listed."""
        self._before = before
        self.refresh()

    def refresh(self) -> None:
        """Show what the case holds now."""
        case = self._session.reading
        self.list.show_targets(case.targets() if case else (), self._before, self._is_doubtful)
        self.allow()

    def allow(self) -> None:
        """Let be used what can be used now."""
        writable = self._session.writable
        self.list.allow(
            writing=writable and bool(self._engine()),
            adding=writable,
            running=self._run in self._jobs.running,
            paused=self._pause.wanted,
        )

    def choose(self) -> None:
        """Ask for a list and add it."""
        if self._session.writable and (paths := choose_files(self, "Add a list of addresses")):
            self.add_paths(paths)

    def paste(self) -> None:
        """Add the addresses of the clipboard: lists as files, else text."""
        clipboard = QGuiApplication.clipboard()
        text = clipboard.text()  # of an empty clipboard there is not even a `mimeData`; of files it is their addresses
        if not text.strip():
            self._session.said.emit("There is no text on the clipboard.")
        elif files := local_files(clipboard.mimeData()):
            self.add_paths(files)
        else:
            self._add(text.encode("utf-8", "backslashreplace"), PASTED)

    def add_paths(self, paths: tuple[Path, ...]) -> None:
        """Add lists from files."""
        for path in paths:
            try:
                self._add(read_list_bytes(path), path.name)
            except AffiantError as error:
                self._session.problem.emit(error)

    def run(self) -> None:
        """Capture everything that is still to be captured."""
        self._start(RunOrder())

    def retry(self) -> None:
        """Capture what is left, and what failed once more."""
        self._start(RunOrder(retry_failed=True))

    def capture_selected(self) -> None:
        """Capture the selected rows, whatever became of them before."""
        self._start(RunOrder(self.list.selected()))

    def pause_or_go_on(self) -> None:
        """Let the run wait before the next address, or go on."""
        if self._pause.wanted:
            self._pause.go_on()
        else:
            self._pause.hold()
        self.allow()

    def stop(self) -> None:
        """Stop the run; what is captured stays."""
        if self._run is not None:
            self._jobs.cancel(self._run)
            self._pause.go_on()

    def _is_doubtful(self, capture_id: str) -> bool:
        if capture_id not in self._doubtful:
            case = self._session.reading
            capture = case.capture(capture_id) if case is not None else None
            if case is None or capture is None:
                return False
            completeness = (case.event(capture.seq).data.get("acquisition") or {}).get("completeness") or {}
            self._doubtful[capture_id] = bool(completeness.get("doubts"))
        return self._doubtful[capture_id]

    def _add(self, data: bytes, name: str) -> None:
        self._session.write(
            "Adding a list", lambda case, progress: case.web.add_list(data, name, progress), self._added
        )

    def _added(self, added: AddedTargets) -> None:
        self._before |= added.captured_before
        self.refresh()
        unusable = sum(1 for one in added.targets if one.url is None)
        doubles = sum(1 for one in added.targets if one.duplicate_of)
        words = f"{wording.count(len(added.targets), 'row was', 'rows were')} added, none dropped."
        if doubles:
            words += f" {wording.count(doubles, 'is a double', 'are doubles')}."
        if unusable:
            words += f" {wording.count(unusable, 'holds', 'hold')} no address."
        self._session.said.emit(words)

    def _start(self, order: RunOrder) -> None:
        engine, self._pause = self._engine(), Pause()
        pause = self._pause
        self._run = self._session.write(
            "Capturing addresses",
            lambda case, progress: case.web.run(engine, order, progress, pause, self._told.emit),
            self._ran,
            lane=WEB,
        )
        self.allow()

    def _ran(self, outcome: RunOutcome) -> None:
        captured = sum(1 for one in outcome.tried if one.outcome == CAPTURED)
        failed = sum(1 for one in outcome.tried if one.outcome == FAILED)
        words = f"{captured:,} captured, {failed:,} failed, {outcome.to_capture:,} still to capture."
        if outcome.offline:
            words += " This computer has no network: what needs one stays to be captured."
        if outcome.ended is not None:
            self._session.problem.emit(outcome.ended)
        self._session.said.emit(f"Stopped. {words}" if outcome.cancelled else words)
