"""The stored files of a case, by their SHA-256."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BufferedReader
from pathlib import Path


class ObjectFiles:
    """See `file_digests.Readable`.

    Args:
        found: SHA-256 from the name, and path, of each.
    """

    def __init__(self, found: Iterable[tuple[str, Path]]) -> None:
        self._paths = dict(found)

    def __contains__(self, name: str) -> bool:
        return name in self._paths

    def names(self) -> Iterator[str]:
        """All, in the order of the folders."""
        return iter(self._paths)

    def size(self, path: str) -> int:
        """Bytes; 0 when the file cannot be asked, which opening it then says."""
        try:
            return self._paths[path].stat().st_size
        except OSError:
            return 0

    def open(self, path: str) -> BufferedReader:
        """Open for reading."""
        return self._paths[path].open("rb")
