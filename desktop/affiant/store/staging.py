"""One read of a source: both hashes, the size, the first bytes, and an unfinished file with the bytes."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from affiant.core.progress import Progress
from affiant.store.disk_errors import disk_errors
from affiant.store.durability import start_writing
from affiant.store.second_thread import SecondThread

CHUNK_BYTES = 1 << 20
_CHUNKS = 8
"""Buffers in use at once; memory for a file of any size is `_CHUNKS` times `CHUNK_BYTES`."""
_EARLY_BYTES = CHUNK_BYTES
"""From this size on the disk begins with a piece as soon as it is written."""
HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class StoredObject:
    """What is known of bytes that were taken in."""

    sha256: str
    sha512: str
    size: int
    head: bytes
    """The first `HEAD_BYTES` bytes; enough to tell a media type by content."""


@dataclass(frozen=True, slots=True)
class StagedFile:
    """Bytes in an unfinished file, not yet flushed, that no batch has taken over."""

    stored: StoredObject
    part: Path


class Stager:
    """Reads sources into unfinished files. Belongs to one thread, which gives it another for SHA-512."""

    def __init__(self, second_thread: SecondThread) -> None:
        self._second_thread = second_thread
        self._buffers = [bytearray(CHUNK_BYTES)]

    def stage(self, source: BinaryIO, target: Path, progress: Progress) -> StoredObject:
        """Read `source` to its end once and write it to the new file `target`, read-only, not yet flushed.

        Args:
            source: a binary stream; its own errors pass unchanged.
            target: must not exist; it is gone again when anything fails.
            progress: told the bytes so far; the total is not known.

        Raises:
            AffiantError: the disk of `target` failed (see `disk_errors`).
            Cancelled: from `progress`.
        """
        with disk_errors(target.parent):
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            try:
                stored = self._copy(source, descriptor, target, progress)
                with disk_errors(target.parent):
                    if hasattr(os, "fchmod"):
                        os.fchmod(descriptor, 0o444)
            finally:
                os.close(descriptor)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        return stored

    def _copy(self, source: BinaryIO, descriptor: int, target: Path, progress: Progress) -> StoredObject:
        first, second = hashlib.sha256(), hashlib.sha512()
        size = turn = 0
        head = b""
        try:
            while True:
                view = memoryview(self._buffer(turn))
                count = _fill(source, view)
                if not count:
                    break
                chunk = view[:count]
                if count == CHUNK_BYTES:
                    self._second_thread.update(second, chunk)
                else:
                    # The last piece, or a small file: a hand-over to the other thread costs more than the hashing.
                    self._second_thread.settle(0)
                    second.update(chunk)
                first.update(chunk)
                with disk_errors(target.parent):
                    _write_all(descriptor, chunk)
                if count >= _EARLY_BYTES:
                    start_writing(descriptor, size, count)
                if not size:
                    head = bytes(chunk[:HEAD_BYTES])
                size += count
                turn = (turn + 1) % _CHUNKS
                progress.report(size, None, "Hashing")
                if count < CHUNK_BYTES:
                    break
                self._second_thread.settle(_CHUNKS - 1)
        finally:
            self._second_thread.settle(0)
        return StoredObject(first.hexdigest(), second.hexdigest(), size, head)

    def _buffer(self, turn: int) -> bytearray:
        while len(self._buffers) <= turn:
            self._buffers.append(bytearray(CHUNK_BYTES))
        return self._buffers[turn]


def _fill(source: BinaryIO, view: memoryview) -> int:
    """Read until the buffer is full or the source ends; a short read is not the end of a pipe."""
    filled = 0
    while filled < len(view):
        count = _read_into(source, view[filled:])
        if not count:
            break
        filled += count
    return filled


def _read_into(source: BinaryIO, view: memoryview) -> int:
    if hasattr(source, "readinto"):
        return int(source.readinto(view) or 0)
    data = source.read(len(view))
    view[: len(data)] = data
    return len(data)


def _write_all(descriptor: int, data: memoryview) -> None:
    while data:
        data = data[os.write(descriptor, data) :]
