"""A pack in the making lies under a temporary name beside its place; it appears whole there, or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from affiant.core.errors import AffiantError, ExitStatus
from affiant.export.folder_target import sync_folder

_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The place where a pack is made."""

    folder: Path
    """``NAME.partial-…`` beside the target; it goes away in the end, whatever happens."""
    target: Path

    @property
    def pack(self) -> Path:
        """The pack in the making, a folder or a file."""
        return self.folder / "pack"

    def move_into_place(self) -> None:
        """Give the complete and durable pack its name.

        Raises:
            AffiantError: something of that name appeared in the meantime (code ``target-exists``).
        """
        refuse_existing(self.target)
        self.pack.rename(self.target)
        sync_folder(self.target.parent)


def refuse_existing(target: Path) -> None:
    """Refuse to write over anything.

    Raises:
        AffiantError: code ``target-exists``.
    """
    if os.path.lexists(target):
        raise AffiantError(
            "target-exists",
            "There is already something of this name",
            subject=str(target),
            safe="It was not touched.",
            remedy="Choose another name, or move it away.",
        )


@contextmanager
def unfinished(target: Path) -> Iterator[Unfinished]:
    """Make the temporary place, and clear it away at the end, after success, error and cancellation alike.

    Raises:
        AffiantError: ``target-exists``; ``disk-full``; ``target-unwritable``.
    """
    refuse_existing(target)
    with _as_disk_errors(target):
        folder = Path(tempfile.mkdtemp(prefix=f"{target.name}.partial-", dir=target.parent))
        try:
            yield Unfinished(folder, target)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _as_disk_errors(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as wrong:
        if wrong.errno in _FULL:
            raise AffiantError(
                "disk-full",
                "The disk is full",
                subject=str(target),
                safe="The case is unchanged, and nothing unfinished was left behind.",
                remedy="Make room, or write the pack to another disk.",
                status=ExitStatus.DISK,
            ) from wrong
        raise AffiantError(
            "target-unwritable",
            "The pack cannot be written there",
            subject=str(target),
            safe="The case is unchanged, and nothing unfinished was left behind.",
            remedy=f"Check that the folder exists and can be written to ({wrong.strerror}), or choose another.",
            status=ExitStatus.DISK,
        ) from wrong
