"""The picture file that a desktop portal leaves behind: read once, and removed at once.

Some portals write it under a fixed name into the folder for temporary files, readable by everybody on the machine.
Another person may have put a file of that name there first, so its owner is looked at, and its bytes are foreign.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from affiant.core.errors import AffiantError, ExitStatus

MAX_BYTES = 256 << 20
NOT_REMOVED = "The desktop's own file of this picture could not be deleted, and others on this computer may read it."


@dataclass(frozen=True, slots=True)
class PortalFile:
    """What was in the file."""

    data: bytes
    removed: bool


def take_portal_file(path: Path) -> PortalFile:
    """Read the file to its end and remove it.

    Raises:
        AffiantError: ``screen-portal-file``: it is no file of this user, too large, or cannot be read.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        descriptor = os.open(path, flags)
    except OSError as wrong:
        raise _refused(wrong.strerror or "") from wrong
    with os.fdopen(descriptor, "rb") as file:
        known = os.fstat(file.fileno())
        if not stat.S_ISREG(known.st_mode) or (hasattr(os, "getuid") and known.st_uid != os.getuid()):
            raise _refused("not a file of this user")
        if known.st_size > MAX_BYTES:
            raise _refused("too large")
        data = file.read(MAX_BYTES + 1)
    try:
        path.unlink()
    except OSError:
        return PortalFile(data, removed=False)
    return PortalFile(data, removed=True)


def _refused(why: str) -> AffiantError:
    return AffiantError(
        "screen-portal-file",
        "The desktop named a picture file that cannot be taken",
        subject=why,
        safe="Nothing was recorded.",
        remedy="Try again; if it happens again, another user of this computer may have put a file in its place.",
        status=ExitStatus.INCOMPLETE,
    )
