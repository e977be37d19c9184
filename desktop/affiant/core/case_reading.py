"""What the layers above may ask of a case. `store` answers; `export`, `workflow` and both faces read through it.

Readers never wait for the writer. Lists are cut to what was asked for; long ones are streamed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from affiant.core.commitment import Opening
from affiant.core.event import Event
from affiant.core.model import Account, Capture, CaseInfo, Examination, Target
from affiant.core.record import FoundRecord


class CaseReading(Protocol):
    """Read access to one case."""

    @property
    def info(self) -> CaseInfo:
        """Id, title and time of creation."""

    @property
    def folder(self) -> Path:
        """The case folder."""

    def size(self) -> int:
        """Events in the ledger."""

    def checkpoint(self) -> bytes:
        """Newest signed note."""

    def node(self, level: int, index: int) -> bytes:
        """Hash of a complete node of the tree (see `core.merkle`), 32 bytes."""

    def event(self, seq: int) -> Event:
        """One event.

        Raises:
            AffiantError: there is none (code ``event-missing``), or it cannot be read (``database-damaged``).
        """

    def events(self, first: int = 1, last: int | None = None) -> Iterator[Event]:
        """Events by number, streamed."""

    def events_of_type(self, type_: str) -> Iterator[Event]:
        """Events of one type by number, streamed, found by an index."""

    def openings(self, seq: int) -> tuple[Opening, ...]:
        """Openings of an event's committed fields, by field."""

    def accounts(self) -> tuple[Account, ...]:
        """All accounts by id."""

    def account(self, account_id: str) -> Account | None:
        """One account by its id (``A001``)."""

    def find_account(self, platform: str, handle: str) -> Account | None:
        """The account whose newest handle is this one, without ``@`` and without regard to ASCII case."""

    def count_captures(self, *, account: str | None = None, withdrawn: bool = False) -> int:
        """Captures in the case; withdrawn ones are counted only when asked for."""

    def captures(
        self,
        *,
        first: int = 1,
        limit: int | None = None,
        account: str | None = None,
        withdrawn: bool = True,
    ) -> Iterator[Capture]:
        """Captures by number from `first` on, streamed; with withdrawn ones unless told otherwise."""

    def capture(self, capture_id: str) -> Capture | None:
        """One capture by its id (``C00001``) or its number as text."""

    def captures_by_id(self, ids: Sequence[str]) -> tuple[Capture, ...]:
        """Captures by id, in the given order; unknown ones are left out."""

    def first_capture_of(self, sha256: str) -> str | None:
        """Id of the first capture with an artefact of these bytes, or None."""

    def examination(self, sha256: str) -> Examination | None:
        """Newest examination of an artefact's bytes, or None when nobody has looked yet."""

    def search(self, words: str, limit: int = 200) -> tuple[str, ...]:
        """Ids of captures whose name, note, URL, or account's handle, name or bio hold the words."""

    def records(self, seq: int, *, first: int = 1, limit: int | None = None) -> Iterator[FoundRecord]:
        """Records of one ``export.read`` event from the n-th on, streamed."""

    def count_records(self) -> int:
        """Records of all exports that were read."""

    def search_records(self, words: str, limit: int = 200) -> tuple[FoundRecord, ...]:
        """Records whose text, author, ids, conversation or address hold the words, oldest import first."""

    def targets(self) -> tuple[Target, ...]:
        """All addresses that were to be captured, by number."""

    def object_path(self, sha256: str) -> Path:
        """Where the bytes lie; they may be missing, which the caller must say."""
