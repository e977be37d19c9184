"""Files and folders into a case: bytes, row and event durable before a capture counts as taken.

Files are taken in batches, each sealed by one checkpoint. Pictures are looked into by limited child processes while the
next batch is being copied; what they find is recorded behind, as *derived*.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from affiant.capture.media_type import media_type
from affiant.capture.read_ahead import read_ahead
from affiant.capture.sources.file import FileSource
from affiant.core import event_types
from affiant.core.errors import AffiantError, Cancelled, ExitStatus
from affiant.core.event import Draft, Event
from affiant.core.progress import Progress
from affiant.store.batch import Batch
from affiant.store.case import Case
from affiant.store.staging import StoredObject
from affiant.workflow.accounts import resolve_account
from affiant.workflow.examinations import Examinations
from affiant.workflow.file_lanes import FileLanes, Laid, Ready, Refused
from affiant.workflow.identifiers import desk, identifiers_read
from affiant.workflow.system import APP_NAME, System

BATCH_FILES = 256
BATCH_BYTES = 256 << 20
"""A batch is sealed when it holds that many files or bytes, whichever comes first."""


_STORE_TROUBLE = ("disk-", "database-", "case-")
"""Codes of errors of the case's own disk; those of a source concern one file only."""


@dataclass(frozen=True, slots=True)
class AddOrder:
    """What is to be taken, and what is said of it."""

    sources: tuple[Path, ...]
    """Files and folders; folders are taken with all below them."""
    account: str | None = None
    """``A001`` or ``PLATFORM:@HANDLE``."""
    url: str | None = None
    """Where all of it was published, raw."""
    note: str | None = None
    not_obtained: tuple[str, ...] = ()
    """What was offered beside the files and not taken, one plain sentence each."""


