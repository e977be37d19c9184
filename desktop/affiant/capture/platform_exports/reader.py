"""What a reader of platform exports is: it recognises one form of export, and yields what it holds.

Readers run in a limited child only (`worker`). They open nothing but what `ExportFiles` hands them, and they never
raise for a bad entry: it becomes a `Skipped` with a reason, so that every entry is counted one way or the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO, Protocol

from affiant.core.record import Record, Skipped

HEAD_BYTES = 64 << 10
"""As much of a file as `ExportReader.recognises` may look at."""
PAGE_HEAD_BYTES = 512 << 10
"""The same of an HTML page of which the first `HEAD_BYTES` fit: its style alone may be longer than these."""
STILL_READING = "still-reading"
"""Reason of a `Skipped` with a count of 0: a sign of life from a reader that is busy with one long entry."""


class ExportFiles(Protocol):
    """The files of one export, whatever holds them: a folder, a ZIP, or one file by itself."""

    @property
    def name(self) -> str:
        """What the ZIP or the file by itself is called; empty for a folder."""

    def names(self) -> Sequence[str]:
        """Names with ``/``, relative, each once, sorted. One file by itself has its own name."""

    def size(self, name: str) -> int:
        """Bytes of a file.

        Raises:
            KeyError: there is no such file: a bug of the caller.
        """

    def open(self, name: str) -> BinaryIO:
        """Open a file for reading. The stream can seek; in a ZIP, seeking backwards is slow.

        Raises:
            FormatError: now or while reading: the bytes cannot be had, e.g. because a ZIP is broken.
            KeyError: there is no such file: a bug of the caller.
        """

    def left_out(self) -> Sequence[Skipped]:
        """What is there and is not among `names`, and why (see `export_files`)."""


class ExportReader(Protocol):
    """Reads one form of export. One file in ``readers/``, named after its key, and a line in `registry`."""

    key: str
    """Short stable name, e.g. ``telegram_json``."""
    title: str
    """Name for people, e.g. ``Telegram Desktop, JSON``."""
    platform: str
    """Key out of `core.platforms`, or ``web`` for stored pages of any site."""
    version: int
    """Goes up whenever the same bytes would give other records."""

    def recognises(self, files: ExportFiles) -> bool:
        """Whether this is the form that it reads; looks at names and the first `HEAD_BYTES` of a few files.

        Never raises: broken bytes are not recognised.
        """

    def read(self, files: ExportFiles) -> Iterator[Record | Skipped]:
        """Yield everything that the export holds, in the order in which it stands there, as a stream.

        Texts may hold anything, lone surrogates and control characters too: `lines` sees to it. Memory stays below
        300 MB whatever the size of the export, and work never goes on for seconds without yielding.

        Raises:
            FormatError: the export as a whole, or all from here on, cannot be read. What was yielded stands.
        """


def head_of(files: ExportFiles, name: str, size: int = HEAD_BYTES) -> bytes:
    """The beginning of a file.

    Raises:
        FormatError: see `ExportFiles.open`.
    """
    with files.open(name) as stream:
        return stream.read(size)
