"""Records of a WARC (ISO 28500:2017) or ARC file, one after the other, each read as a stream.

Sound records around a damaged one are found again. Lines and blocks are bounded; lengths are believed only as far as
there are bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from affiant.capture.platform_exports.warc_stream import CHUNK_BYTES, DamagedError, Unpacked
from affiant.core.record import Where

MAX_LINE = 64 << 10
MAX_HEADER_LINES = 1_000
MAX_BLANK_LINES = 1_000
"""Between two records; two are usual, and a member of its own may hold nothing else."""
_VERSION = re.compile(rb"WARC/[01]\.[0-9]{1,2}\s*")
_ARC_LINE = re.compile(rb"(\S.*) (\S+) ([0-9]{8,14}) (\S+) ([0-9]{1,15})\s*")
_DIGITS = re.compile(r"[0-9]{1,15}")


@dataclass(slots=True)
class WarcRecord:
    """One record; its block is read by `blocks`, once, before the next record."""

    kind: str
    """``response``, ``request``, ``warcinfo``, ``metadata``, ``resource``, ``revisit`` …, in lower case."""
    headers: dict[str, str]
    """By lower-case name; of a name that comes twice, the first."""
    where: Where
    """Length and place are complete once the block was read."""
    damaged: bool = False
    """Known once the block was read: it is shorter than stated, or cannot be unpacked."""
    closed: bool = False
    """By `WarcFile.close`."""
    start: int = 0
    """Where in the file it begins: itself, or the gzip member that it begins in."""
    unpacked_start: int = 0
    """The same in unpacked bytes."""
    begins_member: bool = False
    """It is the first record of a gzip member."""
    _stream: Unpacked | None = None
    _left: int = 0

    def blocks(self) -> Iterator[bytes]:
        """The block in pieces of at most `CHUNK_BYTES`; what is missing makes the record `damaged`.

        Raises:
            FormatError: see `Unpacked.read`.
        """
        stream = self._stream
        while stream is not None and self._left > 0 and not self.damaged:
            try:
                part = stream.read(min(self._left, CHUNK_BYTES))
                if not part and stream.goes_on():
                    continue
            except DamagedError:
                part = b""
            if not part:
                self.damaged = True
                return
            self._left -= len(part)
            yield part


class WarcFile:
    """Iterates over the records of one archive."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        """Take an archive.

        Args:
            stream: at its beginning.
            name: of the file inside of the export.
        """
        self.unpacked = Unpacked(stream)
        self._name = name
        self._known_arc = False
        self.broken: list[Where] = []
        """Stretches of the file that are no records; the reader takes them away as it says them."""

    def records(self) -> Iterator[WarcRecord]:
        """Yield the records. What the caller does not read of a block is skipped.

        Raises:
            FormatError: see `Unpacked.read`.
        """
        while True:
            at = self._start()
            try:
                record = self._head()
            except DamagedError:
                at = self._start() if self.unpacked.gzipped else at
                found = self.unpacked.skip_damage()
                end = self._start() if found else self.unpacked.packed_bytes
                self.broken.append(Where(self._name, start=at, length=max(1, end - at)))
                if not found:
                    return
                continue
            if record is None:
                return
            yield record
            self.close(record)
            if record.damaged and not self.unpacked.at_member_start() and not self.unpacked.skip_damage():
                return

    def _start(self) -> int:
        return self.unpacked.member_start if self.unpacked.gzipped else self.unpacked.position

    def _head(self) -> WarcRecord | None:
        """Read up to the block; None at the end of the archive.

        Raises:
            DamagedError: what is there is no record.
        """
        stream = self.unpacked
        begins_member = stream.gzipped and stream.in_member == 0
        line = b"\n"
        blank = 0
        while not line.strip():
            blank += 1
            if blank > MAX_BLANK_LINES:
                raise DamagedError
            start = self._start()
            unpacked_start = stream.position
            line = stream.read_line(MAX_LINE)
            if not line:
                if not stream.next_member():
                    return None
                begins_member = True
                line = b"\n"
        if _VERSION.fullmatch(line):
            headers = self._fields()
            kind = headers.get("warc-type", "").lower()
        else:
            headers = self._arc(line)
            kind = "warcinfo" if line.startswith(b"filedesc:") else "response"
        length = headers.get("content-length", "")
        if not _DIGITS.fullmatch(length):
            raise DamagedError
        return WarcRecord(
            kind,
            headers,
            Where(self._name),
            start=start,
            unpacked_start=unpacked_start,
            begins_member=begins_member,
            _stream=stream,
            _left=int(length),
        )

    def _fields(self) -> dict[str, str]:
        found: dict[str, str] = {}
        last = ""
        for _ in range(MAX_HEADER_LINES):
            line = self.unpacked.read_line(MAX_LINE)
            if not line or len(line) >= MAX_LINE:
                raise DamagedError
            text = line.decode("utf-8", "replace").rstrip("\r\n")
            if not text:
                return found
            if text[0] in " \t" and last:
                found[last] += " " + text.strip()
                continue
            name, colon, value = text.partition(":")
            last = name.strip().lower() if colon else ""
            if last:
                found.setdefault(last, value.strip())
        raise DamagedError

    def _arc(self, line: bytes) -> dict[str, str]:
        """The line that heads each record of an ARC file: address, server, date, media type, length."""
        found = _ARC_LINE.fullmatch(line)
        if found is None or not (self._known_arc or line.startswith(b"filedesc:")):
            raise DamagedError
        self._known_arc = True
        address, server, date, media_type, length = (one.decode("utf-8", "replace") for one in found.groups())
        return {
            "warc-target-uri": address,
            "warc-ip-address": server,
            "warc-date": date,
            "content-type": media_type,
            "content-length": length,
        }

    def close(self, record: WarcRecord) -> None:
        """Read what is left of a block, after which `WarcRecord.where` and `WarcRecord.damaged` are known.

        Raises:
            FormatError: see `Unpacked.read`.
        """
        for _ in record.blocks():
            pass
        if record.closed:
            return
        record.closed = True
        stream = self.unpacked
        alone = stream.gzipped and record.begins_member and not record.damaged and self._ends_member(record)
        if alone or record.damaged or not stream.gzipped:
            end = stream.member_start if record.damaged and stream.at_member_start() else stream.place
            record.where = Where(self._name, start=record.start, length=max(1, end - record.start))
        else:
            path = f"unpacked bytes {record.unpacked_start} to {stream.position}"
            record.where = Where(self._name, path=path)

    def _ends_member(self, record: WarcRecord) -> bool:
        """Take the line ends after a block; whether the member ends there, as it should."""
        stream = self.unpacked
        try:
            for _ in range(4):
                if stream.member_ended():
                    return True
                if stream.peek() not in b"\r\n":
                    return False
                stream.read(1)
            return stream.member_ended()
        except DamagedError:
            record.damaged = True
            return False
