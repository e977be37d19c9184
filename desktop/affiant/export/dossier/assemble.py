"""Puts the pictures' bytes into the laid-out document, from disk to disk.

The layout leaves an empty object for every picture. Here all objects are written in order, each empty one
replaced by its picture, and the cross-reference table is written anew (PDF 32000, 7.5). Memory holds the pages, which
are small, and one block of one picture.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from affiant.export.dossier.picture_file import PictureFile

_STARTXREF = re.compile(rb"startxref\n[0-9]+\n%%EOF\n\Z")


def assemble(
    laid_out: bytes, document: Any, pictures: Mapping[str, PictureFile], target: Path, may_stop: Callable[[], None]
) -> None:
    """Write the document with its pictures.

    Args:
        laid_out: what reportlab saved.
        document: reportlab's `PDFDocument`, just saved: it knows where each object stands.
        pictures: object name to picture.
        target: the file to write.
        may_stop: called before each object; raises `Cancelled` to stop.

    Raises:
        OSError: a file cannot be read or written.
        ValueError: a picture is damaged.
    """
    places = sorted((offset, name) for name, offset in document.idToOffset.items())
    table_at = laid_out.rindex(b"xref\n0 ")
    ends = [offset for offset, _ in places[1:]] + [table_at]
    moved: dict[int, int] = {}
    with target.open("wb") as file:
        file.write(laid_out[: places[0][0]])
        for (offset, name), end in zip(places, ends, strict=True):
            may_stop()
            number = document.idToObjectNumberAndVersion[name][0]
            moved[number] = file.tell()
            picture = pictures.get(name)
            if picture is None:
                file.write(laid_out[offset:end])
            else:
                _write_picture(file, number, picture)
        new_table_at = file.tell()
        file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(moved) + 1))
        file.writelines(b"%010d 00000 n \n" % moved[number] for number in sorted(moved))
        trailer = laid_out[laid_out.index(b"trailer\n", table_at) :]
        file.write(_STARTXREF.sub(b"startxref\n%d\n%%%%EOF\n" % new_table_at, trailer))


def _write_picture(file: BinaryIO, number: int, picture: PictureFile) -> None:
    """Write an image object; its length stands in a fixed width and is filled in behind."""
    file.write(b"%d 0 obj\n<< /Type /XObject /Subtype /Image %s /Length " % (number, picture.stream_keys()))
    length_at = file.tell()
    file.write(b"%10d >>\nstream\n" % 0)
    start = file.tell()
    for block in picture.blocks():
        file.write(block)
    end = file.tell()
    file.write(b"\nendstream\nendobj\n")
    after = file.tell()
    file.seek(length_at)
    file.write(b"%10d" % (end - start))
    file.seek(after)
