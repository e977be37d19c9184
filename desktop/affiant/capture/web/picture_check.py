"""Looks at pictures that the browser drew: their size, and whether places are blank that should not be.

Opens foreign bytes: runs in the recorder only, which is a limited child.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_PIXELS = 70_000_000
"""More are not decoded; the recorder never asks for so many in one picture."""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a picture, in its own pixels."""

    top: int
    height: int


def size_of(png: bytes) -> tuple[int, int] | None:
    """Return width and height from the header of a PNG; None for anything else."""
    if len(png) < 33 or not png.startswith(_SIGNATURE) or png[12:16] != b"IHDR":
        return None
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


class Picture:
    """A decoded PNG."""

    def __init__(self, png: bytes) -> None:
        """Decode it.

        Raises:
            ValueError: it cannot be decoded, or is too large.
        """
        size = size_of(png)
        if size is None or size[0] * size[1] > MAX_PIXELS:
            raise ValueError("not a picture of ours")
        Image.MAX_IMAGE_PIXELS = None  # judged above
        try:
            image = Image.open(io.BytesIO(png), formats=("PNG",))
            image.load()
        except (OSError, SyntaxError, ValueError, MemoryError) as wrong:
            raise ValueError("the picture cannot be decoded") from wrong
        self._image: Image.Image = image if image.mode == "RGB" else image.convert("RGB")
        self.width, self.height = size

    def blank(self, regions: Iterable[Region]) -> list[Region]:
        """Return those regions that are of a single colour."""
        return [one for one in regions if self._is_plain(one)]

    def shows(self, part: Picture, top: int) -> bool:
        """Whether another picture, of the same width, is what stands here from `top` on."""
        if part.width != self.width or top < 0 or top + part.height > self.height:
            return False
        return self._crop(Region(top, part.height)).tobytes() == part._image.tobytes()

    def _is_plain(self, region: Region) -> bool:
        return self._crop(region).getcolors(1) is not None

    def _crop(self, region: Region) -> Image.Image:
        return self._image.crop((0, region.top, self.width, min(self.height, region.top + region.height)))
