"""Derivatives on disk: just enough of JPEG and PNG to carry their bytes into a PDF undecoded."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_FRAMES = frozenset((0xC0, 0xC1, 0xC2))
"""Baseline, extended and progressive frames (ISO 10918-1, table B.1)."""
_BARE = frozenset((0x01, *range(0xD0, 0xD8)))
"""Markers without a length."""
_BLOCK = 1 << 20
_MAX_CHUNK = 64 << 20


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture that a PDF can hold as it is."""

    path: Path
    width: int
    """Pixels."""
    height: int
    channels: int
    """1 grey, 3 RGB."""
    jpeg: bool

    def stream_keys(self) -> bytes:
        """Entries of the image dictionary that belong to the encoding (PDF 32000, 7.4)."""
        colour = b"/DeviceGray" if self.channels == 1 else b"/DeviceRGB"
        keys = b"/Width %d /Height %d /BitsPerComponent 8 /ColorSpace %s " % (self.width, self.height, colour)
        if self.jpeg:
            return keys + b"/Filter /DCTDecode"
        return keys + b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors %d /Columns %d >>" % (
            self.channels,
            self.width,
        )

    def blocks(self) -> Iterator[bytes]:
        """The encoded samples.

        Raises:
            ValueError: a chunk of a PNG is damaged.
            OSError: the file cannot be read.
        """
        with self.path.open("rb") as file:
            if self.jpeg:
                while block := file.read(_BLOCK):
                    yield block
            else:
                yield from _png_samples(file)


def read_picture(path: Path) -> PictureFile | None:
    """Look at a derivative's head.

    Returns:
        None when it is no picture of a form that `PictureSource` promises.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        start = file.read(8)
        if start == _PNG:
            return _read_png(path, file)
        if start[:2] == _JPEG:
            file.seek(2)
            return _read_jpeg(path, file)
    return None


def _read_png(path: Path, file: BinaryIO) -> PictureFile | None:
    head = file.read(25)
    if len(head) < 25 or head[4:8] != b"IHDR":
        return None
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", head[8:21])
    channels = {0: 1, 2: 3}.get(colour)
    if not (width and height and depth == 8 and channels and not interlaced):
        return None
    return PictureFile(path, width, height, channels, jpeg=False)


def _read_jpeg(path: Path, file: BinaryIO) -> PictureFile | None:
    while True:
        head = file.read(2)
        if len(head) < 2 or head[0] != 0xFF:
            return None
        marker = head[1]
        if marker == 0xFF:
            file.seek(-1, 1)
            continue
        if marker in _BARE:
            continue
        size_bytes = file.read(2)
        if len(size_bytes) < 2:
            return None
        size = int.from_bytes(size_bytes, "big")
        if marker in _FRAMES:
            frame = file.read(6)
            if len(frame) < 6:
                return None
            depth, height, width, channels = struct.unpack(">BHHB", frame)
            if depth != 8 or channels not in (1, 3) or not (width and height):
                return None
            return PictureFile(path, width, height, channels, jpeg=True)
        if marker == 0xDA or size < 2:
            return None
        file.seek(size - 2, 1)


def _png_samples(file: BinaryIO) -> Iterator[bytes]:
    file.seek(len(_PNG))
    while True:
        head = file.read(8)
        if len(head) < 8:
            raise ValueError("a PNG derivative ends too early")
        size, kind = struct.unpack(">I4s", head)
        if size > _MAX_CHUNK:
            raise ValueError("a chunk of a PNG derivative is too long")
        data, check = file.read(size), file.read(4)
        if len(check) < 4 or zlib.crc32(kind + data) != int.from_bytes(check, "big"):
            raise ValueError("a chunk of a PNG derivative is damaged")
        if kind == b"IDAT":
            yield data
        elif kind == b"IEND":
            return