@dataclass(frozen=True, slots=True)
class AddedCapture:
    """A file that is safe in the case."""

    id: str
    number: int
    path: str
    """Where it came from, readable."""
    sha256: str
    event: int
    """Number of its event in the ledger."""
    same_as: str | None
    """First capture of the same bytes."""


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that was not taken, and why."""

    path: str
    code: str
    title: str
    remedy: str
    status: ExitStatus


@dataclass(frozen=True, slots=True)
class AddOutcome:
    """What became of an order. Everything in `captures` is durable and sealed."""

    captures: tuple[AddedCapture, ...]
    failed: tuple[FailedFile, ...]
    cancelled: bool
    not_examined: AffiantError | None = None
    """Why pictures among `captures` could not all be looked into; they are as safe as the others."""

    @property
    def status(self) -> ExitStatus:
        """Exit status of the command: the gravest of what happened."""
        if self.cancelled:
            return ExitStatus.CANCELLED
        if any(one.status == ExitStatus.DISK for one in self.failed):
            return ExitStatus.DISK
        if self.failed:
            return ExitStatus.USAGE
        return ExitStatus.DONE if self.not_examined is None else self.not_examined.status


def add_files(case: Case, order: AddOrder, system: System, progress: Progress) -> AddOutcome:
    """Take files and folders into a case.

    A file that cannot be taken is reported and the rest goes on; only a disk of the case that fails ends the work, and
    then everything not yet safe is reported as not taken. Cancelling keeps what is complete. Pictures that cannot be
    looked into never keep a file from being taken.

    What the address of the order says by itself (see `workflow.identifiers`) is recorded once, beside the first
    capture: it is the same for all of them, and an order may hold a hundred thousand files.

    Raises:
        AffiantError: the account does not exist; nothing was taken.
    """
    account = resolve_account(case, order.account).id if order.account else None
    with Examinations(case) as examinations:
        return _Adding(case, order, account, system, progress, examinations, system.environment()).run()


@dataclass(slots=True)
class _Pending:
    """A file in the batch that is open: taken in, and not yet safe."""

    path: str
    stored: StoredObject
    id: str
    number: int
    same_as: str | None
    media_type: str


@dataclass(slots=True)
class _Adding:
    """One order under way."""

    case: Case
    order: AddOrder
    account: str | None
    system: System
    progress: Progress
    examinations: Examinations
    environment: dict[str, Any]
    """The same for the whole order."""
    captures: list[AddedCapture] = field(default_factory=list)
    failed: list[FailedFile] = field(default_factory=list)
    firsts: dict[str, str] = field(default_factory=dict)
    """SHA-256 to first capture, for bytes that this order brought."""
    address_read: bool = False

    def run(self) -> AddOutcome:
        found = read_ahead(FileSource(self.order.sources, leave_out=(self.case.folder,)).found())
        cancelled = False
        not_examined: AffiantError | None = None
        with FileLanes(self.case, found, self._tick, _of_the_case) as lanes:
            try:
                laid = iter(lanes)
                while self._batch(laid):
                    with suppress(AffiantError):  # said at the end, when it is tried again; files come first
                        self.examinations.record_finished()
                not_examined = self._record_examinations()
            except Cancelled:
                cancelled = True
            except AffiantError as error:
                self.failed.extend(_failed(path, error) for path in lanes.left_over())
        return AddOutcome(tuple(self.captures), tuple(self.failed), cancelled, not_examined)

    def _record_examinations(self) -> AffiantError | None:
        """Wait for the pictures; what went wrong with looking into them, or None."""
        try:
            self.examinations.record_all(self.progress)
        except AffiantError as error:
            return error
        return None

    def _tick(self) -> None:
        self.progress.report(len(self.captures), None, "Taking files")

    def _batch(self, laid: Iterator[Laid]) -> bool:
        """Take and seal one batch; False when nothing was left.

        Raises:
            AffiantError: the disk of the case failed; the batch is reported as not taken.
            Cancelled: after what was complete has been sealed.
        """
        pending: list[_Pending] = []
        any_left = False
        ended: AffiantError | Cancelled | None = None
        try:
            with self.case.batch() as batch:
                try:
                    any_left = self._fill(batch, laid, pending)
                except (AffiantError, Cancelled) as why:
                    ended = why  # what is complete in this batch is sealed first: on a full disk too, it often fits
                if pending:
                    self._seal(pending, batch.commit())
        except AffiantError as error:
            self.failed.extend(_failed(waiting.path, error) for waiting in pending)
            raise
        if ended is not None:
            raise ended
        return any_left

    def _fill(self, batch: Batch, laid: Iterator[Laid], pending: list[_Pending]) -> bool:
        size = 0
        any_left = False
        for one in laid:
            any_left = True
            if isinstance(one, Refused):
                self.failed.append(_failed(one.path, one.error))
            else:
                try:
                    pending.append(self._record(batch, one))
                except AffiantError as error:
                    self.failed.append(_failed(one.path, error))
                    raise
                size += pending[-1].stored.size
            self.progress.report(len(self.captures) + len(pending), None, "Taking files")
            if len(pending) >= BATCH_FILES or size >= BATCH_BYTES:
                break
        return any_left

    def _record(self, batch: Batch, ready: Ready) -> _Pending:
        stored = batch.take(ready.staged)
        number = batch.next_capture_number()
        taken = _Pending(
            path=ready.path,
            stored=stored,
            id=f"C{number:05d}",
            number=number,
            same_as=self.firsts.get(stored.sha256) or self.case.first_capture_of(stored.sha256),
            media_type=media_type(stored.head, stored.size),
        )
        self.firsts.setdefault(stored.sha256, taken.same_as or taken.id)
        captured_at = self.system.clock.now().iso()
        artefact = {
            "role": "original",
            **ready.name,
            "media_type": taken.media_type,
            "size": stored.size,
            "sha256": stored.sha256,
            "sha512": stored.sha512,
            "modified_at": ready.modified_at,
        }
        batch.record(
            Draft(
                event_types.CAPTURE_ADDED,
                {
                    "account": self.account,
                    "acquisition": {"environment": self.environment},
                    "artefacts": [artefact],
                    "capture": taken.id,
                    "captured_at": captured_at,
                    "kind": FileSource.key,
                    "not_obtained": list(self.order.not_obtained),
                    "note": self.order.note or None,
                    "number": number,
                    "same_as": taken.same_as,
                    "tool": {"name": APP_NAME, "version": self.system.app_version},
                    "url": self.order.url or None,
                },
                sensitive={"path": ready.path},
            )
        )
        if self.order.url and not self.address_read:
            batch.record(identifiers_read(taken.id, desk(self.order.url, captured_at)))
            self.address_read = True
        return taken

    def _seal(self, pending: Sequence[_Pending], events: Sequence[Event]) -> None:
        """Acknowledge what a commit has made durable, and have the pictures looked into."""
        added = (one for one in events if one.type == event_types.CAPTURE_ADDED)
        for taken, event in zip(pending, added, strict=True):
            self.captures.append(
                AddedCapture(taken.id, taken.number, taken.path, taken.stored.sha256, event.seq, taken.same_as)
            )
            self.examinations.ask_for(taken.stored.sha256, taken.media_type)


def _of_the_case(error: AffiantError) -> bool:
    return error.code.startswith(_STORE_TROUBLE)


def _failed(path: str, error: AffiantError) -> FailedFile:
    return FailedFile(path, error.code, error.title, error.remedy, error.status)
