"""What a source of evidence is: something that yields files one after the other, or says why one cannot be had."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol, TypeAlias

from affiant.core.errors import AffiantError


class Opened(Protocol):
    """A file that is open for one reading."""

    @property
    def stream(self) -> BinaryIO:
        """The bytes. Reading raises `AffiantError` with code ``file-unreadable``, never a bare OSError."""

    @property
    def name(self) -> dict[str, Any]:
        """The name as `core.names.record` says it: ``name`` and, where needed, ``name_hex``."""

    @property
    def path(self) -> str:
        """Absolute path, readable; sensitive."""

    @property
    def modified_at(self) -> str | None:
        """When the device says that the file was last changed, UTC; None when that is no time we can write."""

    @property
    def size(self) -> int:
        """Bytes, when it was opened."""

    def ensure_unchanged(self) -> None:
        """Call after the last byte was read and before anything is recorded.

        Raises:
            AffiantError: the file was changed, cut or continued while it was read (``file-changed``).
        """


class Item(Protocol):
    """A file that a source has found."""

    @property
    def shown(self) -> str:
        """Where it is, fit to be shown to a person."""

    @property
    def path(self) -> str:
        """Absolute path, readable by programs: only undecodable bytes are escaped; sensitive."""

    def announce(self) -> None:
        """Tell the system that the file will be read soon. Promises nothing, and never fails."""

    def open(self) -> AbstractContextManager[Opened]:
        """Open the file for reading.

        Raises:
            AffiantError: it vanished, cannot be read, or is no longer a regular file.
        """


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a source cannot give, found before anything was opened."""

    shown: str
    """Where it is, fit to be shown to a person."""
    path: str
    """As `Item.path`."""
    error: AffiantError


Found: TypeAlias = Item | Problem


class Source(Protocol):
    """One place that evidence comes from. The same place gives the same order."""

    key: str
    """Short stable name; the ``kind`` of the captures it gives."""
    title: str
    """Name for people."""

    def found(self) -> Iterator[Found]:
        """Yield what is there, one after the other, in a stable order. Problems do not end the search."""
