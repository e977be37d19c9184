"""A pack as a ZIP file of the one form that the format allows (pack-v1.md, "ZIP form").

Entries are stored, sorted, without extra fields, data descriptors and comments, with one fixed time, so that the same
pack is the same file. ZIP64 fields appear only where a value does not fit (PKWARE APPNOTE 4.3.9, 4.5.3).
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_TIME, _DATE = 0, 1 << 5 | 1
"""1980-01-01 00:00:00, the first moment that the format knows (APPNOTE 4.4.6)."""
_MAX16, _MAX32 = 0xFFFF, 0xFFFFFFFF
_PLAIN, _ZIP64 = 20, 45
_UNIX = 3 << 8
_ATTRIBUTES = 0o100644 << 16
_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_END64 = struct.Struct("<IQHHIIQQQQ")
_LOCATOR = struct.Struct("<IIQI")


@dataclass(slots=True)
class _Entry:
    name: bytes
    offset: int
    size: int
    crc: int

    @property
    def _large(self) -> bool:
        return self.size >= _MAX32

    @property
    def _version(self) -> int:
        """Version needed: the same in both headers, because a reader refuses headers that differ."""
        return _ZIP64 if self._large or self.offset >= _MAX32 else _PLAIN

    def local(self) -> bytes:
        """Local file header with its name and, for a large file, the ZIP64 field."""
        size = _MAX32 if self._large else self.size
        extra = struct.pack("<HHQQ", 1, 16, self.size, self.size) if self._large else b""
        version = self._version
        head = _LOCAL.pack(0x04034B50, version, 0, 0, _TIME, _DATE, self.crc, size, size, len(self.name), len(extra))
        return head + self.name + extra

    def central(self) -> bytes:
        """Entry of the central directory; its ZIP64 field holds only what does not fit."""
        wide = ([self.size, self.size] if self._large else []) + ([self.offset] if self.offset >= _MAX32 else [])
        extra = struct.pack(f"<HH{len(wide)}Q", 1, 8 * len(wide), *wide) if wide else b""
        size = _MAX32 if self._large else self.size
        head = _CENTRAL.pack(
            0x02014B50,
            _UNIX | self._version,
            self._version,
            0,
            0,
            _TIME,
            _DATE,
            self.crc,
            size,
            size,
            len(self.name),
            len(extra),
            0,
            0,
            0,
            _ATTRIBUTES,
            min(self.offset, _MAX32),
        )
        return head + self.name + extra


class ZipTarget:
    """A `PackTarget` that makes one ZIP file with one top folder."""

    def __init__(self, file: Path, top: str) -> None:
        self._out = file.open("xb")
        self._top = top
        self._entries: dict[str, _Entry] = {}

    def write(self, path: str, size: int, chunks: Iterable[bytes]) -> None:
        """See `PackTarget.write`."""
        entry = _Entry(f"{self._top}/{path}".encode("ascii"), self._out.tell(), size, 0)
        self._out.write(entry.local())
        count = 0
        for chunk in chunks:
            count += len(chunk)
            entry.crc = zlib.crc32(chunk, entry.crc)
            self._out.write(chunk)
        if count != size:
            raise ValueError("a file of the pack has another size than announced")
        self._rewrite_header(entry)
        self._entries[path] = entry

    def replace(self, path: str, data: bytes) -> None:
        """See `PackTarget.replace`."""
        entry = self._entries[path]
        if entry.size != len(data):
            raise ValueError("a replacement must have the same size")
        entry.crc = zlib.crc32(data)
        self._out.seek(entry.offset + len(entry.local()))
        self._out.write(data)
        self._rewrite_header(entry)

    def _rewrite_header(self, entry: _Entry) -> None:
        """State the checksum, which is known only after the content; the format here has no data descriptors."""
        self._out.seek(entry.offset)
        self._out.write(entry.local())
        self._out.seek(0, os.SEEK_END)

    def finish(self) -> None:
        """See `PackTarget.finish`."""
        start = self._out.tell()
        for _, entry in sorted(self._entries.items()):
            self._out.write(entry.central())
        size, count = self._out.tell() - start, len(self._entries)
        if count >= _MAX16 or start >= _MAX32 or size >= _MAX32:
            end64 = self._out.tell()
            version = _UNIX | _ZIP64
            self._out.write(_END64.pack(0x06064B50, _END64.size - 12, version, _ZIP64, 0, 0, count, count, size, start))
            self._out.write(_LOCATOR.pack(0x07064B50, 0, end64, 1))
        shown = min(count, _MAX16)
        self._out.write(_END.pack(0x06054B50, 0, 0, shown, shown, min(size, _MAX32), min(start, _MAX32), 0))
        self._out.flush()
        os.fsync(self._out.fileno())
        self._out.close()

    def abandon(self) -> None:
        """See `PackTarget.abandon`."""
        self._out.close()
