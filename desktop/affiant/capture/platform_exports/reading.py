"""Reading an export from the parent's side: a limited child does it, and every line it hands over is looked at.

Nothing foreign is parsed here: records are lines of our own canonical JSON, and one that is not ends the reading.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from affiant.confined import worker as confined
from affiant.confined.limits import Limits
from affiant.confined.worker import Answer, ConfinedWorker, WorkerError
from affiant.core.errors import Cancelled, FormatError
from affiant.core.progress import Progress
from affiant.core.record import Record, parse_record

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

COMMAND = (sys.executable, "-I", "-m", "affiant.capture.platform_exports.worker")
"""Starts a worker of this installation."""
LIMITS = Limits(memory_bytes=1 << 30, cpu_seconds=10, wall_seconds=10)
"""A reader that gives nothing for ten seconds is stopped; a piece takes half a second."""
NAMES_AT_ONCE = 100_000
"""Characters of names and paths in one request: even when each is escaped they stay within a frame."""

TIMEOUT, KILLED, GARBAGE = "reading-timeout", "reading-killed", "reading-garbage"
"""Codes of ours, beside those that the readers' `FormatError` has."""

_POLL_S = 0.1
_CODE = re.compile(r"[a-z0-9]{1,40}(-[a-z0-9]{1,40}){0,9}")
_KEY = re.compile(r"[a-z0-9_]{1,40}")
_UTC = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file of an export, and where its bytes lie safe."""

    name: str
    """Relative, with ``/``."""
    path: Path


@dataclass(frozen=True, slots=True)
class Recognised:
    """The reader that takes an export."""

    key: str
    title: str
    platform: str
    version: int


@dataclass(slots=True)
class ReadSoFar:
    """What has come of an export."""

    read: Counter[str] = field(default_factory=Counter)
    """Kind of record to count."""
    skipped: Counter[str] = field(default_factory=Counter)
    """Reason to count."""
    notes: Counter[str] = field(default_factory=Counter)
    """Note to the number of records that have it."""
    first_posted: str | None = None
    last_posted: str | None = None
    files: list[str] = field(default_factory=list)
    """Names of the files that the reader opened."""
    failed: str | None = None
    """Code of what ended the reading early; what was read before stands."""

    def add(self, record: Record) -> None:
        """Count one record."""
        self.read[record.kind] += 1
        self.notes.update(record.notes)
        if (at := record.posted_at) is not None:
            self.first_posted = at if self.first_posted is None or at < self.first_posted else self.first_posted
            self.last_posted = at if self.last_posted is None or at > self.last_posted else self.last_posted


class ExportReading:
    """One export, read by a child of its own. For a ``with`` block, on one thread: `recognise`, then `lines`."""

    def __init__(
        self, files: Sequence[ExportFile], packed: bool, command: Sequence[str] = COMMAND, limits: Limits = LIMITS
    ) -> None:
        """Prepare; the child starts with the first request.

        Args:
            files: what belongs to the export.
            packed: whether it was given as one file, which may then be a ZIP.
            command: starts the worker program.
            limits: of the child, per piece.
        """
        self._files = tuple(sorted(files, key=lambda one: one.name))
        self._packed = packed
        self._worker = ConfinedWorker(command, limits, recycle_after=sys.maxsize)
        self._thread = ThreadPoolExecutor(1, "affiant-export")
        self._isolation: tuple[str, ...] = ()
        self.so_far = ReadSoFar()

    @property
    def method(self) -> str:
        """How the records came about, for the record."""
        return f"a limited child process ({', '.join(self._isolation) or 'no limits on this system'})"

    def recognise(self, progress: Progress, reader: str | None = None) -> Recognised | None:
        """Find the reader that takes the export; None when none does, with `ReadSoFar.failed` where that says why.

        Args:
            progress: told the files so far.
            reader: key of the one that is to read it, whether or not it recognises it.

        Raises:
            Cancelled: from `progress`.
            WorkerError: the worker program cannot be started (``worker-not-started``).
        """
        try:
            for some in _in_parts(self._files):
                self._ask({"do": "files", "files": some, "packed": self._packed}, progress, "Looking at the export")
            answer = self._ask({"do": "recognise", "reader": reader}, progress, "Looking at the export")
            return self._chosen(answer)
        except WorkerError as failed:
            self.so_far.failed = code_of(failed)
        except FormatError:
            self.so_far.failed = GARBAGE
        return None

    def _chosen(self, answer: Answer) -> Recognised | None:
        self._isolation = answer.isolation
        found, failure = answer.fields.get("reader"), answer.fields.get("failed")
        if failure is not None:
            self.so_far.failed = _code(failure)
        if found is None:
            self._count_skipped(answer.fields.get("skipped", {}))
            return None
        recognised = _recognised(found)
        if recognised is None:
            self.so_far.failed = GARBAGE
        return recognised

    def lines(self, progress: Progress) -> io.BufferedIOBase:
        """The records as one stream of JSON Lines. `so_far` grows while it is read, and is whole at its end.

        The stream never fails over the export: what ends the reading early is `ReadSoFar.failed`. Reading it raises
        `Cancelled` from `progress`.
        """
        return io.BufferedReader(_Stream(self._pieces(progress)), 1 << 16)

    def _pieces(self, progress: Progress) -> Iterator[bytes]:
        waiting = self._thread.submit(self._worker.request, {"do": "read"})
        while True:
            try:
                answer = self._wait(waiting, progress, "Reading the export")
                end = bool(answer.fields.get("end"))
                if not end:
                    waiting = self._thread.submit(self._worker.request, {"do": "read"})
                piece = self._taken(answer)
            except WorkerError as failed:
                self.so_far.failed = code_of(failed)
                return
            except FormatError:
                self.so_far.failed = GARBAGE
                return
            if piece:
                yield piece
            if end:
                return

    def _taken(self, answer: Answer) -> bytes:
        """Look at what the child handed over, and count it.

        Raises:
            FormatError: it is not what a reader gives; the child is no longer itself.
        """
        lines = answer.payload.split(b"\n")
        if lines.pop():
            raise FormatError("The last line is cut")
        records = [parse_record(line) for line in lines]
        for record in records:
            self._must_be_sound(record)
        self._count(answer.fields)
        for record in records:
            self.so_far.add(record)
        return answer.payload

    def _must_be_sound(self, record: Record) -> None:
        """What is ours in a record has our forms; the rest is the export's and may be anything.

        Raises:
            FormatError: it has not.
        """
        where, at = record.where, record.posted_at
        ranged = where.start is not None and where.length is not None and where.start >= 0 and where.length >= 0
        unknown = [note for note in record.notes if note not in self.so_far.notes]
        if (
            not (ranged or (where.start is None and where.length is None))
            or (at is not None and not _UTC.fullmatch(at))
            or not all(map(_CODE.fullmatch, unknown))
        ):
            raise FormatError("A record has another form than it should")

    def _count(self, fields: Mapping[str, Any]) -> None:
        opened, failed = fields.get("opened"), fields.get("failed")
        if not isinstance(opened, list):
            raise FormatError("A piece has another form than it should")
        self._count_skipped(fields.get("skipped"))
        if failed is not None:
            self.so_far.failed = _code(failed)
        if len(self._files) == 1:
            self.so_far.files = [self._files[0].name]  # of a ZIP it is the ZIP that was read, whatever in it
            return
        for place in opened:
            if not isinstance(place, int) or not 0 <= place < len(self._files):
                raise FormatError("A file was opened that is not there")
            self.so_far.files.append(self._files[place].name)

    def _count_skipped(self, skipped: object) -> None:
        for reason, count in skipped.items() if isinstance(skipped, dict) else [("", skipped)]:
            if not isinstance(count, int) or isinstance(count, bool) or not _CODE.fullmatch(reason):
                raise FormatError("A count has another form than it should")
            self.so_far.skipped[reason] += count

    def _ask(self, message: Mapping[str, Any], progress: Progress, what: str) -> Answer:
        return self._wait(self._thread.submit(self._worker.request, message), progress, what)

    def _wait(self, waiting: Future[Answer], progress: Progress, what: str) -> Answer:
        while True:
            progress.report(self.so_far.read.total(), None, what)
            try:
                return waiting.result(_POLL_S)
            except NotYet:
                continue

    def close(self) -> None:
        """End the child at once."""
        self._worker.close()
        self._thread.shutdown(cancel_futures=True)

    def __enter__(self) -> ExportReading:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()


class _Stream(io.RawIOBase):
    """Pieces as a stream."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        if not self._rest:
            self._rest = memoryview(next(self._pieces, b""))
        count = min(len(view), len(self._rest))
        view[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def _in_parts(files: Sequence[ExportFile]) -> Iterator[list[list[str]]]:
    """Names and paths as the child takes them, a request's worth at a time."""
    part: list[list[str]] = []
    size = 0
    for one in files:
        said = [one.name, os.fsencode(one.path.absolute()).hex()]
        size += len(said[0]) + len(said[1])
        if part and size > NAMES_AT_ONCE:
            yield part
            part, size = [], len(said[0]) + len(said[1])
        part.append(said)
    yield part


def code_of(failed: WorkerError) -> str:
    """The code for a reading whose child gave no answer.

    Raises:
        Cancelled: the worker was closed: nothing is known of the export, good or bad.
        WorkerError: no worker could be started, which is not the export's fault.
    """
    if failed.code == confined.CLOSED:
        raise Cancelled from failed
    if failed.code == confined.NOT_STARTED:
        raise failed
    return {confined.TIMEOUT: TIMEOUT, confined.GARBAGE: GARBAGE}.get(failed.code, KILLED)


def _code(said: object) -> str:
    return said if isinstance(said, str) and _CODE.fullmatch(said) else GARBAGE


def _recognised(said: object) -> Recognised | None:
    if not isinstance(said, dict) or said.keys() != {"key", "platform", "title", "version"}:
        return None
    texts = [said["key"], said["platform"], said["title"]]
    sound = all(isinstance(one, str) and len(one) < 200 for one in texts) and isinstance(said["version"], int)
    if not sound or not _KEY.fullmatch(said["key"]) or not _KEY.fullmatch(said["platform"]):
        return None
    return Recognised(said["key"], said["title"], said["platform"], said["version"])
