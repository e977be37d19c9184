"""Facts and a thumbnail of pictures and PDFs, read by limited child processes. This process decodes nothing."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from affiant.confined import worker as confined
from affiant.confined.limits import Limits
from affiant.confined.pool import WorkerPool
from affiant.confined.worker import ConfinedWorker, WorkerError
from affiant.core.errors import Cancelled

COMMAND = (sys.executable, "-I", "-m", "affiant.capture.examine_worker")
"""Starts a worker of this installation, for pictures."""
PDF_COMMAND = (sys.executable, "-I", "-m", "affiant.capture.examine_pdf_worker")
"""Starts one for PDFs."""
LIMITS = Limits(cpu_seconds=8, wall_seconds=10)
"""No file is waited for any longer; what takes more has ``examination-timeout``."""

TIMEOUT, KILLED = "examination-timeout", "examination-killed"
"""Codes for a file on which the child took too long, or broke its limits; the others are in `image_reading` and
`pdf_reading`."""
FAILURES = (
    "image-broken",
    "image-too-large",
    "image-format-not-read",
    "pdf-broken",
    "pdf-encrypted",
    "pdf-too-large",
    TIMEOUT,
    KILLED,
)
"""Every code that a file can fail with."""

_FACTS: Mapping[str, tuple[type, ...]] = {
    "format": (str,),
    "width": (int,),
    "height": (int,),
    "mode": (str,),
    "frames": (int,),
    "icc": (str, type(None)),
}
_PDF = "application/pdf"
_PNG = b"\x89PNG\r\n\x1a\n"
_MAX_TEXT = 300


@dataclass(frozen=True, slots=True)
class Examined:
    """What could be read from a picture or a PDF."""

    facts: dict[str, Any] | None
    """``format``, ``width``, ``height`` (as stored, before EXIF turns the picture), ``mode``, ``frames``, ``icc``.
    Of a PDF: the first page in points, mode ``page``, and the number of pages as ``frames``."""
    exif: dict[str, Any] | None
    """Tags by name; sensitive."""
    failed: str | None
    """One of `FAILURES`, or None."""
    thumbnail_png: bytes | None
    """At most 320 by 320 pixels, upright, RGB on white, without metadata; the top of a very tall page."""
    isolation: tuple[str, ...] = ()
    """What held the child; see `confined.isolation`."""
    reader: str | None = None
    """Program and version that read it."""

    @property
    def method(self) -> str:
        """How this came about, for the record."""
        held = ", ".join(self.isolation) or "no limits on this system"
        return f"{self.reader or 'file reader'} in a limited child process ({held})"


def is_picture(media_type: str) -> bool:
    """Whether a file of this type is one picture, that can be shown as such."""
    return media_type.startswith("image/")


def is_examined(media_type: str) -> bool:
    """Whether a file of this type is worth an examination; others are not looked into."""
    return is_picture(media_type) or media_type == _PDF


class Examiner:
    """Looks into pictures and PDFs with limited children, which start with the first file of their kind.

    Any number of threads may ask. Foreign text comes back only as values of `Examined`.
    """

    def __init__(
        self, command: Sequence[str] = COMMAND, limits: Limits = LIMITS, pdf_command: Sequence[str] = PDF_COMMAND
    ) -> None:
        """Prepare.

        Args:
            command: starts the worker program for pictures.
            limits: of each child.
            pdf_command: starts the worker program for PDFs.
        """
        self._pool = WorkerPool(lambda: ConfinedWorker(command, limits))
        self._pdf_pool = WorkerPool(lambda: ConfinedWorker(pdf_command, limits))

    def examine(self, path: Path, media_type: str) -> Examined:
        """Read one file; a bad one is a code, never an exception.

        Args:
            path: the file; it is opened by the child, for reading.
            media_type: by content, see `capture.media_type`.

        Raises:
            Cancelled: `close` was called meanwhile.
            WorkerError: the worker program cannot be started (``worker-not-started``).
        """
        pool = self._pdf_pool if media_type == _PDF else self._pool
        try:
            answer = pool.request({"do": "examine", "media_type": media_type, "path": _sayable(path)})
        except WorkerError as failed:
            return Examined(None, None, code_of(failed), None)
        fields = answer.fields
        if fields.get("failed") in FAILURES:
            return Examined(None, None, str(fields["failed"]), None, answer.isolation)
        facts, exif, reader = fields.get("facts"), fields.get("exif"), fields.get("reader")
        sound = _is_facts(facts) and isinstance(exif, dict | None) and isinstance(reader, str)
        if not sound or not answer.payload.startswith(_PNG):
            return Examined(None, None, KILLED, None, answer.isolation)  # a child that is no longer itself
        return Examined(facts, exif, None, answer.payload, answer.isolation, str(reader)[:_MAX_TEXT])

    def examine_all(self, files: Iterable[tuple[Path, str]]) -> Iterator[Examined]:
        """Read many files, two at a time, and give the results in the order of the files.

        Args:
            files: path and media type of each; taken as needed.
        """
        with ThreadPoolExecutor(self._pool.size, "examine") as threads:
            waiting: deque[Future[Examined]] = deque()
            try:
                for path, media_type in files:
                    waiting.append(threads.submit(self.examine, path, media_type))
                    if len(waiting) > 2 * self._pool.size:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                for one in waiting:
                    one.cancel()

    def close(self) -> None:
        """End the children at once."""
        self._pool.close()
        self._pdf_pool.close()

    def __enter__(self) -> Examiner:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()


def code_of(failed: WorkerError) -> str:
    """The code for a file whose request had no answer.

    Raises:
        Cancelled: the worker was closed: nothing is known of the file, good or bad.
        WorkerError: no worker could be started, which is not the file's fault.
    """
    if failed.code == confined.CLOSED:
        raise Cancelled from failed
    if failed.code == confined.NOT_STARTED:
        raise failed
    return TIMEOUT if failed.code == confined.TIMEOUT else KILLED


def _sayable(path: Path) -> str:
    return os.fsencode(path.absolute()).hex()


def _is_facts(facts: object) -> bool:
    return (
        isinstance(facts, dict)
        and facts.keys() == _FACTS.keys()
        and all(isinstance(facts[name], kinds) for name, kinds in _FACTS.items())
        and all(len(value) <= _MAX_TEXT for value in facts.values() if isinstance(value, str))
    )
