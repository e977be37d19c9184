"""Small files that a person takes away on a stick: written whole and durable, never over something that is there."""

from __future__ import annotations

import os
from pathlib import Path

from affiant.core.errors import AffiantError, ExitStatus


def write_new_file(target: Path, data: bytes) -> None:
    """Write a new file and flush it to its drive; nothing is left when that fails.

    Raises:
        AffiantError: there is a file of this name (``target-exists``), or it cannot be written (``target-unwritable``).
    """
    try:
        with target.open("xb") as file:
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                target.unlink(missing_ok=True)
                raise
    except FileExistsError as error:
        raise AffiantError(
            "target-exists",
            "There is a file of this name already",
            subject=str(target),
            safe="It was not touched.",
            remedy="Choose another name.",
        ) from error
    except OSError as error:
        raise AffiantError(
            "target-unwritable",
            "The file cannot be written",
            subject=str(target),
            remedy="Choose another folder or drive.",
            status=ExitStatus.DISK,
        ) from error
