"""Small files of the profile that only their owner may read: written new, synced, then renamed.

A reader sees the old bytes or the new ones, never a part, also after a power cut.
"""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from affiant.core.errors import AffiantError, ExitStatus

_FULL = frozenset((errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)))
_FOLDER_MODE = 0o700
_FILE_MODE = 0o600


@contextmanager
def profile_errors(path: Path) -> Iterator[None]:
    """Turn the operating system's refusals into one expected error.

    Args:
        path: file or folder of the profile, for the message.

    Raises:
        AffiantError: code ``disk-full`` or ``profile-unusable``, status DISK.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise AffiantError(
                "disk-full",
                "There is no space left for the profile",
                subject=str(path),
                safe="Nothing that was there before is changed.",
                remedy="Free some disk space and try again.",
                status=ExitStatus.DISK,
            ) from error
        raise AffiantError(
            "profile-unusable",
            "A file of the profile cannot be read or written",
            subject=str(path),
            safe="Nothing that was there before is changed.",
            remedy="Check that the folder belongs to you and may be written to, "
            "or choose another profile folder with AFFIANT_HOME.",
            status=ExitStatus.DISK,
        ) from error


def make_private_folder(folder: Path) -> None:
    """Make a folder, and its parents, for its owner alone; one that exists is left as it is."""
    folder.parent.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
    folder.mkdir(mode=_FOLDER_MODE, exist_ok=True)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not exist yet, mode 0600, durable once its folder is synced.

    Raises:
        FileExistsError: there is something at this place, a dangling link too.
    """
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _FILE_MODE)
    with os.fdopen(number, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace(path: Path, data: bytes) -> None:
    """Put these bytes in the place of a file, or make it; durable on return.

    Raises:
        OSError: nothing was changed.
    """
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    written = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        written.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            written.unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable. Windows has no such call and does not need it."""
    if os.name != "posix":
        return
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def read_bounded(path: Path, limit: int) -> bytes:
    """Read a small file.

    Raises:
        OSError: it cannot be read.
        ValueError: it is larger than `limit` bytes.
    """
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise ValueError("a file of the profile is larger than it can be")
    return data
