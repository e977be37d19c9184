"""Parts of an MHTML file (RFC 2557) with their places in it; the file is read line by line and once.

The standard library's parser keeps every part in memory and says no places; its reading of header fields is used.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from typing import BinaryIO

from affiant.capture.platform_exports.reader import STILL_READING
from affiant.core.errors import FormatError
from affiant.core.record import Skipped, Where

MAX_LINE = 1 << 20
MAX_HEAD = 256 << 10
KEPT_BYTES = 24 << 20
"""As much of the body of a page as is looked at, as it is stored."""
MAX_BOUNDARIES = 20
_BEAT_BYTES = 32 << 20
_FIELD = re.compile(rb"[\x21-\x39\x3b-\x7e]+[ \t]*:|[ \t]+\S")
_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


@dataclass(slots=True)
class Part:
    """One part, or the head of the file."""

    headers: Message
    start: int
    """First byte of its header fields."""
    length: int = 0
    body: bytearray = field(default_factory=bytearray)
    """As stored, of a page alone."""
    ended: bool = False
    """A boundary followed."""

    @property
    def media_type(self) -> str:
        """Without parameters, in lower case."""
        return text_of(self.headers, "content-type").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """Out of the content type."""
        said = self.headers.get_param("charset")
        return said if isinstance(said, str) else None

    def content(self) -> bytes:
        """The body without its transfer encoding, as far as that goes."""
        coding = text_of(self.headers, "content-transfer-encoding").strip().lower()
        data = bytes(self.body)
        if coding == "quoted-printable":
            return quopri.decodestring(data)
        if coding == "base64":
            bare = _BASE64.sub(b"", data)
            try:
                return base64.b64decode(bare[: len(bare) // 4 * 4] + _last_group(bare))
            except (binascii.Error, ValueError):
                return b""
        return data


def _last_group(bare: bytes) -> bytes:
    rest = bare[len(bare) // 4 * 4 :]
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""


def text_of(headers: Message, name: str) -> str:
    """A header field as text, with its encoded words (RFC 2047) read; empty when it is not there."""
    written = headers.get(name)
    if written is None:
        return ""
    plain = str(written)
    try:
        return str(make_header(decode_header(plain)))
    except (MessageError, LookupError, ValueError):
        return plain


def read_parts(stream: BinaryIO, name: str, wanted: frozenset[str]) -> Iterator[Part | Skipped]:
    """Yield the head of the file and then its parts, each when it is over; containers of parts too, without a body.

    Args:
        stream: the file.
        name: of the file.
        wanted: media types of which the body is kept.

    Raises:
        FormatError: it does not begin as a message with parts does (``mhtml-no-boundary``), or has none
            (``mhtml-no-parts``).
    """
    lines = _Lines(stream)
    head = Part(_headers(lines), 0)
    boundaries = _boundary(head, [])
    if not boundaries:
        raise FormatError("A stored page names no boundary between its parts", code="mhtml-no-boundary")
    head.length = lines.at
    yield head
    part: Part | None = None
    parts, kept = 0, False
    beat = _BEAT_BYTES
    while line := lines.next():
        mark = line.rstrip(b"\r\n \t") if line.startswith(b"--") else b""
        if mark and (mark in boundaries or (mark.endswith(b"--") and mark[:-2] in boundaries)):
            if part is not None:
                yield _over(part, lines.at - len(line), True)
            part = None
            if mark in boundaries:
                parts += 1
                part = Part(Message(), lines.at)
                part.headers = _headers(lines)
                kept = part.media_type in wanted
                boundaries = _boundary(part, boundaries)
            continue
        if part is not None and kept and len(part.body) < KEPT_BYTES:
            part.body += line
        if lines.at > beat:
            beat += _BEAT_BYTES
            yield Skipped(STILL_READING, Where(name), 0)
    if part is not None:
        yield _over(part, lines.at, False)
    if not parts:
        raise FormatError("A stored page has no parts", code="mhtml-no-parts")


def _over(part: Part, end: int, ended: bool) -> Part:
    part.length = max(1, end - part.start)
    part.ended = ended
    return part


def _boundary(part: Part, known: list[bytes]) -> list[bytes]:
    said = part.headers.get_param("boundary")
    if not part.media_type.startswith("multipart/") or not isinstance(said, str) or not said.strip():
        return known
    return [*known, b"--" + said.strip().encode("utf-8", "replace")][:MAX_BOUNDARIES]


def _headers(lines: _Lines) -> Message:
    """Header fields; lines that are neither one nor the rest of one are passed over, as browsers do."""
    found = bytearray()
    while (line := lines.next()) and line.strip():
        if len(found) < MAX_HEAD and _FIELD.match(line):
            found += line
    return BytesHeaderParser(policy=compat32).parsebytes(bytes(found))


class _Lines:
    """Lines with the place behind each; one that does not end is cut."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.at = 0

    def next(self) -> bytes:
        line = self._stream.readline(MAX_LINE)
        self.at += len(line)
        return line
