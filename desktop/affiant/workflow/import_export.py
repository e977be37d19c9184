"""A platform's own export into a case: the originals first, whole and as they are; then what they hold, as *derived*.

What is read is the bytes in the case, never those outside of it. What no reader knows, or what breaks off in the
middle, is in custody all the same, and said.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any, BinaryIO, cast

from affiant.capture.platform_exports.reading import ExportFile, ExportReading, ReadSoFar, Recognised
from affiant.core import event_types
from affiant.core.errors import AffiantError, Cancelled, ExitStatus
from affiant.core.event import Draft
from affiant.core.names import record
from affiant.core.progress import Progress
from affiant.store.case import Case
from affiant.workflow.add_files import AddedCapture, AddOrder, FailedFile, add_files
from affiant.workflow.system import APP_NAME, System


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """An export that is to be taken in and read."""

    path: Path
    """A folder, a ZIP or one file."""
    account: str | None = None
    """``A001`` or ``PLATFORM:@HANDLE``; recorded with every file of it."""
    note: str | None = None
    reader: str | None = None
    """Key of the reader that is to read it, whether or not it recognises it; found out unless given."""


@dataclass(frozen=True, slots=True)
class ExportPart:
    """A file of an export that is in custody."""

    capture: str
    sha256: str
    name: str
    """Relative to the export, with ``/``."""


@dataclass(frozen=True, slots=True)
class WhatWasRead:
    """What came of reading. What is counted is durable and sealed."""

    reader: Recognised | None = None
    """None when no reader knows the export."""
    read: Mapping[str, int] = field(default_factory=dict)
    """Kind of record to count."""
    skipped: Mapping[str, int] = field(default_factory=dict)
    """Reason to count."""
    notes: Mapping[str, int] = field(default_factory=dict)
    """Note to the number of records that have it."""
    first_posted: str | None = None
    last_posted: str | None = None
    failed: str | None = None
    """Code of what ended the reading early, or kept it from beginning."""
    event: int | None = None
    """Number of the ``export.read`` event."""


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of an order."""

    captures: tuple[AddedCapture, ...]
    not_taken: tuple[FailedFile, ...]
    what: WhatWasRead = WhatWasRead()
    cancelled: bool = False
    trouble: AffiantError | None = None
    """Why the records could not be kept, or no reader be started; the captures are as safe as ever."""

    @property
    def status(self) -> ExitStatus:
        """Exit status of the command: the gravest of what happened."""
        if self.cancelled:
            return ExitStatus.CANCELLED
        if self.trouble is not None:
            return self.trouble.status
        if any(one.status == ExitStatus.DISK for one in self.not_taken):
            return ExitStatus.DISK
        if self.not_taken:
            return ExitStatus.USAGE
        return ExitStatus.INCOMPLETE if self.what.failed is not None or self.what.reader is None else ExitStatus.DONE


def import_export(case: Case, order: ImportOrder, system: System, progress: Progress) -> ImportOutcome:
    """Take an export into a case, and read it.

    The same export can be imported again, e.g. when a newer reader gives more: its files are captures of the same
    bytes, and its records are read anew.

    Args:
        case: open for writing.
        order: the export, and what is said of it.
        system: surroundings of this run.
        progress: told the files, then the records so far; a cancel keeps the files that are taken.

    Raises:
        AffiantError: the account does not exist; nothing was taken.
    """
    added = add_files(case, AddOrder((order.path,), order.account, None, order.note), system, progress)
    if added.cancelled or not added.captures:
        return ImportOutcome(added.captures, added.failed, cancelled=added.cancelled)
    folder = order.path.is_dir()
    try:
        what = read_export(case, _parts(order.path, added.captures, folder), order.reader, progress, folder=folder)
    except Cancelled:
        return ImportOutcome(added.captures, added.failed, cancelled=True)
    except AffiantError as trouble:
        return ImportOutcome(added.captures, added.failed, trouble=trouble)
    return ImportOutcome(added.captures, added.failed, what)


