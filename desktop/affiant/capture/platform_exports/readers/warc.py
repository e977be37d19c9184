"""Web archives in WARC (ISO 28500) and in ARC, gzipped or plain: every page with its address, status, date and text."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from affiant.capture.platform_exports.archived_page import read_archive
from affiant.capture.platform_exports.reader import ExportFiles, head_of
from affiant.capture.platform_exports.warc_records import WarcFile
from affiant.core.errors import FormatError
from affiant.core.record import Record, Skipped

_NAME = re.compile(r".+\.w?arc(\.gz)?", re.IGNORECASE)
_STARTS = (b"WARC/0.", b"WARC/1.", b"filedesc:")
_LOOKED_AT = 200
_HEAD = 4096


class Warc:
    """See `ExportReader`."""

    key = "warc"
    title = "Web archive (WARC, ARC)"
    platform = "web"
    version = 1

    def recognises(self, files: ExportFiles) -> bool:
        """A file begins as an archive does, whatever it is called."""
        return any(_is_archive(files, name) for name in files.names()[:_LOOKED_AT])

    def read(self, files: ExportFiles) -> Iterator[Record | Skipped]:
        """Read all archives among the files; others are none of ours."""
        for name in files.names():
            if not _is_archive(files, name) and not _NAME.fullmatch(name):
                continue
            with files.open(name) as stream:
                yield from read_archive(WarcFile(stream, name), name)


def _is_archive(files: ExportFiles, name: str) -> bool:
    try:
        head = head_of(files, name, _HEAD)
    except FormatError:
        return False
    if head.startswith(b"\x1f\x8b\x08"):
        try:
            head = zlib.decompressobj(31).decompress(head, 64)
        except zlib.error:
            return False
    return head.startswith(_STARTS)
