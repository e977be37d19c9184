"""Decodes foreign PDFs. Runs in a limited child process only (`examine_pdf_worker`); nothing else imports it.

The engine is built without JavaScript and XFA, forms are not filled in and no link is followed. What goes wrong in here
becomes one of four codes; the text of an exception may hold text of the file and stays here.
"""

from __future__ import annotations

import ctypes
import io
import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image
from pypdfium2 import raw

BROKEN, ENCRYPTED, TOO_LARGE, NOT_READ = "pdf-broken", "pdf-encrypted", "pdf-too-large", "pdf-not-read"

READER = f"PDFium {pypdfium2.PDFIUM_INFO.build}"
"""What read the document; part of every good answer."""

THUMBNAIL = 320
"""Longest side of a thumbnail, in pixels."""
TALLEST = 2
"""A page taller than that many times its width shows its top in the thumbnail."""
LARGEST_PAGE = 2_000_000
"""Points of one side of the first page: 700 metres. PDF itself bounds a side to 14,400 units of up to 75,000 points."""
MOST_PAGES = 1_000_000

_BROKEN_ERRORS = (pypdfium2.PdfiumError, OSError, ValueError, OverflowError, ctypes.ArgumentError)
"""What the binding raises over files that are not sound; the engine itself ends the process where it must."""


def answer(request: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Answer one request.

    Args:
        request: ``path`` (hex of the path's bytes) and ``do``: ``examine``.

    Returns:
        ``{"facts", "exif", "reader"}`` and a PNG of the first page, or ``{"failed": code}`` and no bytes. In facts,
        ``width`` and ``height`` are of the first page as it is shown, in points, rounded; ``frames`` counts pages.
    """
    if request["do"] != "examine":
        return {"failed": NOT_READ}, b""
    path = Path(os.fsdecode(bytes.fromhex(request["path"])))
    try:
        document = pypdfium2.PdfDocument(path)
    except MemoryError:
        return {"failed": TOO_LARGE}, b""
    except _BROKEN_ERRORS as wrong:
        locked = getattr(wrong, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        return {"failed": ENCRYPTED if locked else BROKEN}, b""
    try:
        return _examine(document)
    except MemoryError:
        return {"failed": TOO_LARGE}, b""
    except _BROKEN_ERRORS:
        return {"failed": BROKEN}, b""
    finally:
        document.close()


def _examine(document: pypdfium2.PdfDocument) -> tuple[dict[str, Any], bytes]:
    pages = len(document)
    if pages < 1:
        return {"failed": BROKEN}, b""
    page = document[0]
    width, height = page.get_size()
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        return {"failed": BROKEN}, b""
    if max(width, height) > LARGEST_PAGE or pages > MOST_PAGES:
        return {"failed": TOO_LARGE}, b""
    facts = {
        "format": "PDF",
        "width": max(1, round(width)),
        "height": max(1, round(height)),
        "mode": "page",
        "frames": pages,
        "icc": None,
    }
    return {"facts": facts, "exif": None, "reader": READER}, _thumbnail(page, width, height)


def _thumbnail(page: pypdfium2.PdfPage, width: float, height: float) -> bytes:
    shown = min(height, width * TALLEST)
    scale = THUMBNAIL / max(width, shown)
    size = min(THUMBNAIL, max(1, round(width * scale))), min(THUMBNAIL, max(1, round(shown * scale)))
    bitmap = pypdfium2.PdfBitmap.new_native(*size, raw.FPDFBitmap_BGR)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, *size)
        whole_height = max(1, round(height * scale))
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, size[0], whole_height, 0, raw.FPDF_ANNOT)
        picture = Image.frombuffer("RGB", size, bytes(bitmap.buffer), "raw", "BGR", bitmap.stride, 1)
        out = io.BytesIO()
        picture.save(out, "PNG")
        return out.getvalue()
    finally:
        bitmap.close()
