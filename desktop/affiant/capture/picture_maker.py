"""Printable pictures of stored artefacts for the dossier: derivatives, made by a limited child and kept for a while."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from affiant.capture.examination import COMMAND, code_of, is_picture
from affiant.confined.limits import Limits
from affiant.confined.pool import WorkerPool
from affiant.confined.worker import ConfinedWorker, WorkerError

MAX_SIDE = 32_000
"""Pixels; a long page is cut into parts on paper, and JPEG ends at twice that."""
LIMITS = Limits()
"""A picture that was examined is sound and may be large: it has longer than an unknown file."""
_JPEG = b"\xff\xd8\xff"


class PictureMaker:
    """Makes reduced JPEG pictures, grey or RGB, upright, on white, without metadata (the dossier's ``PictureSource``).

    The files lie in a folder of their own that goes when this is closed. The child gives bytes; this process writes
    them, so that a child never has a place to write to.
    """

    def __init__(self, command: Sequence[str] = COMMAND, limits: Limits = LIMITS) -> None:
        """Prepare; a child starts with the first picture.

        Args:
            command: starts the worker program.
            limits: of each child; ``output_bytes`` bounds a picture.
        """
        self._pool = WorkerPool(lambda: ConfinedWorker(command, limits))
        self._folder = tempfile.TemporaryDirectory(prefix="affiant-pictures-")

    def picture(self, sha256: str, path: Path, media_type: str, max_width_px: int, max_height_px: int) -> Path | None:
        """Return a file with a picture of an artefact, or None when none can be made.

        Args:
            sha256: of the artefact; the same one at the same size is made once.
            path: its bytes; never written to.
            media_type: by content.
            max_width_px: the picture is reduced to fit, never enlarged.
            max_height_px: likewise.

        Raises:
            Cancelled: `close` was called meanwhile.
            WorkerError: the worker program cannot be started (``worker-not-started``).
        """
        if not is_picture(media_type):
            return None
        width, height = min(max_width_px, MAX_SIDE), min(max_height_px, MAX_SIDE)
        made = Path(self._folder.name) / f"{sha256}-{width}x{height}.jpg"
        if made.exists():
            return made
        request = {
            "do": "picture",
            "max_height": height,
            "max_width": width,
            "media_type": media_type,
            "path": os.fsencode(path.absolute()).hex(),
        }
        try:
            answer = self._pool.request(request)
        except WorkerError as failed:
            code_of(failed)
            return None
        if "failed" in answer.fields or not answer.payload.startswith(_JPEG):
            return None
        made.write_bytes(answer.payload)
        return made

    def close(self) -> None:
        """End the children and remove the pictures."""
        self._pool.close()
        self._folder.cleanup()

    def __enter__(self) -> PictureMaker:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()
