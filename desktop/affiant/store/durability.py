"""Making written bytes and names survive a power cut."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Collection
from functools import cache
from pathlib import Path

_WRITE = 2
"""SYNC_FILE_RANGE_WRITE of sync_file_range(2)."""
_MANY = 8
"""From this many files on, one flush of the whole file system costs less than one for each file."""


def sync_files(files: Collection[Path], folder: Path) -> None:
    """Flush the content of files to the disk.

    Args:
        files: the files; all on the file system of `folder`.
        folder: a folder above them.

    Raises:
        OSError: the disk did not take the bytes.
    """
    if len(files) >= _MANY and _sync_file_system(folder):
        return
    for file in files:
        _sync_path(file, os.O_RDONLY if sys.platform != "win32" else os.O_RDWR)


def sync_folders(folders: Collection[Path], above: Path) -> None:
    """Flush the names in folders to the disk; on Windows the file system does it with the rename.

    Raises:
        OSError: the disk did not take them.
    """
    if sys.platform == "win32" or (len(folders) >= _MANY and _sync_file_system(above)):
        return
    for folder in folders:
        _sync_path(folder, os.O_RDONLY)


def start_writing(descriptor: int, offset: int, count: int) -> None:
    """Let the disk begin with a range of a file while the program goes on; promises nothing, and never fails.

    Without it the system holds gigabytes back until the flush at the end, and the disk idles while bytes are hashed.
    """
    library = _linux_library()
    if library is not None and hasattr(library, "sync_file_range"):
        library.sync_file_range(
            ctypes.c_int(descriptor), ctypes.c_int64(offset), ctypes.c_int64(count), ctypes.c_uint(_WRITE)
        )


def _sync_path(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_file_system(folder: Path) -> bool:
    """Flush the file system that holds `folder` by syncfs(2); False where there is no such call."""
    library = _linux_library()
    if library is None or not hasattr(library, "syncfs"):
        return False
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if library.syncfs(descriptor) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(descriptor)
    return True


@cache
def _linux_library() -> ctypes.CDLL | None:
    return ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
