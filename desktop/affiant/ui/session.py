"""The open case, and everything about it that more than one page must know."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from affiant.core.errors import AffiantError
from affiant.core.identity import PublicIdentity
from affiant.core.progress import Progress
from affiant.ui.jobs import CASE, Job, Jobs
from affiant.ui.opening_notes import opening_notes
from affiant.ui.recent import RecentCase, RecentCases
from affiant.ui.verbs import IdentityAnswers, ReadCase, Verbs, WritableCase

_READABLE_ALL_THE_SAME = ("case-locked", "case-busy", "other-identity", "disk-refused", "disk-full")
"""Errors of opening for writing after which the case can still be read."""
CASE_DATABASE = "case.sqlite"


class Session(QObject):
    """Holds the open case twice: `reading` for this thread, and a writer that only the lane `CASE` touches."""

    opened = Signal()
    """Another case is open now, or none any more."""
    changed = Signal()
    """The open case, or what it holds, changed."""
    selection_changed = Signal()
    """Other captures are selected."""
    said = Signal(str)
    """A sentence for the status bar and the screen reader."""
    problem = Signal(object)
    """An exception for the problem page."""
    records_wanted = Signal()
    """The selected captures are to be read as a platform's own export."""
    account_wanted = Signal(object)
    """An `AccountForm` that the person wants to look at and record."""
    page_wanted = Signal(str)
    """Address of a web page that the person wants to capture; it was dropped or pasted."""
    verification_wanted = Signal(object)
    """Path of a pack or case that the person wants verified."""

    def __init__(self, verbs: Verbs, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.verbs = verbs
        self.jobs = jobs
        self.recent = RecentCases(verbs.home)
        self.reading: ReadCase | None = None
        self.read_only: str | None = None
        """Why nothing can be added, or None."""
        self._writer: WritableCase | None = None
        self._arriving: WritableCase | None = None
        """Opened on the lane `CASE`, and not yet taken over here."""
        self._selection: tuple[str, ...] = ()
        jobs.problem.connect(self.problem)
        jobs.cancelled.connect(self._stopped)

    @property
    def selection(self) -> tuple[str, ...]:
        """Ids of the selected captures."""
        return self._selection

    def select(self, ids: tuple[str, ...]) -> None:
        """Tell everybody which captures are selected."""
        if ids != self._selection:
            self._selection = ids
            self.selection_changed.emit()

    @property
    def writable(self) -> bool:
        """Whether the open case takes anything."""
        return self._writer is not None

    @property
    def signer(self) -> PublicIdentity | None:
        """Who signs the open case, or None while nothing can be signed."""
        return self._writer.signer if self._writer is not None else None

    def create(
        self,
        answers: IdentityAnswers,
        folder: Path,
        title: str,
        done: Callable[[], None],
        failed: Callable[[BaseException], None],
    ) -> Job:
        """Make a case, the identity too where there is none, and open it; returns the work."""
        return self._open("Making the case", lambda: self.verbs.create_case(answers, folder, title), done, failed)

    def open(
        self,
        answers: IdentityAnswers,
        folder: Path,
        done: Callable[[], None],
        failed: Callable[[BaseException], None],
    ) -> Job | None:
        """Open a case for writing; one that is locked or cannot be written to is opened for reading, and says so.

        Returns:
            The work, or None where the case is open already.
        """
        if self.reading is not None and self.writable and self.reading.folder == folder:
            done()
            self.opened.emit()
            return None

        def reading_instead(error: BaseException) -> None:
            if not isinstance(error, AffiantError) or error.code not in _READABLE_ALL_THE_SAME:
                failed(error)
            elif self._open_for_reading(folder, failed):
                self._become(None, f"{error.title}. You can look and verify, but not add or hand over. {error.remedy}")
                done()

        return self._open("Opening the case", lambda: self.verbs.open_case(answers, folder), done, reading_instead)

    def look(self, folder: Path) -> bool:
        """Open a case for reading only, without any key; returns whether it is open."""
        if not self._open_for_reading(folder, self.problem.emit):
            return False
        self._become(None, "You chose only to look. You can look and verify; to add or hand over, open the case again.")
        return True

    def write(
        self,
        title: str,
        work: Callable[[WritableCase, Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
        lane: str = CASE,
    ) -> Job | None:
        """Run a verb on the open case and tell everybody that the case changed.

        Args:
            title: what is being done, in words for people.
            work: takes the case and the progress.
            done: takes the result, on the window's thread.
            failed: takes an exception; without it the `problem` signal goes out.
            lane: the thread that owns the case, unless the verb may run beside other work.

        Returns:
            The work, or None where the case takes nothing, which is said.
        """
        writer = self._writer
        if writer is None:
            self.problem.emit(
                AffiantError(
                    "case-read-only",
                    "This case is not open for writing",
                    safe="Nothing was changed.",
                    remedy=self.read_only or "Open a case first.",
                )
            )
            return None

        def finished(result: Any) -> None:
            self.changed.emit()
            done(result)

        def broke(error: BaseException) -> None:
            self.changed.emit()
            if failed is not None:
                failed(error)
            else:
                self.problem.emit(error)

        return self.jobs.start(lane, title, lambda progress: work(writer, progress), finished, broke)

    def time_authorities(self) -> tuple[str, ...] | AffiantError:
        """Addresses of the time authorities that are set up, or why that cannot be known."""
        try:
            return self.verbs.time_authorities()
        except AffiantError as error:
            return error

    def warn(self, error: AffiantError) -> None:
        """Say something that the person should know and that ends nothing."""
        self.said.emit(f"{error.title}. {error.remedy}")

    def shut_down(self) -> BaseException | None:
        """Stop all work and close the case; returns what went wrong while closing."""
        writer, self._writer = self._writer, None

        def close() -> None:
            """Close what is open, and what was being opened when the window was closed."""
            arriving, self._arriving = self._arriving, None
            for one in (writer, arriving):
                if one is not None:
                    one.close()

        error = self.jobs.close(close)
        reading, self.reading = self.reading, None
        if reading is not None:
            self._selection = ()
            self.opened.emit()  # before it is closed: no page may look into it again
            reading.close()
        return error

    def _open(
        self,
        title: str,
        make: Callable[[], WritableCase],
        done: Callable[[], None],
        failed: Callable[[BaseException], None],
    ) -> Job:
        def open_it(_progress: Progress) -> WritableCase:
            self._arriving = make()
            return self._arriving

        def opened(writer: WritableCase) -> None:
            self._arriving = None
            if not self._open_for_reading(writer.folder, failed):
                self._close_later(writer, "Closing the case")  # or it stays locked by this very window
                return
            self._become(writer, None)
            done()
            if self.reading is not None and (notes := opening_notes(self.reading)):
                self.said.emit(" ".join(notes))

        return self.jobs.start(CASE, title, open_it, opened, failed)

    def _open_for_reading(self, folder: Path, failed: Callable[[BaseException], None]) -> bool:
        try:
            reading = self.verbs.open_for_reading(folder)
        except AffiantError as error:
            failed(error)
            return False
        before, self.reading = self.reading, reading
        if before is not None:
            before.close()
        return True

    def _stopped(self) -> None:
        self.changed.emit()
        self.said.emit("Stopped. Everything that was finished before is safe; nothing is half done.")

    def _close_later(self, writer: WritableCase, title: str) -> None:
        self.jobs.start(CASE, title, lambda _progress: writer.close(), lambda _result: None)

    def _become(self, writer: WritableCase | None, read_only: str | None) -> None:
        before, self._writer = self._writer, writer
        self.read_only = read_only
        if before is not None:
            self._close_later(before, "Closing the case before")
        reading = self.reading
        if reading is not None:
            self.recent.remember(RecentCase(reading.folder, reading.info.title, self.verbs.now()))
        self._selection = ()
        self.opened.emit()
        self.changed.emit()


def is_case(path: Path) -> bool:
    """Whether a path looks like a case folder; `open` finds out for certain."""
    return (path / CASE_DATABASE).is_file()
