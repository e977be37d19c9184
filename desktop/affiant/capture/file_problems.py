"""What can be wrong with a file on disk, each said once."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from affiant.core.errors import AffiantError, ExitStatus
from affiant.core.names import record, visible

_SAFE = "Nothing was recorded for it; all other files are added."
_GONE = (errno.ENOENT, errno.ENOTDIR)


def shown(path: Path) -> str:
    """A path as a person may see it: undecodable bytes as ``\\xNN``, nothing invisible."""
    return visible(str(record(str(path))["name"]))


def missing(path: Path) -> AffiantError:
    """A path that was given is not there."""
    return AffiantError(
        "file-missing",
        "There is no such file or folder",
        subject=shown(path),
        safe=_SAFE,
        remedy="Check the spelling, and whether the drive is connected; then add it again.",
    )


def vanished(path: Path) -> AffiantError:
    """A file was there a moment ago."""
    return AffiantError(
        "file-vanished",
        "The file was there when the work began and is gone now",
        subject=shown(path),
        safe=_SAFE,
        remedy="Find out where it went, and add it from there.",
        status=ExitStatus.DISK,
    )


def unreadable(path: Path, wrong: OSError | None = None) -> AffiantError:
    """The system refuses to give the bytes."""
    number = wrong.errno if wrong is not None else None
    denied = number in (errno.EACCES, errno.EPERM)
    reason = f": {os.strerror(number).lower()}" if number else ""
    return AffiantError(
        "file-unreadable",
        f"The file could not be read{reason}",
        subject=shown(path),
        safe=_SAFE,
        remedy=(
            "Ask its owner for leave to read it, or copy it to a place of your own; then add it again."
            if denied
            else "Check the drive, copy the file elsewhere if you can, and add it from there."
        ),
        status=ExitStatus.USAGE if denied else ExitStatus.DISK,
    )


def folder_unreadable(path: Path, wrong: OSError) -> AffiantError:
    """A folder cannot be listed; what is in it is unknown."""
    reason = f": {os.strerror(wrong.errno).lower()}" if wrong.errno else ""
    return AffiantError(
        "folder-unreadable",
        f"The folder could not be listed{reason}, so nothing in it was added",
        subject=shown(path),
        safe=_SAFE,
        remedy="Ask its owner for leave to open it, or copy it to a place of your own; then add it again.",
    )


def folder_empty(path: Path) -> AffiantError:
    """A folder that was given holds nothing."""
    return AffiantError(
        "folder-empty",
        "There is nothing in the folder",
        subject=shown(path),
        safe=_SAFE,
        remedy="Check that it is the folder you meant.",
    )


def folder_loop(path: Path) -> AffiantError:
    """A folder contains itself."""
    return AffiantError(
        "folder-loop",
        "The folder contains itself and was not entered a second time",
        subject=shown(path),
        safe="Everything in it was already added once.",
        remedy="Nothing need be done.",
    )


def own_case(path: Path) -> AffiantError:
    """The path is the case that the files are added to, or lies in it."""
    return AffiantError(
        "own-case",
        "This belongs to the case itself and was left out",
        subject=shown(path),
        safe=_SAFE,
        remedy="Keep cases outside of the folders that you add.",
    )


def symlink(path: Path) -> AffiantError:
    """A link instead of a file: what it leads to may change, and may lie anywhere."""
    return AffiantError(
        "symlink-refused",
        "This is a link to another place, and links are not followed",
        subject=shown(path),
        safe=_SAFE,
        remedy="Add the file or folder that the link leads to.",
    )


def special(path: Path) -> AffiantError:
    """A pipe, socket or device: it has no bytes of its own that could be kept."""
    return AffiantError(
        "special-file",
        "This is a pipe, a socket or a device, not a file",
        subject=shown(path),
        safe=_SAFE,
        remedy="Save what it gives into a file, and add that.",
    )


def changed(path: Path) -> AffiantError:
    """The bytes moved while they were read, so they are the file of no moment."""
    return AffiantError(
        "file-changed",
        "The file was changed while it was read",
        subject=shown(path),
        safe=_SAFE,
        remedy="Wait until the program that writes it has finished, and add it again.",
        status=ExitStatus.DISK,
    )


def of_opening(path: Path, wrong: OSError) -> AffiantError:
    """What an error on opening a file that was found means."""
    if wrong.errno in _GONE:
        return vanished(path)
    if wrong.errno == errno.ELOOP:
        return symlink(path)
    if wrong.errno in (errno.ENXIO, errno.ENODEV):
        return special(path)
    return unreadable(path, wrong)
