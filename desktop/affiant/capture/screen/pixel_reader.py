"""The pixels of a foreign PNG, decoded by a limited child process: what a portal hands over is not ours."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from affiant.capture.examination import COMMAND
from affiant.confined.limits import Limits
from affiant.confined.worker import ConfinedWorker
from affiant.core.errors import AffiantError, ExitStatus

LIMITS = Limits(output_bytes=400 << 20)
"""Enough for 120 million pixels."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture: red, green, blue, a byte each, row by row from the top."""

    width: int
    height: int
    data: bytes


def read_pixels(png: bytes, command: Sequence[str] = COMMAND, limits: Limits = LIMITS) -> Pixels:
    """Decode a PNG.

    Args:
        png: the file; a copy lies in a folder that only this user can enter while the child reads it.
        command: starts the worker program.
        limits: of the child.

    Raises:
        AffiantError: ``screen-picture-unreadable``: it is none, or the child broke its limits; or the child could not
            be started.
    """
    with (
        tempfile.TemporaryDirectory(prefix="affiant-screen-", dir=os.environ.get("XDG_RUNTIME_DIR")) as folder,
        ConfinedWorker(command, limits) as worker,
    ):
        path = Path(folder) / "screen.png"
        path.write_bytes(png)
        answer = worker.request({"do": "pixels", "media_type": "image/png", "path": os.fsencode(path).hex()})
    width, height = answer.fields.get("width"), answer.fields.get("height")
    if not (isinstance(width, int) and isinstance(height, int) and len(answer.payload) == width * height * 3 > 0):
        raise AffiantError(
            "screen-picture-unreadable",
            "The picture that the desktop gave cannot be read",
            subject=str(answer.fields.get("failed", "")),
            safe="Nothing was recorded.",
            remedy="Try again; a picture made by another program can be added.",
            status=ExitStatus.INCOMPLETE,
        )
    return Pixels(width, height, answer.payload)
