"""What a verification of a case may ask for: raw rows, unjudged. `store` answers, `verify` judges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol


class CaseSnapshot(Protocol):
    """A case on disk, opened for reading only; every method streams in the order it names.

    Values are exactly what the database holds: text columns come as ``bytes`` and may be invalid UTF-8. An unreadable
    database page raises `AffiantError` with code ``database-damaged`` while rows are read.
    """

    def problems(self) -> Iterator[str]:
        """Findings of SQLite's own integrity check and of comparing the schema with ours; none when sound."""

    def meta(self) -> Mapping[str, bytes]:
        """Key and value of each row of ``meta``."""

    def events(self) -> Iterator[tuple[int, bytes, bytes]]:
        """``(seq, body, hash)`` by ``seq``."""

    def nodes(self) -> Iterator[tuple[int, int, bytes]]:
        """``(level, index, hash)`` of the stored tree, by level and index."""

    def checkpoints(self) -> Iterator[tuple[int, bytes]]:
        """``(size, note)`` by size."""

    def openings(self) -> Iterator[tuple[int, bytes, bytes, bytes]]:
        """``(seq, field, salt, value)`` by seq and field; ``value`` is canonical JSON."""

    def rows(self, table: str) -> Iterator[Mapping[str, Any]]:
        """All rows of a projection table in the order of its key, by column name."""

    def objects(self) -> Iterator[tuple[str, Path]]:
        """``(sha256 from the name, path)`` of each file below ``objects/`` that has the form of an object."""

    def strangers(self) -> Iterator[Path]:
        """Files in the case folder that a case does not have."""
