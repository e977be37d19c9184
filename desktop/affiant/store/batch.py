"""A batch: bytes are taken in, drafts collected, and then everything becomes durable together, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from affiant.core import event_types
from affiant.core.errors import AffiantError
from affiant.core.event import Draft, Event
from affiant.core.progress import Progress
from affiant.store import account_rows, capture_rows, target_rows
from affiant.store.objects import ObjectFolder
from affiant.store.pages import Questions
from affiant.store.second_thread import SecondThread
from affiant.store.staging import StagedFile, Stager, StoredObject

Append = Callable[[list[Draft], Mapping[str, StoredObject]], tuple[Event, ...]]
"""Records drafts in one transaction; see `Ledger.append`."""


@dataclass(frozen=True, slots=True)
class BatchParts:
    """What a case lends to a batch."""

    ask: Questions
    objects: ObjectFolder
    append: Append
    done: Callable[[], None]
    """Called once when the batch is left, whatever happened."""


class Batch:
    """Open from ``with case.batch() as batch`` until the block ends; leaving it without `commit` discards everything.

    The order of `commit` is: bytes durable under their names, then rows, events, tree and signed checkpoint in one
    transaction, then the anchor outside of the case. Used by one thread.
    """

    def __init__(self, parts: BatchParts) -> None:
        self._parts = parts
        self._thread = SecondThread()
        self._stager = Stager(self._thread)
        self._staged: dict[str, Path] = {}
        self._taken: dict[str, StoredObject] = {}
        self._drafts: list[Draft] = []
        self._with_row: set[str] = set()
        """Bytes that were taken in and had a row before; nobody else writes while a batch is open."""
        self._last_capture: int | None = None
        self._last_target: int | None = None
        self._drafted: Counter[str] = Counter()
        self._ended = False

    def intake(self, source: BinaryIO, progress: Progress) -> StoredObject:
        """Read a source to its end, once.

        Bytes that are an object already are not kept twice; when the file of a known object is missing or has another
        size, these bytes take its place.

        Args:
            source: a binary stream, not closed here; its errors pass unchanged, and the batch can go on.
            progress: told the bytes so far.

        Raises:
            AffiantError: the disk of the case failed.
            Cancelled: from `progress`.
        """
        self._must_be_open()
        part = self._parts.objects.new_unfinished()
        return self.take(StagedFile(self._stager.stage(source, part, progress), part))

    def take(self, staged: StagedFile) -> StoredObject:
        """Take over a file that an `IntakeLane` of this case has staged; otherwise as `intake`.

        Raises:
            AffiantError: the disk of the case failed.
        """
        self._must_be_open()
        stored, part = staged.stored, staged.part
        if stored.sha256 in self._staged or self._in_custody(stored):
            self._parts.objects.discard([part])
        else:
            self._staged[stored.sha256] = part
        self._taken[stored.sha256] = stored
        return stored

    def _in_custody(self, stored: StoredObject) -> bool:
        known = self._parts.ask.one("SELECT size FROM object WHERE sha256 = ?", (stored.sha256,))
        if known is None:
            return False
        self._with_row.add(stored.sha256)
        return self._parts.objects.holds(stored.sha256, stored.size)

    def record(self, draft: Draft) -> None:
        """Add a draft; it becomes an event at `commit`."""
        self._must_be_open()
        self._drafts.append(draft)
        self._drafted[draft.type] += 1

    def next_capture_number(self) -> int:
        """Number for the next capture, after those of the case and of this batch."""
        if self._last_capture is None:
            self._last_capture = capture_rows.last_number(self._parts.ask)
        return self._last_capture + self._drafted[event_types.CAPTURE_ADDED] + 1

    def next_account_number(self) -> int:
        """Number for the next account, after those of the case and of this batch."""
        return account_rows.last_account_number(self._parts.ask) + self._drafted[event_types.ACCOUNT_ADDED] + 1

    def next_target_number(self) -> int:
        """Number for the next target, after those of the case and of this batch."""
        if self._last_target is None:
            self._last_target = target_rows.last_number(self._parts.ask)
        return self._last_target + self._drafted[event_types.TARGET_ADDED] + 1

    def commit(self) -> tuple[Event, ...]:
        """Make everything durable. Bytes that no draft names are not kept.

        Raises:
            AffiantError: the disk failed; nothing of this batch is recorded.
            ValueError: a draft is wrong; a bug of the caller.
        """
        self._must_be_open()
        self._ended = True
        named = _named(self._drafts)
        staged = {sha256: part for sha256, part in self._staged.items() if sha256 in named}
        if not staged:
            return self._parts.append(self._drafts, self._taken)
        objects = self._parts.objects
        new = staged.keys() - self._with_row
        plan = objects.publish(staged)
        try:
            events = self._parts.append(self._drafts, self._taken)
        except BaseException as first:
            # Best effort: what cannot be removed now is in the plan, and the next sweep removes it.
            _quietly(first, lambda: objects.withdraw(plan, new))
            raise
        objects.settle(plan)
        return events

    def _must_be_open(self) -> None:
        if self._ended:
            raise ValueError("the batch has ended")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended = True
        self._thread.close()
        try:
            _quietly(wrong, lambda: self._parts.objects.discard(self._staged.values()))
        finally:
            self._parts.done()


def _quietly(first: BaseException | None, act: Callable[[], None]) -> None:
    """Do something while another error may be on its way: a second one is noted with it, never shown in its place."""
    try:
        act()
    except AffiantError as second:
        if first is None:
            raise
        first.add_note(str(second))


def _named(drafts: list[Draft]) -> frozenset[str]:
    """Every text value in the drafts that could be the name of an object."""
    names: set[str] = set()
    for draft in drafts:
        for value in draft.data.values():
            if isinstance(value, str):
                names.add(value)
            elif isinstance(value, list):
                names.update(item["sha256"] for item in value if isinstance(item, dict) and "sha256" in item)
    return frozenset(names)
