"""A response as it went over the wire (RFC 9112), read out of an archive; what is broken is read as far as it goes."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

MAX_HEAD = 256 << 10
_STATUS = re.compile(rb"HTTP/[0-9.]{1,5} +([0-9]{3})\b")
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """Status line and header fields."""

    status: int
    fields: dict[str, str]
    """By lower-case name; of a name that comes twice, the first."""
    length: int
    """Bytes, the empty line included."""

    @property
    def media_type(self) -> str:
        """Without parameters, in lower case."""
        return self.fields.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """Out of the content type."""
        found = _CHARSET.search(self.fields.get("content-type", ""))
        return found[1] if found else None

    @property
    def chunked(self) -> bool:
        """Whether the body says that it comes in chunks; archives keep them, or have put them together."""
        return "chunked" in self.fields.get("transfer-encoding", "").lower()

    @property
    def coding(self) -> str:
        """How the body is packed, e.g. ``gzip``; empty when it is not."""
        coding = self.fields.get("content-encoding", "").strip().lower()
        return "" if coding == "identity" else coding


def head_length(data: bytes | bytearray) -> int:
    """Bytes of a head, the empty line included; 0 where it does not end."""
    return min((place + len(mark) for mark in (b"\r\n\r\n", b"\n\n") if (place := data.find(mark)) >= 0), default=0)


def read_head(data: bytes) -> Head | None:
    """Read the head off the beginning of a response; None when it does not begin with one."""
    status = _STATUS.match(data)
    if status is None:
        return None
    length = head_length(data) or len(data)
    fields: dict[str, str] = {}
    for line in data[:length].split(b"\n")[1:]:
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return Head(int(status[1]), fields, length)


def unchunked(body: bytes) -> bytes | None:
    """Put chunks together; None when the body does not come in chunks, whatever its head says."""
    out = bytearray()
    at = 0
    while at < len(body):
        found = _CHUNK_SIZE.match(body, at)
        if found is None:
            return bytes(out) if out and not body[at:].strip() else None
        size = int(found[1], 16)
        if size == 0:
            return bytes(out)
        out += body[found.end() : found.end() + size]
        at = found.end() + size
        at += 2 if body.startswith(b"\r\n", at) else body.startswith(b"\n", at)
    return bytes(out)


def unpacked(body: bytes, coding: str, limit: int) -> bytes | None:
    """Unpack a body, as far as it goes; None when its packing is not one that we know, or it is none at all.

    Args:
        body: or its beginning.
        coding: out of the head.
        limit: most bytes that are given back.
    """
    if not coding:
        return body[:limit]
    if coding not in ("gzip", "x-gzip", "deflate"):
        return None
    for bits in (47, -15):  # gzip or zlib by their marks, then deflate alone, which some servers send as deflate
        try:
            data = zlib.decompressobj(bits).decompress(body, limit)
        except zlib.error:
            continue
        if data or not body:
            return data
    return None
