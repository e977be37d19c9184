"""QR codes as rows of modules, for paper and for a terminal."""

from __future__ import annotations

from typing import Any, Final

from reportlab.graphics.barcode import qrencoder

_QR: Final[Any] = qrencoder
QUIET_ZONE = 4
"""Modules of white around a code (ISO/IEC 18004)."""


def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return a code with error correction M, quiet zone included; True is dark.

    Args:
        text: upper-case letters and digits make the smallest code.
    """
    code = _QR.QRCode(None, _QR.QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    count = code.getModuleCount()
    side = range(-QUIET_ZONE, count + QUIET_ZONE)
    return tuple(
        tuple(0 <= row < count and 0 <= column < count and bool(code.isDark(row, column)) for column in side)
        for row in side
    )
