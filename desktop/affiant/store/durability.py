"""Making written bytes and names survive a power cut."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Collection
from pathlib import Path

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


def _sync_path(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_file_system(folder: Path) -> bool:
    """Flush the file system that holds `folder` by syncfs(2); False where there is no such call."""
    if sys.platform != "linux":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "syncfs"):
        return False
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if library.syncfs(descriptor) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(descriptor)
    return True
