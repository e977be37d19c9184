"""Where the pictures of a dossier come from. Nothing in this folder decodes a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class PictureSource(Protocol):
    """Makes printable derivatives of stored artefacts, in a limited child process."""

    def picture(self, sha256: str, path: Path, media_type: str, max_width_px: int, max_height_px: int) -> Path | None:
        """Return a file with a normalised picture of an artefact.

        Args:
            sha256: of the artefact; the derivative may be kept under it.
            path: stored bytes of the artefact; never written to.
            media_type: of the artefact, by content.
            max_width_px: the picture is reduced to fit, never enlarged.
            max_height_px: likewise.

        Returns:
            A baseline JPEG (grey or RGB), or a PNG of 8 bits a channel, grey or RGB, not interlaced and without
            alpha. It must stay until the dossier is built. None when no picture could be made.
        """


class NoPictures:
    """A `PictureSource` that has no decoder: every page says that no picture was made."""

    def picture(
        self,
        sha256: str,  # noqa: ARG002 - the contract's arguments
        path: Path,  # noqa: ARG002
        media_type: str,  # noqa: ARG002
        max_width_px: int,  # noqa: ARG002
        max_height_px: int,  # noqa: ARG002
    ) -> Path | None:
        """See `PictureSource.picture`."""
        return None
