"""Where a PDF's signature lies (ISO 32000-2, section 12.8.1), found by its byte range. The PDF is not interpreted."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import BinaryIO

from affiant.core.errors import FormatError

_BYTE_RANGE = re.compile(
    rb"/ByteRange\s{0,8}\[\s{0,8}(\d{1,12})\s{1,8}(\d{1,12})\s{1,8}(\d{1,12})\s{1,8}(\d{1,12})\s{0,64}\]"
)
_CHUNK = 4 << 20
_OVERLAP = 256
_HEX = re.compile(rb"[0-9A-Fa-f]*")
MAX_CONTENTS = 1 << 20


@dataclass(frozen=True, slots=True)
class PdfSignature:
    """The one signature of a PDF."""

    before: int
    """Bytes that are signed from the beginning."""
    after: int
    """Offset of the signed bytes behind the signature."""
    after_size: int
    contents: bytes
    """The CMS message, filled up with zero bytes."""

    def digest(self, stream: BinaryIO, name: str) -> bytes:
        """Digest over the signed bytes.

        Args:
            stream: the open PDF.
            name: digest for `hashlib`.
        """
        found = hashlib.new(name)
        for start, size in ((0, self.before), (self.after, self.after_size)):
            stream.seek(start)
            left = size
            while left:
                part = stream.read(min(left, _CHUNK))
                if not part:
                    raise OSError("the PDF became shorter while it was read")
                found.update(part)
                left -= len(part)
        return found.digest()


def find_signature(stream: BinaryIO, size: int) -> PdfSignature:
    """Find the signature of a PDF that has exactly one, over everything but itself.

    Args:
        stream: the open PDF, seekable.
        size: its bytes.

    Raises:
        FormatError: no signature, more than one, or one that leaves bytes out.
    """
    ranges = _byte_ranges(stream)
    if not ranges:
        raise FormatError("The document carries no signature")
    if len(ranges) > 1:
        raise FormatError("The document carries more than one signature")
    start, before, after, after_size = ranges[0]
    gap = after - before
    if start or after + after_size != size or not 2 <= gap <= MAX_CONTENTS * 2 + 2:
        raise FormatError("The signature does not cover the whole document: something was added after sealing")
    stream.seek(before)
    field = stream.read(gap)
    if field[:1] != b"<" or field[-1:] != b">" or not _HEX.fullmatch(field[1:-1]) or len(field) % 2:
        raise FormatError("The gap in the signed bytes holds something else than the signature")
    return PdfSignature(before, after, after_size, bytes.fromhex(field[1:-1].decode("ascii")))


def _byte_ranges(stream: BinaryIO) -> list[tuple[int, int, int, int]]:
    found: dict[int, tuple[int, int, int, int]] = {}
    stream.seek(0)
    at, kept = 0, b""
    while part := stream.read(_CHUNK):
        window = kept + part
        if b"/ByteRange" in window:
            for match in _BYTE_RANGE.finditer(window):
                first, second, third, fourth = (int(number) for number in match.groups())
                found[at - len(kept) + match.start()] = (first, second, third, fourth)
            if len(found) > 1:
                break  # one too many is enough to know
        at += len(part)
        kept = window[-_OVERLAP:]
    return list(found.values())
