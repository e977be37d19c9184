"""Long work off the window's thread.

Every *lane* is one thread of its own that does one job after the other; the lane `CASE` therefore owns the open
case and its database connection for as long as the window lives. Results and every exception, `Cancelled`
too, come back on the window's thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from affiant.core.errors import Cancelled
from affiant.core.progress import Progress

CASE = "case"
"""Lane of everything that writes to the open case."""
CHECK = "check"
"""Lane of verification, which needs no case."""
WEB = "web"
"""Lane of pages that are captured one after another; the case takes them beside other work."""
BROWSE = "browse"
"""Lane of the browser window, which stays open as long as the person wants."""
ONLINE = (WEB, BROWSE)
"""Lanes whose work uses the network."""
BUILD = "build"
"""Lane of the practice case."""

_POLL_MS = 80


class Job:
    """One piece of work: what is shown of it, and the wish to stop it. Its own `Progress`."""

    def __init__(self, lane: str, title: str, work: Callable[[Progress], Any]) -> None:
        self.lane = lane
        self.title = title
        self.stopping = False
        self.state: tuple[int, int | None, str] = (0, None, "Waiting")
        """Done, total, words; replaced as a whole, so that it may be read from any thread."""
        self._work = work
        self.result: Any = None
        self.error: BaseException | None = None

    def report(self, done: int, total: int | None, what: str) -> None:
        """See `Progress.report`."""
        self.state = (done, total, what)
        if self.stopping:
            raise Cancelled

    def run(self) -> None:
        """Do the work on the thread of the lane; never raises."""
        try:
            self.report(0, None, "Starting")
            self.result = self._work(self)
        except BaseException as raised:  # noqa: BLE001 - handed to the window's thread, which shows it
            self.error = raised


class Jobs(QObject):
    """All running and waiting jobs of the window."""

    changed = Signal()
    """The list of jobs changed, or one of them went on."""
    cancelled = Signal(object)
    """A `Job` was stopped by the person."""
    problem = Signal(object)
    """An exception that the caller of `start` did not want to handle."""
    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[str, SimpleQueue[Job | None]] = {}
        self._threads: list[threading.Thread] = []
        self._jobs: list[tuple[Job, Callable[[Any], None], Callable[[BaseException], None] | None]] = []
        self._ended.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self.changed)

    @property
    def running(self) -> tuple[Job, ...]:
        """Jobs that have not ended, oldest first."""
        return tuple(job for job, _, _ in self._jobs)

    def start(
        self,
        lane: str,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> Job:
        """Queue work on a lane.

        Args:
            lane: one of the names above.
            title: what is being done, in words for people.
            work: runs on the lane's thread; takes the progress to report to.
            done: takes the result, on the window's thread.
            failed: takes an exception that is not `Cancelled`; without it the `problem` signal goes out.
        """
        job = Job(lane, title, work)
        self._jobs.append((job, done, failed))
        self._lane(lane).put(job)
        self._timer.start()
        self.changed.emit()
        return job

    def cancel(self, job: Job) -> None:
        """Ask a job to stop; it does at its next report."""
        job.stopping = True
        self.changed.emit()

    def close(self, last: Callable[[], None] | None = None) -> BaseException | None:
        """Cancel everything and wait for the threads to end.

        Args:
            last: run on the lane `CASE` after everything else, to close the case on the thread that owns it.

        Returns:
            What `last` raised, or None.
        """
        for job in self.running:
            job.stopping = True
        closing = Job(CASE, "Closing the case", lambda _progress: last() if last else None)
        if last is not None:
            self._lane(CASE).put(closing)
        for queue in self._lanes.values():
            queue.put(None)
        for thread in self._threads:
            thread.join()
        self._timer.stop()
        self._lanes.clear()
        self._threads.clear()
        self._jobs.clear()  # what ended meanwhile has nobody left to tell
        self.changed.emit()
        return closing.error

    def _lane(self, name: str) -> SimpleQueue[Job | None]:
        if name not in self._lanes:
            queue: SimpleQueue[Job | None] = SimpleQueue()
            thread = threading.Thread(target=self._work_through, args=(queue,), name=f"affiant-{name}")
            self._lanes[name] = queue
            self._threads.append(thread)
            thread.start()
        return self._lanes[name]

    def _work_through(self, queue: SimpleQueue[Job | None]) -> None:
        while (job := queue.get()) is not None:
            job.run()
            self._ended.emit(job)

    def _hand_over(self, job: Job) -> None:
        entry = next((one for one in self._jobs if one[0] is job), None)
        if entry is None:
            return
        self._jobs.remove(entry)
        if not self._jobs:
            self._timer.stop()
        self.changed.emit()
        _, done, failed = entry
        if job.error is None:
            done(job.result)
        elif isinstance(job.error, Cancelled):
            self.cancelled.emit(job)
        elif failed is not None:
            failed(job.error)
        else:
            self.problem.emit(job.error)
