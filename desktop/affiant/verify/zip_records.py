"""The records of a ZIP file as packs use them (PKWARE APPNOTE 6.3.10, sections 4.3 and 4.5.3)."""

from __future__ import annotations

import stat
import struct
from dataclasses import dataclass

from affiant.verify.pack_files import MAX_FILES, WrongFormError

_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
LOCAL = struct.Struct("<4s5H3L2H")
_LOCAL_SIZES, _LOCAL_SIZES_AT = struct.Struct("<2L2H"), 18
_MAX16, _MAX32 = 0xFFFF, 0xFFFFFFFF
MAX_NAME = 400
MAX_DIRECTORY = MAX_FILES * (_CENTRAL.size + MAX_NAME)
TAIL = _END.size + _LOCATOR.size + _END64.size
"""Bytes at the end of the file in which the end records lie."""
_FIXED_TIME, _FIXED_DATE = 0, 0x21
_VERSIONS = (20, 45)


@dataclass(frozen=True, slots=True)
class End:
    """Where the central directory lies."""

    entries: int
    size: int
    offset: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One file, as the central directory names it."""

    name: str
    size: int
    offset: int
    """Of the local header."""
    shared: bytes
    """Version needed, flags, method, time, date and CRC: what the local header must repeat."""


def read_end(tail: bytes, file_size: int) -> End:
    """Read the end records from the last `TAIL` bytes of a file.

    Raises:
        WrongFormError: no end record at the very end, a comment, several disks, or records that leave gaps.
    """
    if len(tail) < _END.size or tail[-_END.size :][:4] != b"PK\x05\x06":
        raise WrongFormError("The ZIP file does not end as it should: it is cut off, or something was appended")
    _, disk, first_disk, here, entries, size, offset, comment = _END.unpack(tail[-_END.size :])
    if disk or first_disk or here != entries or comment:
        raise WrongFormError("The ZIP file has several parts or a comment")
    records = _END.size
    if entries == _MAX16 or _MAX32 in (size, offset):
        records = TAIL
        entries, size, offset = _read_end64(tail, file_size)
    if offset + size + records != file_size:
        raise WrongFormError("The ZIP file has bytes that belong to no file")
    if entries > MAX_FILES or size > MAX_DIRECTORY:
        raise WrongFormError("The ZIP file names more files than the format allows")
    return End(entries, size, offset)


def _read_end64(tail: bytes, file_size: int) -> tuple[int, int, int]:
    if len(tail) < TAIL:
        raise WrongFormError("The ZIP file is cut off")
    mark, disk, end_offset, disks = _LOCATOR.unpack_from(tail, _END64.size)
    if mark != b"PK\x06\x07" or disk or disks > 1 or end_offset != file_size - TAIL:
        raise WrongFormError("The ZIP file's 64-bit end record is not where it should be")
    mark, length, _, _, disk, first_disk, here, entries, size, offset = _END64.unpack_from(tail)
    if mark != b"PK\x06\x06" or length != _END64.size - 12 or disk or first_disk or here != entries:
        raise WrongFormError("The ZIP file's 64-bit end record has the wrong form")
    return entries, size, offset


def read_directory(data: bytes, end: End) -> list[Entry]:
    """Read the central directory.

    Raises:
        WrongFormError: an entry of a form that packs do not have.
    """
    found: list[Entry] = []
    at = 0
    for _ in range(end.entries):
        if at + _CENTRAL.size > len(data):
            raise WrongFormError("The ZIP file's directory is cut off")
        mark, _, version, flags, method, time, date, crc, packed, size, *rest = _CENTRAL.unpack_from(data, at)
        name_length, extra_length, comment, disk, _, external, offset = rest
        at += _CENTRAL.size
        raw, extra = data[at : at + name_length], data[at + name_length : at + name_length + extra_length]
        at += name_length + extra_length
        if mark != b"PK\x01\x02" or disk or comment or at > len(data) or not 0 < name_length <= MAX_NAME:
            raise WrongFormError("The ZIP file's directory has the wrong form")
        name = _name(raw)
        if method or flags or version not in _VERSIONS:
            raise WrongFormError("A file in the ZIP is compressed, encrypted or streamed", subject=name)
        if (time, date) != (_FIXED_TIME, _FIXED_DATE):
            raise WrongFormError("A file in the ZIP has another date than packs have", subject=name)
        if stat.S_IFMT(external >> 16) not in (0, stat.S_IFREG) or external & 0x10:
            raise WrongFormError("An entry of the ZIP is a link, a folder or a special file", subject=name)
        size, packed, offset = _widen(extra, [size, packed, offset], name)
        if size != packed:
            raise WrongFormError("A file in the ZIP has two sizes", subject=name)
        found.append(Entry(name, size, offset, struct.pack("<5HL", version, flags, method, time, date, crc)))
    if at != len(data):
        raise WrongFormError("The ZIP file's directory has bytes that belong to no file")
    return found


def data_offset(header: bytes, entry: Entry) -> int:
    """Offset of a file's bytes, once its local header is seen to repeat the directory.

    Args:
        header: `LOCAL.size` + `MAX_NAME` + 32 bytes from the entry's offset, or fewer at the end of the file.
        entry: from the central directory.

    Raises:
        WrongFormError: the two disagree.
    """
    if len(header) < LOCAL.size or header[:4] != b"PK\x03\x04":
        raise WrongFormError("A file in the ZIP is not where the directory says", subject=entry.name)
    sizes: tuple[int, int, int, int] = _LOCAL_SIZES.unpack_from(header, _LOCAL_SIZES_AT)
    packed, size, name_length, extra_length = sizes
    at = LOCAL.size + name_length
    raw, extra = header[LOCAL.size : at], header[at : at + extra_length]
    if len(extra) != extra_length:
        raise WrongFormError("A file in the ZIP has a header of the wrong form", subject=entry.name)
    size, packed = _widen(extra, [size, packed], entry.name)
    same = raw == entry.name.encode("ascii") and size == packed == entry.size and header[4:18] == entry.shared
    if not same:
        raise WrongFormError("A file's header in the ZIP disagrees with the directory", subject=entry.name)
    return entry.offset + at + extra_length


def _name(raw: bytes) -> str:
    try:
        return raw.decode("ascii")
    except UnicodeDecodeError as wrong:
        raise WrongFormError("A name in the ZIP has characters that packs do not use") from wrong


def _widen(extra: bytes, values: list[int], name: str) -> list[int]:
    """Replace values that do not fit 32 bits by those of the ZIP64 field; no other extra field may be there."""
    wide = [place for place, value in enumerate(values) if value == _MAX32]
    if not extra and not wide:
        return values
    if not wide or extra[:4] != struct.pack("<2H", 1, 8 * len(wide)) or len(extra) != 4 + 8 * len(wide):
        raise WrongFormError("A file in the ZIP has fields that packs do not use", subject=name)
    for place, value in zip(wide, struct.unpack(f"<{len(wide)}Q", extra[4:]), strict=True):
        values[place] = value
    return values