def read_export(
    case: Case, parts: Sequence[ExportPart], reader: str | None, progress: Progress, *, folder: bool
) -> WhatWasRead:
    """Read an export that is in custody, and record what it holds.

    Args:
        case: open for writing; other threads may write meanwhile.
        parts: its files; when two have one name, the first counts.
        reader: see `ImportOrder.reader`.
        progress: told the records so far.
        folder: whether it is a folder of files, rather than one file that may be a ZIP.

    Raises:
        AffiantError: the disk of the case failed, or the limited process cannot be started; nothing was recorded.
        Cancelled: from `progress`; nothing was recorded.
    """
    by_name = {one.name: one for one in reversed(parts)}
    files = [ExportFile(one.name, case.object_path(one.sha256)) for one in by_name.values()]
    with ExportReading(files, packed=not folder) as reading:
        recognised = reading.recognise(progress, reader)
        if recognised is None:
            return WhatWasRead(skipped=dict(reading.so_far.skipped), failed=reading.so_far.failed)
        with case.intake_lane() as lane:
            # IntakeLane reads by readinto alone, which every stream of `io` has.
            staged = lane.stage(cast("BinaryIO", reading.lines(progress)), _Reading(reading.so_far, progress))
            so_far = reading.so_far
            if not so_far.read:
                lane.discard(staged)
            with case.batch() as batch:
                records = batch.take(staged).sha256 if so_far.read else None
                batch.record(_draft(recognised, so_far, list(by_name.values()), records, reading.method))
                (event,) = batch.commit()
    return WhatWasRead(
        recognised,
        dict(so_far.read),
        dict(so_far.skipped),
        dict(so_far.notes),
        so_far.first_posted,
        so_far.last_posted,
        so_far.failed,
        event.seq,
    )


def read_captures(case: Case, captures: Sequence[str], progress: Progress) -> WhatWasRead:
    """Read captures that are there already as one export, e.g. files that were added before, and found to be one.

    Args:
        case: open for writing.
        captures: ids; one of them alone may be a ZIP.
        progress: told the records so far.

    Raises:
        AffiantError, Cancelled: see `read_export`.
    """
    parts = parts_of(case, captures)
    return read_export(case, parts, None, progress, folder=len(parts) > 1)


def parts_of(case: Case, captures: Sequence[str]) -> tuple[ExportPart, ...]:
    """Captures of a case as the parts of one export, named as they lay beside each other when they were taken.

    Args:
        case: to ask.
        captures: ids; each stands for its original.
    """
    found = case.captures_by_id(captures)
    paths = {one.id: _path_of(case, one.seq) or one.artefacts[0].name for one in found}
    folders = [str(PurePath(path).parent) for path in paths.values()]
    common = os.path.commonpath(folders) if folders else ""
    return tuple(
        ExportPart(one.id, one.artefacts[0].sha256, _below(paths[one.id], common)) for one in found if one.artefacts
    )


def _path_of(case: Case, seq: int) -> str | None:
    with suppress(AffiantError):
        for one in case.openings(seq):
            if one.field == "path" and isinstance(one.value, str):
                return one.value
    return None


def _parts(path: Path, captures: Sequence[AddedCapture], folder: bool) -> list[ExportPart]:
    root = str(record(str(path.absolute() if folder else path.absolute().parent))["name"])
    return [ExportPart(one.id, one.sha256, _below(one.path, root)) for one in captures]


def _below(path: str, root: str) -> str:
    return path.removeprefix(root).lstrip(os.sep).replace(os.sep, "/")


@dataclass(frozen=True, slots=True)
class _Reading:
    """Says how many records there are, where the intake would say how many bytes."""

    so_far: ReadSoFar
    progress: Progress

    def report(self, done: int, total: int | None, what: str) -> None:  # noqa: ARG002 -- the words of `Progress`
        self.progress.report(self.so_far.read.total(), None, "Reading the export")


def _draft(
    recognised: Recognised, so_far: ReadSoFar, parts: Sequence[ExportPart], records: str | None, method: str
) -> Draft:
    opened = set(so_far.files)
    was_read = [one for one in parts if one.name in opened] or list(parts[:1])
    return Draft(
        event_types.EXPORT_READ,
        {
            "captures": [one.capture for one in was_read],
            "failed": so_far.failed,
            "files": [{"name": one.name, "sha256": one.sha256} for one in was_read],
            "first_posted": so_far.first_posted,
            "last_posted": so_far.last_posted,
            "method": f"{APP_NAME}'s own reader in {method}",
            "notes": sorted(so_far.notes),
            "platform": recognised.platform,
            "read": _counts("kind", so_far.read),
            "reader": {"key": recognised.key, "version": recognised.version},
            "records": records,
            "skipped": _counts("reason", so_far.skipped),
        },
    )


def _counts(name: str, counted: Mapping[str, int]) -> list[dict[str, Any]]:
    return [{name: key, "count": count} for key, count in sorted(counted.items())]
