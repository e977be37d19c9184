"""A watched folder into a case: each file once, when it is complete."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import Empty, SimpleQueue

from affiant.capture.watching.folder_watch import FolderWatch, Look, Presence
from affiant.core.clock import Clock
from affiant.core.errors import AffiantError, Cancelled, ExitStatus
from affiant.core.names import record
from affiant.core.progress import Progress
from affiant.store.case import Case
from affiant.workflow.accounts import resolve_account
from affiant.workflow.add_files import AddedCapture, AddOrder, AddOutcome, FailedFile, add_files
from affiant.workflow.system import System

POLL_S = 0.5
"""Between two looks; whoever stops the watch waits no longer."""
_BEING_CHANGED = "file-changed"
"""Failure of a file that changed while it was read: it is found again when it has settled."""


@dataclass(frozen=True, slots=True)
class WatchOrder:
    """What is watched, and what is said of what comes."""

    folder: Path
    account: str | None = None
    """``A001`` or ``PLATFORM:@HANDLE``."""
    url: str | None = None
    note: str | None = None
    existing: bool = False
    """Take what lies there already too, but for bytes that the case holds."""


@dataclass(frozen=True, slots=True)
class WatchNews:
    """Something that a person who waits should know."""

    presence: Presence
    waiting: int
    """Files that are still coming."""
    added: AddOutcome | None = None


@dataclass(frozen=True, slots=True)
class WatchOutcome:
    """What a watch brought. Everything in `captures` is durable and sealed."""

    captures: tuple[AddedCapture, ...]
    failed: tuple[FailedFile, ...]
    left_out: int
    """Files that were not taken because the case has their bytes from before."""

    @property
    def status(self) -> ExitStatus:
        """Stopping a watch is its regular end."""
        return AddOutcome((), self.failed, cancelled=False).status


class FolderTaking:
    """Says what is to be taken out of a watched folder next. Looks on one thread; may be told results on any.

    Args:
        watch: says what is complete.
        holds: whether the case holds bytes with a SHA-256; asked only of what lay in the folder from the beginning.
    """

    def __init__(self, watch: FolderWatch, holds: Callable[[str], bool] | None = None) -> None:
        self.left_out = 0
        self._watch = watch
        self._holds = holds
        self._taken: dict[str, str] = {}
        """Readable path to SHA-256."""
        self._told: SimpleQueue[AddOutcome] = SimpleQueue()

    def look(self, tick: Callable[[], object] = lambda: None) -> Look:
        """Look once: the files that are complete, and were not taken as they are now; see `FolderWatch.look`."""
        self._remember()
        look = self._watch.look(tick)
        wanted = tuple(path for path in look.complete if not self._has(path))
        self.left_out += len(look.complete) - len(wanted)
        return replace(look, complete=wanted)

    def taken(self, outcome: AddOutcome) -> None:
        """Say what became of files that were handed out."""
        self._told.put(outcome)

    def _remember(self) -> None:
        while True:
            try:
                outcome = self._told.get_nowait()
            except Empty:
                return
            self._taken |= {one.path: one.sha256 for one in outcome.captures}

    def _has(self, path: Path) -> bool:
        """Whether the bytes of a file were taken already: a time of change alone makes no other file.

        The times of memory cards shift with the hour of the computer that mounts them.
        """
        before = self._taken.get(_readable(path))
        if before is None and self._holds is None:
            return False
        try:
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return False  # why it cannot be read is said when it is to be taken
        return sha256 == before or (before is None and self._holds is not None and self._holds(sha256))


def taking_from(folder: Path, leave_out: tuple[Path, ...], clock: Clock) -> FolderTaking:
    """A watch of what is new in a folder, for whoever takes the files in by himself.

    Args:
        folder: what is watched.
        leave_out: our own folders, the case and the profile, which change by themselves.
        clock: gives the time between looks.
    """
    return FolderTaking(_watch(folder, clock, leave_out))


def watch_folder(
    case: Case,
    system: System,
    order: WatchOrder,
    progress: Progress,
    wait: Callable[[float], None],
    tell: Callable[[WatchNews], None],
) -> WatchOutcome:
    """Watch a folder until the person stops it; take each file when it is complete.

    The folder may go and come back. A file that cannot be taken is said, and the watch goes on; only a failing disk of
    the case ends it.

    Args:
        case: open for writing.
        system: gives the clock.
        order: what is watched.
        progress: its `Cancelled` is the regular end.
        wait: waits that many seconds.
        tell: told at the beginning, when files were taken, and when the folder goes or comes back.

    Raises:
        AffiantError: the account does not exist, or what is to be watched is a file; nothing was taken.
    """
    if order.account:
        resolve_account(case, order.account)
    if order.folder.is_file():
        raise AffiantError(
            "watch-no-folder",
            "This is a file, and only a folder can be watched",
            subject=str(order.folder),
            safe="Nothing was taken.",
            remedy="Name the folder that it lies in, or add the file: affiant add CASE FILE",
        )
    watch = _watch(order.folder, system.clock, (case.folder, system.home), existing=order.existing)
    holds = (lambda sha256: case.first_capture_of(sha256) is not None) if order.existing else None
    return _Watching(case, system, order, progress, FolderTaking(watch, holds)).run(wait, tell)


@dataclass(slots=True)
class _Watching:
    """One watch under way."""

    case: Case
    system: System
    order: WatchOrder
    progress: Progress
    taking: FolderTaking
    captures: list[AddedCapture] = field(default_factory=list)
    failed: list[FailedFile] = field(default_factory=list)

    def run(self, wait: Callable[[float], None], tell: Callable[[WatchNews], None]) -> WatchOutcome:
        presence: Presence | None = None
        try:
            while True:
                self._tick()
                look = self.taking.look(self._tick)
                added = self._add(look.complete) if look.complete else None
                if added is not None or look.presence is not presence:
                    presence = look.presence
                    tell(WatchNews(look.presence, look.waiting, added))
                if added is not None and (added.cancelled or added.status is ExitStatus.DISK):
                    break
                wait(POLL_S)
        except Cancelled:
            pass  # the regular end of a watch
        return WatchOutcome(tuple(self.captures), tuple(self.failed), self.taking.left_out)

    def _tick(self) -> None:
        self.progress.report(len(self.captures), None, "Watching the folder")

    def _add(self, paths: tuple[Path, ...]) -> AddOutcome:
        order = AddOrder(paths, self.order.account, self.order.url, self.order.note)
        outcome = add_files(self.case, order, self.system, self.progress)
        self.taking.taken(outcome)
        self.captures += outcome.captures
        self.failed += [one for one in outcome.failed if one.code != _BEING_CHANGED]
        return outcome


def _watch(folder: Path, clock: Clock, leave_out: tuple[Path, ...], *, existing: bool = False) -> FolderWatch:
    own = tuple(one.absolute() for one in leave_out)
    return FolderWatch(folder.absolute(), lambda: clock.monotonic_ns() / 1e9, existing, leave_out=own)


def _readable(path: Path) -> str:
    return str(record(str(path))["name"])
