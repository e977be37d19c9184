"""A pack as a ZIP file, read in place. Only the one form that packs have is accepted: where readers of ZIP files could
disagree on what is inside (two entries of one name, headers that differ, gaps, bytes before or behind), it is refused.
"""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from affiant.core.names import visible
from affiant.core.pack_format import safe_path
from affiant.verify.pack_files import WrongFormError
from affiant.verify.zip_records import LOCAL, MAX_NAME, TAIL, Entry, data_offset, read_directory, read_end


class ZipPack:
    """See `pack_files.PackFiles`.

    Raises:
        WrongFormError: any form but the one of packs.
        OSError: the file cannot be read.
    """

    form = "zip"

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb", buffering=0)
        self._lock = threading.Lock()
        try:
            self.name, self._places = self._read()
        except BaseException:
            self._file.close()
            raise

    def _read(self) -> tuple[str, dict[str, tuple[int, int]]]:
        total = self._file.seek(0, os.SEEK_END)
        end = read_end(self.read_at(max(0, total - TAIL), TAIL), total)
        entries = read_directory(self.read_at(end.offset, end.size), end)
        if not entries:
            raise WrongFormError("The ZIP file is empty")
        top = entries[0].name.partition("/")[0] + "/"
        last, places = "", {}
        for entry in entries:
            path = entry.name.removeprefix(top)
            if path == entry.name or not safe_path(entry.name):
                raise WrongFormError(
                    "A name in the ZIP is unsafe or outside the one top folder", subject=visible(entry.name)
                )
            if path <= last:
                raise WrongFormError("A file is in the ZIP twice or out of order", subject=visible(path))
            start = data_offset(self.read_at(entry.offset, LOCAL.size + MAX_NAME + 32), entry)
            places[path], last = (start, entry.size), path
        _refuse_gaps(entries, [start for start, _ in places.values()], end.offset)
        return top[:-1], places

    def read_at(self, offset: int, count: int) -> bytes:
        """Read up to `count` bytes from an offset of the ZIP file; safe across threads."""
        buffer = bytearray(count)
        view, done = memoryview(buffer), 0
        while done < count:
            step = self.read_into(offset + done, view[done:])
            if not step:
                break
            done += step
        return bytes(view[:done])

    def read_into(self, offset: int, buffer: memoryview) -> int:
        """Fill a buffer from an offset of the ZIP file; returns the bytes read. Safe across threads."""
        if hasattr(os, "preadv"):
            return os.preadv(self._file.fileno(), [buffer], offset)
        with self._lock:
            self._file.seek(offset)
            return self._file.readinto(buffer) or 0

    def paths(self) -> Sequence[str]:
        """See `PackFiles.paths`."""
        return tuple(self._places)

    def size(self, path: str) -> int:
        """See `PackFiles.size`."""
        return self._places[path][1]

    def open(self, path: str) -> io.BufferedReader:
        """See `PackFiles.open`."""
        if path not in self._places:
            raise FileNotFoundError(path)
        start, size = self._places[path]
        return io.BufferedReader(_Part(self, start, size), buffer_size=1 << 16)

    def close(self) -> None:
        """See `PackFiles.close`."""
        self._file.close()


def _refuse_gaps(entries: Sequence[Entry], starts: Sequence[int], end: int) -> None:
    """Headers and files follow one another from the first byte to the directory."""
    expected = 0
    for entry, start in sorted(zip(entries, starts, strict=True), key=lambda pair: pair[0].offset):
        if entry.offset != expected:
            raise WrongFormError("The ZIP file has gaps or files that overlap", subject=visible(entry.name))
        expected = start + entry.size
    if expected != end:
        raise WrongFormError("The ZIP file has bytes that belong to no file")


class _Part(io.RawIOBase):
    """Bytes ``start … start + size - 1`` of the ZIP file as a file of its own."""

    def __init__(self, pack: ZipPack, start: int, size: int) -> None:
        self._pack, self._start, self._size, self._at = pack, start, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: object) -> int:
        room = memoryview(cast(bytearray, buffer)).cast("B")
        count = min(len(room), max(0, self._size - self._at))
        if not count:
            return 0
        done = self._pack.read_into(self._start + self._at, room[:count])
        if not done:
            raise OSError("the ZIP file became shorter while it was read")
        self._at += done
        return done
