"""Reading a case as `core.case_reading.CaseReading` promises, whether it is open for writing or not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from affiant.core.commitment import Opening
from affiant.core.errors import AffiantError, ExitStatus, FormatError
from affiant.core.event import Event, parse
from affiant.core.model import Account, Capture, CaseInfo, Examination, Target
from affiant.core.record import FoundRecord
from affiant.store import account_rows, capture_rows, record_rows, target_rows
from affiant.store.disk_errors import damaged, disk_errors
from affiant.store.objects import object_path
from affiant.store.pages import PAGE_ROWS, Questions
from affiant.store.search import search

_UPPER_LEVEL = 10
"""From this level on nodes are remembered: complete nodes never change, and every proof asks for some of them."""
_MOST_UPPER = 1 << 16


class Reading:
    """Implements `core.case_reading.CaseReading`; see there for what each member does.

    It may be used from several threads: every question is one statement whose answer is fetched whole.
    """

    def __init__(self, folder: Path, ask: Questions) -> None:
        self._folder = folder
        self._ask = ask
        self._upper: dict[tuple[int, int], bytes] = {}

    @cached_property
    def info(self) -> CaseInfo:
        """See `CaseReading.info`."""
        found = dict(self._ask.all("SELECT key, value FROM meta"))
        try:
            return CaseInfo(str(found["case"]), str(found["title"]), str(found["created_at"]))
        except KeyError as wrong:
            raise damaged(self._ask.path, "it does not say which case it is") from wrong

    @property
    def folder(self) -> Path:
        """See `CaseReading.folder`."""
        return self._folder

    def size(self) -> int:
        """See `CaseReading.size`."""
        found = self._ask.one("SELECT max(seq) FROM event")
        return int(found[0] or 0) if found else 0

    def checkpoint(self) -> bytes:
        """See `CaseReading.checkpoint`."""
        found = self._ask.one("SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1")
        if found is None:
            raise damaged(self._ask.path, "it has no checkpoint")
        return bytes(found[0])

    def node(self, level: int, index: int) -> bytes:
        """See `CaseReading.node`."""
        known = self._upper.get((level, index))
        if known is not None:
            return known
        found = self._ask.one("SELECT hash FROM node WHERE level = ? AND idx = ?", (level, index))
        if found is None:
            raise damaged(self._ask.path, "a node of the tree is missing")
        digest = bytes(found[0])
        if level >= _UPPER_LEVEL and len(self._upper) < _MOST_UPPER:
            self._upper[level, index] = digest
        return digest

    def event(self, seq: int) -> Event:
        """See `CaseReading.event`."""
        found = self._ask.one("SELECT body FROM event WHERE seq = ?", (seq,))
        if found is None:
            raise AffiantError(
                "event-missing",
                f"The ledger has no event {seq}",
                subject=str(self._folder),
                remedy="Verify the case.",
            )
        return self._event(found[0])

    def events(self, first: int = 1, last: int | None = None) -> Iterator[Event]:
        """See `CaseReading.events`."""
        return self._events("seq <= ?", (self.size() if last is None else last,), first)

    def events_of_type(self, type_: str) -> Iterator[Event]:
        """See `CaseReading.events_of_type`."""
        return self._events("type = ?", (type_,), 1)

    def _events(self, where: str, parameters: tuple[str | int, ...], first: int) -> Iterator[Event]:
        while True:
            page = self._ask.all(
                f"SELECT body FROM event WHERE {where} AND seq >= ? ORDER BY seq LIMIT ?",  # noqa: S608 (own text)
                (*parameters, first, PAGE_ROWS),
            )
            for (body,) in page:
                event = self._event(body)
                yield event
            if len(page) < PAGE_ROWS:
                return
            first = event.seq + 1

    def _event(self, body: bytes) -> Event:
        try:
            return parse(body)
        except FormatError as wrong:
            raise damaged(self._ask.path, "an event cannot be read") from wrong

    def openings(self, seq: int) -> tuple[Opening, ...]:
        """See `CaseReading.openings`."""
        rows = self._ask.all("SELECT field, salt, value FROM opening WHERE seq = ? ORDER BY field", (seq,))
        try:
            return tuple(Opening(seq, field, salt, json.loads(value)) for field, salt, value in rows)
        except ValueError as wrong:
            raise damaged(self._ask.path, "an opening cannot be read") from wrong

    def accounts(self) -> tuple[Account, ...]:
        """See `CaseReading.accounts`."""
        return account_rows.all_accounts(self._ask)

    def account(self, account_id: str) -> Account | None:
        """See `CaseReading.account`."""
        return next(iter(account_rows.accounts_by_id(self._ask, [account_id])), None)

    def find_account(self, platform: str, handle: str) -> Account | None:
        """See `CaseReading.find_account`."""
        return account_rows.account_with_handle(self._ask, platform, handle)

    def count_captures(self, *, account: str | None = None, withdrawn: bool = False) -> int:
        """See `CaseReading.count_captures`."""
        return capture_rows.count(self._ask, account, withdrawn)

    def captures(
        self,
        *,
        first: int = 1,
        limit: int | None = None,
        account: str | None = None,
        withdrawn: bool = True,
    ) -> Iterator[Capture]:
        """See `CaseReading.captures`."""
        return capture_rows.stream(self._ask, first, limit, account, withdrawn)

    def capture(self, capture_id: str) -> Capture | None:
        """See `CaseReading.capture`."""
        return capture_rows.by_id_or_number(self._ask, capture_id)

    def captures_by_id(self, ids: Sequence[str]) -> tuple[Capture, ...]:
        """See `CaseReading.captures_by_id`."""
        return capture_rows.by_id(self._ask, ids)

    def first_capture_of(self, sha256: str) -> str | None:
        """See `CaseReading.first_capture_of`."""
        return capture_rows.first_of(self._ask, sha256)

    def examination(self, sha256: str) -> Examination | None:
        """See `CaseReading.examination`."""
        return capture_rows.newest_examination(self._ask, sha256)

    def search(self, words: str, limit: int = 200) -> tuple[str, ...]:
        """See `CaseReading.search`."""
        return search(self._ask, words, limit)

    def records(self, seq: int, *, first: int = 1, limit: int | None = None) -> Iterator[FoundRecord]:
        """See `CaseReading.records`."""
        return record_rows.stream(self._ask, self._folder, seq, first, limit)

    def count_records(self) -> int:
        """See `CaseReading.count_records`."""
        return record_rows.count(self._ask)

    def search_records(self, words: str, limit: int = 200) -> tuple[FoundRecord, ...]:
        """See `CaseReading.search_records`."""
        return record_rows.search(self._ask, self._folder, words, limit)

    def targets(self) -> tuple[Target, ...]:
        """See `CaseReading.targets`."""
        return target_rows.all_targets(self._ask)

    def object_path(self, sha256: str) -> Path:
        """See `CaseReading.object_path`."""
        return object_path(self._folder, sha256)

    def open_object(self, sha256: str) -> BinaryIO:
        """Open the bytes of an object for reading; the caller closes it.

        Raises:
            AffiantError: ``object-missing``, or the disk failed.
        """
        path = object_path(self._folder, sha256)
        with disk_errors(path):
            if not path.is_file():
                raise _object_missing(path)
            return path.open("rb")


def _object_missing(path: Path) -> AffiantError:
    return AffiantError(
        "object-missing",
        "The bytes of an artefact are missing from the case",
        subject=str(path),
        safe="The ledger still says what they were: their hashes, size and time.",
        remedy="Add the same file again, or put the object back from a backup of the case; its name is its SHA-256.",
        status=ExitStatus.DISK,
    )
