"""EXIF as plain JSON: tags by name, values as text or whole numbers, all bounded. Runs in the limited child only."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import Any

from PIL import ExifTags, Image

MAX_TAGS = 400
"""Of one picture; cameras write fewer than a hundred."""
MAX_TEXT = 1000
"""Characters of one value."""
MAX_ITEMS = 64
"""Values of one tag."""
_MAX_HEX = 64
_WRONG = (OSError, SyntaxError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, struct.error)

_PARTS = (
    ("Exif", ExifTags.IFD.Exif, ExifTags.TAGS),
    ("GPS", ExifTags.IFD.GPSInfo, ExifTags.GPSTAGS),
    ("Interop", ExifTags.IFD.Interop, ExifTags.TAGS),
)
_POINTERS = frozenset((int(ExifTags.IFD.Exif), int(ExifTags.IFD.GPSInfo), int(ExifTags.IFD.Interop)))


def read_exif(image: Image.Image) -> dict[str, Any] | None:
    """Return a picture's EXIF, or None when it has none that can be read.

    Returns:
        Name to value; the parts ``Exif``, ``GPS`` and ``Interop`` are objects of their own. A tag without a name is
        ``0xNNNN``, a fraction ``n/d``, bytes their hex digits or, when long, ``… bytes``. Coordinates are as the
        camera wrote them.
    """
    try:
        exif = image.getexif()
        found = _named(exif.items(), ExifTags.TAGS, MAX_TAGS)
    except _WRONG:
        return None
    left = MAX_TAGS - len(found)
    for name, pointer, names in _PARTS:
        try:
            part = _named(exif.get_ifd(pointer).items(), names, left)
        except _WRONG:
            continue
        left -= len(part)
        if part:
            found[name] = part
    return found or None


def _named(items: Iterable[tuple[int, Any]], names: dict[int, str], most: int) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for tag, value in items:
        if len(named) >= most:
            break
        if tag not in _POINTERS and not isinstance(value, dict):
            named[names.get(tag, f"0x{tag:04X}")] = _plain(value)
    return named


def _plain(value: Any) -> Any:
    if isinstance(value, bool | None):
        return value
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        return value.rstrip("\x00")[:MAX_TEXT].encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, bytes):
        return value.hex() if len(value) <= _MAX_HEX else f"{len(value)} bytes"
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value[:MAX_ITEMS]]
    numerator, denominator = getattr(value, "numerator", None), getattr(value, "denominator", None)
    if isinstance(numerator, int) and isinstance(denominator, int):
        return f"{numerator}/{denominator}"
    return str(value)[:MAX_TEXT]
