"""How a source looks at the disk: a port, so that what a disk can do to us can be tried on any machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
"""A pipe does not make us wait, a link does not lead us elsewhere, a terminal does not take us over."""

_ANNOUNCED_BYTES = 4 << 20
"""Of a larger file, the system sees by itself that it is read from end to end."""


class FileAccess(Protocol):
    """The few things that are asked of a file system. Each raises OSError as the system does."""

    def look(self, path: Path) -> os.stat_result:
        """Say what a path is, without following a link in its last part."""

    def names(self, folder: Path) -> list[str]:
        """Names in a folder, in any order."""

    def open(self, path: Path) -> int:
        """Open for reading, without waiting and without following a link; a descriptor."""

    def look_at(self, descriptor: int) -> os.stat_result:
        """Say what an open file is now."""

    def read_into(self, descriptor: int, buffer: memoryview) -> int:
        """Read up to as many bytes as the buffer holds; 0 at the end."""

    def announce(self, path: Path) -> None:
        """Tell the system that the beginning of a file will be read soon."""


class DiskAccess:
    """The file system of this device."""

    def look(self, path: Path) -> os.stat_result:
        """See `FileAccess.look`."""
        return path.lstat()

    def names(self, folder: Path) -> list[str]:
        """See `FileAccess.names`."""
        with os.scandir(folder) as entries:
            return [entry.name for entry in entries]

    def open(self, path: Path) -> int:
        """See `FileAccess.open`."""
        return os.open(path, _FLAGS)

    def announce(self, path: Path) -> None:
        """See `FileAccess.announce`; does nothing where the system cannot be told."""
        if hasattr(os, "posix_fadvise"):
            descriptor = self.open(path)
            try:
                os.posix_fadvise(descriptor, 0, _ANNOUNCED_BYTES, os.POSIX_FADV_WILLNEED)
            finally:
                os.close(descriptor)

    def look_at(self, descriptor: int) -> os.stat_result:
        """See `FileAccess.look_at`."""
        return os.fstat(descriptor)

    def read_into(self, descriptor: int, buffer: memoryview) -> int:
        """See `FileAccess.read_into`."""
        return os.readv(descriptor, [buffer]) if hasattr(os, "readv") else _read_by_copy(descriptor, buffer)


def _read_by_copy(descriptor: int, buffer: memoryview) -> int:
    data = os.read(descriptor, len(buffer))
    buffer[: len(data)] = data
    return len(data)
