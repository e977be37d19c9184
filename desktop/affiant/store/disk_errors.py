"""Errors of the disk and of SQLite in the words of a person who can act upon them."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from affiant.core.errors import AffiantError, ExitStatus

_SAFE = "Everything that was acknowledged before is safe."
_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_REFUSED = frozenset((errno.EROFS, errno.EACCES, errno.EPERM))
_DAMAGE = ("malformed JSON", "Could not decode to UTF-8", "malformed database schema")
_PRIMARY_CODE = 0xFF


@contextmanager
def disk_errors(place: Path) -> Iterator[None]:
    """Turn errors of writing and reading below `place` into `AffiantError`.

    Errors that no disk explains (a broken constraint, a refused statement) are bugs of ours and pass unchanged.

    Raises:
        AffiantError: ``disk-full``, ``disk-refused``, ``disk-error``, ``database-damaged`` or ``case-busy``.
    """
    try:
        yield
    except OSError as wrong:
        raise _of_system(wrong, place) from wrong
    except UnicodeDecodeError as wrong:  # SQLite quotes a damaged schema in its message, which is then no text
        raise damaged(place) from wrong
    except sqlite3.Error as wrong:
        known = _of_sqlite(wrong, place)
        if known is None:
            raise
        raise known from wrong


def damaged(place: Path, detail: str = "") -> AffiantError:
    """The error for a database whose content cannot be right."""
    return AffiantError(
        "database-damaged",
        "The database of the case is damaged" + (f": {detail}" if detail else ""),
        subject=str(place),
        safe="The files below objects are not touched by this.",
        remedy="Copy the case folder as it is, then restore the newest backup; verify both.",
        status=ExitStatus.DISK,
    )


def _of_system(wrong: OSError, place: Path) -> AffiantError:
    if wrong.errno in _FULL:
        return _full(place)
    if wrong.errno in _REFUSED:
        return _refused(place)
    return _failed(place, wrong.strerror or type(wrong).__name__)


def _of_sqlite(wrong: sqlite3.Error, place: Path) -> AffiantError | None:
    text = str(wrong)
    match getattr(wrong, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY_CODE:
        case sqlite3.SQLITE_FULL:
            return _full(place)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return _refused(place)
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN:
            return _failed(place, text)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_FORMAT:
            return damaged(place)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return AffiantError(
                "case-busy",
                "Another program holds the database of the case",
                subject=str(place),
                safe=_SAFE,
                remedy="Close other programs that have this folder open, such as a backup, and try again.",
                status=ExitStatus.LOCKED,
            )
    return damaged(place) if any(mark in text for mark in _DAMAGE) else None


def _full(place: Path) -> AffiantError:
    return AffiantError(
        "disk-full",
        f"The disk is full: {free_text(place)} free",
        subject=str(place),
        safe=_SAFE,
        remedy="Free some space on this disk, or move the case folder to a larger one, then try again.",
        status=ExitStatus.DISK,
    )


def _refused(place: Path) -> AffiantError:
    return AffiantError(
        "disk-refused",
        "The disk or the folder does not allow writing",
        subject=str(place),
        safe=_SAFE,
        remedy="Make the folder writable for you, or copy the case to a disk that is.",
        status=ExitStatus.DISK,
    )


def _failed(place: Path, reason: str) -> AffiantError:
    return AffiantError(
        "disk-error",
        f"The disk did not do what was asked ({reason}; {free_text(place)} free)",
        subject=str(place),
        safe=_SAFE,
        remedy="Check that the disk is connected and healthy, then try again.",
        status=ExitStatus.DISK,
    )


def free_bytes(place: Path) -> int | None:
    """Free bytes on the disk of `place` or of the nearest folder above that exists; None when nobody can say."""
    for folder in (place, *place.parents):
        try:
            return shutil.disk_usage(folder).free
        except FileNotFoundError:
            continue
        except OSError:
            return None
    return None


def free_text(place: Path) -> str:
    """`free_bytes` for people."""
    free = free_bytes(place)
    return "an unknown amount is" if free is None else f"{free / 1e6:,.1f} MB are"
