"""Looks into a watched folder again and again, on a thread of its own: the mount of a phone may take its time."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Qt, Signal

from affiant.capture.watching.folder_watch import Look
from affiant.ui.jobs import Job
from affiant.ui.verbs import Looking
from affiant.workflow.add_files import AddOutcome
from affiant.workflow.watch_folder import POLL_S


class FolderWatcher(QObject):
    """Runs from `start` to `stop`. After files were found it waits for `taken`, so that no look overtakes the taking.

    Args:
        taking: does the looking.
    """

    looked = Signal(object)
    """A `Look`, on the window's thread."""
    failed = Signal(object)
    """An exception that ended the watch: a bug of ours."""
    _seen = Signal(object)
    _broke = Signal(object)

    def __init__(self, taking: Looking, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._taking = taking
        self._stopped = threading.Event()
        self._go_on = threading.Event()
        self._job = Job("watch", "Watching a folder", lambda _progress: self._watch())
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self._seen.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)
        self._broke.connect(self.failed, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def taken(self, outcome: AddOutcome | None) -> None:
        """Say what became of the files of the last look, None where nothing is known; the watch goes on."""
        if outcome is not None:
            self._taking.taken(outcome)
        self._go_on.set()

    def stop(self) -> None:
        """End it; a look that is under way ends by itself, and is not handed over any more."""
        self._stopped.set()
        self._go_on.set()

    def _hand_over(self, look: Look) -> None:
        if not self._stopped.is_set():
            self.looked.emit(look)

    def _run(self) -> None:
        self._job.run()
        if self._job.error is not None and not self._stopped.is_set():
            self._broke.emit(self._job.error)

    def _watch(self) -> None:
        while not self._stopped.is_set():
            self._go_on.clear()
            look = self._taking.look()
            if self._stopped.is_set():
                return
            self._seen.emit(look)
            if look.complete:
                self._go_on.wait()
            self._stopped.wait(POLL_S)
