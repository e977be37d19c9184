"""PNG of a picture in memory, written in stripes side by side while the first ones are already being read.

ISO/IEC 15948 (PNG), RFC 1950 and 1951. Lossless: 8 bits each of red, green and blue, no filter, no metadata. A stripe
ends with a full flush of deflate, so the stripes of one picture are one stream. Qt's own writer takes one core and
tries five filters on each row; on a screen of 3840 by 2160 pixels this is several times as long.
"""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

_LEVEL = 1
_STRIPES = 16
_BYTES = 3
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_ZLIB_HEAD = b"\x78\x01"
_THREADS = max(2, min(8, os.cpu_count() or 2))
MAX_SIDE = 1 << 20
"""Pixels; no desktop is as wide."""


def png(width: int, height: int, pixels: memoryview, stride: int) -> Iterator[bytes]:
    """Write a picture as PNG, piece by piece.

    Args:
        width: in pixels.
        height: in pixels.
        pixels: red, green, blue, a byte each, row by row from the top; must stay as it is until the end.
        stride: bytes from one row to the next.

    Raises:
        ValueError: the measures do not fit the pixels. A bug of the caller.
    """
    row = width * _BYTES
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE and row <= stride):
        raise ValueError("the measures of the picture are impossible")
    if pixels.nbytes < (height - 1) * stride + row:
        raise ValueError("there are fewer pixels than the measures say")
    yield _SIGNATURE + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    edges = [height * number // _STRIPES for number in range(_STRIPES + 1)]
    stripes = [(top, bottom, bottom == height) for top, bottom in pairwise(edges) if bottom > top]
    checksum, head = 1, _ZLIB_HEAD
    with ThreadPoolExecutor(_THREADS, "affiant-png") as threads:
        for rows, packed in threads.map(lambda one: _stripe(pixels, stride, row, *one), stripes):
            checksum = zlib.adler32(rows, checksum)
            yield _chunk(b"IDAT", head + packed)
            head = b""
    yield _chunk(b"IDAT", struct.pack(">I", checksum)) + _chunk(b"IEND", b"")


def _stripe(pixels: memoryview, stride: int, row: int, top: int, bottom: int, last: bool) -> tuple[bytearray, bytes]:
    """The rows of a stripe with their filter bytes (0: none), plain and packed."""
    plain = bytearray((bottom - top) * (row + 1))
    for place, number in enumerate(range(top, bottom)):
        start = place * (row + 1) + 1
        plain[start : start + row] = pixels[number * stride : number * stride + row]
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return plain, packer.compress(plain) + packer.flush(zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return b"".join((struct.pack(">I", len(data)), kind, data, struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))))


class PieceStream(io.RawIOBase):
    """A stream over pieces of bytes that are still being made. To be read once; never holds more than one piece."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces = pieces
        self._piece = memoryview(b"")

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # the stubs' name is private
        """See `io.RawIOBase.readinto`."""
        wanted = memoryview(buffer).cast("B")
        filled = 0
        while filled < len(wanted):
            if not self._piece:
                piece = next(self._pieces, None)
                if piece is None:
                    break
                self._piece = memoryview(piece)
                continue
            count = min(len(self._piece), len(wanted) - filled)
            wanted[filled : filled + count] = self._piece[:count]
            self._piece = self._piece[count:]
            filled += count
        return filled
