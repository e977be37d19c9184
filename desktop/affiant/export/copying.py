"""Copies one file into a pack: hashed while it is written, and compared with what was recorded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from affiant.core.errors import AffiantError, ExitStatus
from affiant.export.target import PackTarget

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Content:
    """A file that a pack is to hold: bytes in memory, or a file on disk."""

    path: str
    """Within the pack."""
    size: int
    source: bytes | Path
    sha256: str | None = None
    """What the ledger recorded, for a stored object; None for a file that the writer made."""
    sha512: str | None = None
    shown_as: str = ""
    """What a message calls it, e.g. ``C00001 (E001-01.png)``."""


@dataclass(frozen=True, slots=True)
class Digests:
    """Both digests of a file as written, as hex digits."""

    sha256: str
    sha512: str


def in_memory(path: str, data: bytes) -> Content:
    """Return a file from its bytes."""
    return Content(path, len(data), data)


def from_disk(path: str, file: Path) -> Content:
    """Return a file that the writer made, from where it lies."""
    return Content(path, file.stat().st_size, file)


def copy(content: Content, target: PackTarget, other_thread: Executor, advance: Callable[[int], None]) -> Digests:
    """Write a file into the pack and return the digests of the bytes that were written.

    Args:
        content: the file.
        target: the pack in the making.
        other_thread: computes SHA-512 while this thread computes SHA-256 and writes.
        advance: told the number of bytes after each chunk; a point where work can be cancelled.

    Raises:
        AffiantError: the stored bytes of an artefact are missing (``object-missing``), cannot be read
            (``object-unreadable``) or are not those that were recorded (``object-damaged``).
    """
    short, long = hashlib.sha256(), hashlib.sha512()

    def hashed() -> Iterator[bytes]:
        for chunk in _chunks(content):
            later = other_thread.submit(long.update, chunk)
            short.update(chunk)
            yield chunk
            later.result()
            advance(len(chunk))

    target.write(content.path, content.size, hashed())
    found = Digests(short.hexdigest(), long.hexdigest())
    if content.sha256 is not None and found != Digests(content.sha256, content.sha512 or ""):
        raise _damaged(content)
    return found


def _chunks(content: Content) -> Iterator[bytes]:
    if isinstance(content.source, bytes):
        yield content.source
        return
    left = content.size
    try:
        with content.source.open("rb", buffering=0) as file:
            while chunk := file.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    break
                yield chunk
    except FileNotFoundError as gone:
        raise AffiantError(
            "object-missing",
            "The stored bytes of a file are missing",
            subject=content.shown_as or content.path,
            safe="No pack was written; the other captures are not affected.",
            remedy="Bring the object back from a backup of the case, or leave the capture out.",
            status=ExitStatus.DISK,
        ) from gone
    except OSError as wrong:
        raise AffiantError(
            "object-unreadable",
            "The stored bytes of a file cannot be read",
            subject=content.shown_as or content.path,
            safe="No pack was written; the other captures are not affected.",
            remedy="Check the disk that holds the case and its permissions, then try again.",
            status=ExitStatus.DISK,
        ) from wrong
    if left:
        raise _damaged(content)


def _damaged(content: Content) -> AffiantError:
    return AffiantError(
        "object-damaged",
        "The stored bytes of a file are not those that were recorded when it was captured",
        subject=content.shown_as or content.path,
        safe="No pack was written; the other captures are not affected.",
        remedy="Verify the case, and bring the object back from a backup; or leave the capture out.",
        status=ExitStatus.FAILED_VERIFICATION,
    )
