"""A pack as a folder. Links and special files are refused, as are names that some systems take for the same."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from io import BufferedReader, FileIO
from pathlib import Path

from affiant.core.names import visible
from affiant.verify.pack_files import MAX_FILES, WrongFormError

_MAX_DEPTH = 8
_BUFFER = 1 << 16
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class FolderPack:
    """See `pack_files.PackFiles`.

    Raises:
        WrongFormError: a link, a special file, a clash of names, or too many files.
        OSError: a folder cannot be read.
    """

    form = "folder"

    def __init__(self, root: Path) -> None:
        self._root = root
        self.name = root.resolve().name
        self._sizes = dict(sorted(_walk(root)))
        _refuse_clashes(self._sizes)

    def paths(self) -> Sequence[str]:
        """See `PackFiles.paths`."""
        return tuple(self._sizes)

    def size(self, path: str) -> int:
        """See `PackFiles.size`."""
        return self._sizes[path]

    def open(self, path: str) -> BufferedReader:
        """See `PackFiles.open`. A link that took the file's place since the listing is refused."""
        if path not in self._sizes:
            raise FileNotFoundError(path)
        descriptor = os.open(self._root / path, os.O_RDONLY | _NO_FOLLOW)
        return BufferedReader(FileIO(descriptor, "rb"), _BUFFER)

    def close(self) -> None:
        """Nothing is held."""


def _walk(root: Path) -> Iterator[tuple[str, int]]:
    """Path and size of every file; folders are followed to a fixed depth."""
    waiting: list[tuple[Path, str]] = [(root, "")]
    count = 0
    while waiting:
        folder, prefix = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                path = prefix + entry.name
                found = entry.stat(follow_symlinks=False)
                count += 1
                if count > MAX_FILES:
                    raise WrongFormError("The pack holds more files than the format allows")
                if stat.S_ISDIR(found.st_mode):
                    if path.count("/") >= _MAX_DEPTH:
                        raise WrongFormError("The pack's folders are nested too deeply", subject=visible(path, 200))
                    waiting.append((Path(entry.path), path + "/"))
                elif stat.S_ISREG(found.st_mode):
                    yield path, found.st_size
                else:
                    raise WrongFormError("The pack holds a link or a special file", subject=visible(path, 200))


def _refuse_clashes(paths: dict[str, int]) -> None:
    seen: set[str] = set()
    for path in paths:
        folded = unicodedata.normalize("NFC", path).casefold()
        if folded in seen:
            raise WrongFormError(
                "Two names in the pack differ only in a way that some systems ignore", subject=visible(path)
            )
        seen.add(folded)
