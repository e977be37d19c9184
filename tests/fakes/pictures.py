"""Small pictures with known content, good and hostile, made by Pillow in the tests' own process."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

from PIL import Image


def halves(width: int = 40, height: int = 20) -> Image.Image:
    """Left half red, right half blue."""
    picture = Image.new("RGB", (width, height), (220, 0, 0))
    picture.paste((0, 0, 220), (width // 2, 0, width, height))
    return picture


def save(picture: Image.Image, path: Path, **options: Any) -> Path:
    picture.save(path, **options)
    return path


def oriented(path: Path, orientation: int, width: int = 40, height: int = 20) -> Path:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return save(halves(width, height), path, exif=exif)


def with_place(path: Path) -> Path:
    """A JPEG with a camera name and GPS coordinates."""
    exif = Image.Exif()
    exif[0x010F] = "Practice Camera"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (12.0, 30.0, 0.5)
    exif.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + b"x" * 500
    return save(halves(), path, exif=exif, quality=95)


def bomb(width: int, height: int) -> bytes:
    """A PNG of one bit a pixel: a few kilobytes that ask for a lot of memory."""
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
        + _chunk(b"IDAT", data)
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def opened(png: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(png))
    picture.load()
    return picture
