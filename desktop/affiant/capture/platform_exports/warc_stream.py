"""The bytes of a web archive, unpacked as they are read, with the place of every byte in the file.

A gzipped archive is a chain of gzip members (RFC 1952, section 2.2), as a rule one for each record. What is broken ends
its member only: reading goes on where the next sound one begins.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from typing import BinaryIO

from affiant.core.errors import FormatError

CHUNK_BYTES = 1 << 16
BOMB_RATIO = 1_000
"""Deflate packs 1,032 times at best; pages pack 5 to 20 times."""
BOMB_BYTES = 64 << 20
"""What unpacks to less does no harm at any ratio."""
_GZIP = b"\x1f\x8b\x08"
_STARTS = (b"WARC/", b"filedesc:")
_NEXT_RECORD = re.compile(rb"\nWARC/[01]\.[0-9]{1,2}[ \t]{0,4}\r?\n")
_LONGEST_START = 20
_WBITS_GZIP = 31
_LOOK_BYTES = 512
MAX_ATTEMPTS = 2_000
"""Places that look like a member and are none, after which nobody looks any further."""


class DamagedError(Exception):
    """The member at hand cannot be unpacked any further."""


class Unpacked:
    """A readable stream of the unpacked archive. The file is read once, from its beginning to its end."""

    def __init__(self, stream: BinaryIO) -> None:
        """Take the file.

        Args:
            stream: at its beginning; it is never sought.
        """
        self._stream = stream
        self.sha256 = hashlib.sha256()
        """Of the file itself, as far as it was read."""
        self.packed_bytes = 0
        """Of the file, read so far."""
        self._raw = self._more()
        self.gzipped = self._raw.startswith(_GZIP)
        self._unpacker = zlib.decompressobj(_WBITS_GZIP) if self.gzipped else None
        self._ready = bytearray()
        self._at = 0
        self.position = 0
        """Unpacked bytes that were taken."""
        self._attempts = 0
        self.member_start = 0
        """Where in the file the member at hand begins."""
        self._member_position = 0

    @property
    def place(self) -> int:
        """Place in the file: of the next byte in a plain archive, of the end of what was unpacked in a gzipped one."""
        return self.packed_bytes - len(self._raw) if self.gzipped else self.position

    @property
    def in_member(self) -> int:
        """Unpacked bytes of the member at hand that were taken."""
        return self.position - self._member_position

    def read(self, size: int) -> bytes:
        """Take up to that many bytes; none at the end of the archive or of a member.

        Raises:
            DamagedError: the packed bytes are broken, or end early.
            FormatError: they unpack to far more than an archive does.
        """
        if self._at >= len(self._ready):
            self._fill()
        part = bytes(self._ready[self._at : self._at + size])
        self._at += len(part)
        self.position += len(part)
        return part

    def read_line(self, limit: int) -> bytes:
        """Take a line with its end, cut at a limit.

        Raises:
            DamagedError, FormatError: see `read`.
        """
        parts = bytearray()
        while len(parts) < limit:
            if self._at >= len(self._ready):
                self._fill()
                if self._at >= len(self._ready):
                    break
            end = self._ready.find(b"\n", self._at, self._at + limit - len(parts))
            stop = end + 1 if end >= 0 else min(len(self._ready), self._at + limit - len(parts))
            parts += self._ready[self._at : stop]
            self.position += stop - self._at
            self._at = stop
            if end >= 0:
                break
        return bytes(parts)

    def member_ended(self) -> bool:
        """Whether all of the member at hand was taken; of a plain archive, all of the archive."""
        if self._at < len(self._ready):
            return False
        self._fill()
        return self._at >= len(self._ready)

    def peek(self) -> bytes:
        """The next byte, if `member_ended` said that there is one."""
        return bytes(self._ready[self._at : self._at + 1])

    def next_member(self) -> bool:
        """Go to the member after the one at hand, whose bytes were all taken; False at the end of the archive.

        Raises:
            DamagedError: there are bytes, and they are no member.
        """
        if not self.gzipped:
            return False
        while len(self._raw) < len(_GZIP) and (more := self._more()):
            self._raw += more
        if not self._raw.strip(b"\0"):
            return self._skip_to_member() if self._raw else False
        self.member_start = self.packed_bytes - len(self._raw)
        if not self._raw.startswith(_GZIP):
            raise DamagedError
        self._begin(self.packed_bytes - len(self._raw))
        return True

    def goes_on(self) -> bool:
        """Whether the member after the one at hand goes on with the same record; it is entered either way.

        Raises:
            DamagedError: there are bytes, and they are no member.
        """
        if not self.next_member():
            return False
        self._fill()
        return not bytes(self._ready[:16]).startswith(_STARTS)

    def at_member_start(self) -> bool:
        """Whether nothing of the member at hand was taken yet."""
        return self.gzipped and self._at == 0 and self.in_member == 0

    def skip_damage(self) -> bool:
        """Go to where the next record begins; False when none does any more."""
        found = self._skip_to_member() if self.gzipped else self._skip_to_record()
        if not found:
            self._raw = b""
            self._ready.clear()
            self.finish()
        return found

    def finish(self) -> None:
        """Read the rest of the file for its hash."""
        while self._more():
            pass

    def _more(self) -> bytes:
        data = self._stream.read(CHUNK_BYTES)
        self.sha256.update(data)
        self.packed_bytes += len(data)
        return data

    def _begin(self, start: int) -> None:
        self._unpacker = zlib.decompressobj(_WBITS_GZIP)
        self._ready.clear()
        self._at = 0
        self.member_start = start
        self._member_position = self.position

    def _fill(self) -> None:
        self._ready.clear()
        self._at = 0
        if self._unpacker is None:
            self._ready += self._raw
            self._raw = self._more() if self._raw else b""
            return
        while not self._ready and not self._unpacker.eof:
            if not self._raw:
                self._raw = self._more()
                if not self._raw:
                    raise DamagedError
            try:
                self._ready += self._unpacker.decompress(self._raw, CHUNK_BYTES)
            except zlib.error as wrong:
                raise DamagedError from wrong
            self._raw = self._unpacker.unused_data or self._unpacker.unconsumed_tail
        unpacked = self.position + len(self._ready)
        if unpacked > BOMB_BYTES and unpacked > BOMB_RATIO * self.packed_bytes:
            raise FormatError("An archive unpacks to far more than archives do", code="warc-is-bomb")

    def _skip_to_member(self) -> bool:
        """Look for a gzip member that begins like a record."""
        data = self._raw
        at = 1 if self.packed_bytes - len(data) == self.member_start else 0
        while self._attempts < MAX_ATTEMPTS:
            found = data.find(_GZIP, at)
            if found < 0 or len(data) - found < _LOOK_BYTES:
                more = self._more()
                keep = len(data) - 2 if found < 0 else found
                data = data[max(keep, at, 0) :] + more
                at = 0
                if more:
                    continue
                found = data.find(_GZIP)
                if found < 0:
                    return False
            self._attempts += 1
            if _begins_a_record(data[found : found + _LOOK_BYTES]):
                self._raw = data[found:]
                self._begin(self.packed_bytes - len(self._raw))
                return True
            at = found + 1
        return False

    def _skip_to_record(self) -> bool:
        """Look for a line that begins a record, in a plain archive."""
        data = b"\n" + bytes(self._ready[self._at :]) + self._raw
        start = self.position - 1
        while self._attempts < MAX_ATTEMPTS:
            found = _NEXT_RECORD.search(data)
            if found is not None:
                self._attempts += 1
                self._raw = data[found.start() + 1 :]
                self._ready.clear()
                self._at = 0
                self.position = start + found.start() + 1
                return True
            more = self._more()
            if not more:
                self.position = self.packed_bytes
                return False
            keep = min(len(data), _LONGEST_START)
            start += len(data) - keep
            data = data[len(data) - keep :] + more
        return False


def _begins_a_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(_WBITS_GZIP).decompress(data, 16).startswith(_STARTS)
    except zlib.error:
        return False
