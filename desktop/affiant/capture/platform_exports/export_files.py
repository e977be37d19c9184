"""The files of an export: in a ZIP, in a folder, or one by itself. Nothing is unpacked to disk.

What is there and cannot be given is said, as `Skipped` with one of these reasons:

``entry-encrypted``, ``entry-compression-unknown``, ``entry-name-escapes`` (absolute, with a drive, with ``..``, empty
or with a NUL), ``entry-name-twice`` (the first one stays), ``entry-is-link``, ``entry-is-bomb`` (it would unpack to far
more than such files do), ``entries-overlap`` (two entries claim the same bytes), ``too-many-entries``.
"""

from __future__ import annotations

import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO

from affiant.capture.platform_exports.reader import ExportFiles
from affiant.core.errors import FormatError
from affiant.core.record import Skipped, Where

MAX_ENTRIES = 200_000
MAX_ENTRY_BYTES = 64 << 30
BOMB_RATIO = 200
"""Text of an export packs 10 to 30 times; nothing that a platform writes is packed more than this …"""
BOMB_BYTES = 16 << 20
"""… and what unpacks to less does no harm at any ratio."""

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_ENCRYPTED = 0x1 | 0x40 | 0x2000
"""Bits 0, 6 and 13 of the general purpose flag: encryption, strong encryption, masked headers (APPNOTE 4.4.4)."""
_UTF8_NAME = 0x800
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What the standard library raises for hostile or damaged ZIPs."""


def open_export(name: str, path: Path) -> ExportFiles:
    """One file as an export: what is in it when it is a ZIP, else the file by itself.

    Args:
        name: what the file is called.
        path: where its bytes are.

    Raises:
        FormatError: it begins like a ZIP and cannot be read as one, or cannot be opened.
    """
    try:
        with path.open("rb") as stream:
            packed = stream.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    except OSError as wrong:
        raise FormatError("A file of the export could not be opened", subject=name) from wrong
    return ZippedFiles(name, path) if packed else LooseFiles({name: path})


class LooseFiles:
    """Files that lie open: a folder, or one file by itself."""

    def __init__(self, paths: Mapping[str, Path]) -> None:
        """Take names, relative with ``/``, and where the bytes of each are."""
        self._paths = dict(sorted(paths.items()))

    @property
    def name(self) -> str:
        """See `ExportFiles.name`."""
        return next(iter(self._paths)) if len(self._paths) == 1 else ""

    def names(self) -> Sequence[str]:
        """See `ExportFiles.names`."""
        return tuple(self._paths)

    def size(self, name: str) -> int:
        """See `ExportFiles.size`."""
        return self._paths[name].stat().st_size

    def open(self, name: str) -> BinaryIO:
        """See `ExportFiles.open`."""
        path = self._paths[name]
        try:
            return path.open("rb")
        except OSError as wrong:
            raise FormatError("A file of the export could not be opened", subject=name) from wrong

    def left_out(self) -> Sequence[Skipped]:
        """See `ExportFiles.left_out`."""
        return ()


class ZippedFiles:
    """Files in a ZIP, zip64 too; each is unpacked as it is read."""

    def __init__(self, name: str, path: Path) -> None:
        """Read the table of contents.

        Raises:
            FormatError: there is none that can be read.
        """
        self.name = name
        try:
            self._archive = zipfile.ZipFile(path)
            entries = self._archive.infolist()
        except (*_BROKEN, OSError) as wrong:
            raise FormatError("A ZIP has no table of contents that can be read", subject=name) from wrong
        self._left_out: list[Skipped] = []
        self._entries: dict[str, zipfile.ZipInfo] = {}
        if len(entries) > MAX_ENTRIES:
            self._leave_out("too-many-entries", name, len(entries) - MAX_ENTRIES)
        overlapping = _overlapping(entries)
        for entry in entries[:MAX_ENTRIES]:
            if entry.filename.endswith("/"):
                continue
            named = _name_of(entry)
            reason = "entries-overlap" if id(entry) in overlapping else _objection(entry, named)
            if reason is None and named in self._entries:
                reason = "entry-name-twice"
            if reason is None:
                self._entries[named] = entry
            else:
                self._leave_out(reason, named)
        self._entries = dict(sorted(self._entries.items()))

    def names(self) -> Sequence[str]:
        """See `ExportFiles.names`."""
        return tuple(self._entries)

    def size(self, name: str) -> int:
        """See `ExportFiles.size`. The size that the ZIP states; no more is ever given."""
        return self._entries[name].file_size

    def open(self, name: str) -> BinaryIO:
        """See `ExportFiles.open`."""
        entry = self._entries[name]
        try:
            return io.BufferedReader(_Unpacking(self._archive.open(entry), name), 1 << 16)
        except (*_BROKEN, OSError) as wrong:
            raise _damaged(name) from wrong

    def left_out(self) -> Sequence[Skipped]:
        """See `ExportFiles.left_out`."""
        return tuple(self._left_out)

    def _leave_out(self, reason: str, name: str, count: int = 1) -> None:
        self._left_out.append(Skipped(reason, Where(name), count))


class _Unpacking(io.RawIOBase):
    """Bytes of one entry; whatever is wrong with them is a `FormatError`."""

    def __init__(self, entry: IO[bytes], name: str) -> None:
        self._entry = entry
        self._name = name

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        try:
            data = self._entry.read(len(view))
        except (*_BROKEN, OSError) as wrong:
            raise _damaged(self._name) from wrong
        view[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        try:
            return self._entry.seek(offset, whence)
        except (*_BROKEN, OSError) as wrong:
            raise _damaged(self._name) from wrong

    def tell(self) -> int:
        return self._entry.tell()

    def close(self) -> None:
        self._entry.close()
        super().close()


def _damaged(name: str) -> FormatError:
    return FormatError("A file in the ZIP is damaged", subject=name, code="zip-damaged")


def _name_of(entry: zipfile.ZipInfo) -> str:
    """The name with ``/``, read as UTF-8 where that is what it is, whether or not the ZIP says so."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _objection(entry: zipfile.ZipInfo, name: str) -> str | None:
    parts = name.split("/")
    if not name or ".." in parts or "" in parts or name[1:2] == ":" or "\0" in entry.orig_filename:
        return "entry-name-escapes"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "entry-is-link"
    if entry.flag_bits & _ENCRYPTED:
        return "entry-encrypted"
    if entry.compress_type not in _COMPRESSIONS:
        return "entry-compression-unknown"
    unpacks_too_far = entry.file_size > BOMB_BYTES and entry.file_size > BOMB_RATIO * max(entry.compress_size, 1)
    return "entry-is-bomb" if unpacks_too_far or entry.file_size > MAX_ENTRY_BYTES else None


def _overlapping(entries: Sequence[zipfile.ZipInfo]) -> set[int]:
    """Entries that share packed bytes with another one, as bombs do that no ratio gives away."""
    found: set[int] = set()
    furthest: zipfile.ZipInfo | None = None
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if furthest is not None and entry.header_offset < furthest.header_offset + furthest.compress_size:
            found |= {id(entry), id(furthest)}
        if furthest is None or _end(entry) > _end(furthest):
            furthest = entry
    return found


def _end(entry: zipfile.ZipInfo) -> int:
    return entry.header_offset + entry.compress_size
