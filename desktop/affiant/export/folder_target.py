"""A pack as a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


class FolderTarget:
    """A `PackTarget` that makes one file for each path below a new folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        self._written: list[Path] = []

    def write(self, path: str, size: int, chunks: Iterable[bytes]) -> None:
        """See `PackTarget.write`."""
        place = self._folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        count = 0
        with place.open("xb") as out:
            for chunk in chunks:
                count += len(chunk)
                out.write(chunk)
        if count != size:
            raise ValueError("a file of the pack has another size than announced")
        self._written.append(place)

    def replace(self, path: str, data: bytes) -> None:
        """See `PackTarget.replace`."""
        place = self._folder / path
        if place.stat().st_size != len(data):
            raise ValueError("a replacement must have the same size")
        place.write_bytes(data)

    def finish(self) -> None:
        """See `PackTarget.finish`. One pass of syncs at the end lets the system write in the meantime."""
        for place in self._written:
            sync_file(place)
        for folder in sorted({parent for place in self._written for parent in place.parents}, reverse=True):
            if folder == self._folder or self._folder in folder.parents:
                sync_folder(folder)

    def abandon(self) -> None:
        """See `PackTarget.abandon`; no file stays open between two calls."""


def sync_file(path: Path) -> None:
    """Make a file's content durable."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Make the names in a folder durable, where the system can (Windows cannot open folders)."""
    if os.name == "posix":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
