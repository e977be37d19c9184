"""One writer for a case: a lock of the operating system, and a file that says whose it is."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from affiant.core.clock import Moment
from affiant.core.errors import AffiantError, ExitStatus
from affiant.store.case_folder import LOCK
from affiant.store.disk_errors import disk_errors

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOCKED_BYTE = 1 << 30
"""Windows locks a range of bytes against reading too: one far behind the text."""
_MAX_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds or held the lock."""

    host: str
    process: int
    since: str
    """Device clock, UTC."""


class CaseLock:
    """The lock of one case, held from `take` to `release`."""

    def __init__(self, descriptor: int, cleared: Owner | None) -> None:
        self._descriptor = descriptor
        self.cleared = cleared
        """A dead owner whose lock was found and cleared, or None."""

    @classmethod
    def take(cls, folder: Path, host: str, now: Moment) -> CaseLock:
        """Take the lock.

        Args:
            folder: the case.
            host: name of this machine.
            now: written beside it.

        Raises:
            AffiantError: ``case-locked`` (status LOCKED), or the disk failed.
        """
        path = folder / LOCK
        with disk_errors(folder):
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            before = _read(descriptor)
            if not _lock(descriptor):
                raise _locked(folder, before)
            before = _read(descriptor)
            if before is not None and before.host != host:
                # The system's lock does not reach other machines on a shared disk; its owner may well be alive.
                raise _locked(folder, before)
            with disk_errors(folder):
                _write(descriptor, Owner(host, os.getpid(), now.iso()))
        except BaseException:
            os.close(descriptor)
            raise
        return cls(descriptor, before)

    def release(self) -> None:
        """Give the lock back; an empty file stays."""
        if self._descriptor < 0:
            return
        try:
            os.ftruncate(self._descriptor, 0)
        finally:
            os.close(self._descriptor)
            self._descriptor = -1

    def give_back(self) -> None:
        """Give the lock back as it was found: nothing was done under it, and a dead owner stays to be reported."""
        if self._descriptor < 0:
            return
        if self.cleared is None:
            self.release()
            return
        try:
            _write(self._descriptor, self.cleared)
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Give the lock back but leave the owner's name, as after a crash: the session was not closed."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _read(descriptor: int) -> Owner | None:
    os.lseek(descriptor, 0, os.SEEK_SET)
    data = os.read(descriptor, _MAX_BYTES)
    if not data.strip():
        return None
    try:
        found = json.loads(data)
        return Owner(str(found["host"]), int(found["pid"]), str(found["time"]))
    except (ValueError, KeyError, TypeError):
        return None


def _write(descriptor: int, owner: Owner) -> None:
    text = json.dumps({"host": owner.host, "pid": owner.process, "time": owner.since}) + "\n"
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.ftruncate(descriptor, 0)
    os.write(descriptor, text.encode("utf-8", "backslashreplace"))
    os.fsync(descriptor)


def _locked(folder: Path, owner: Owner | None) -> AffiantError:
    who = f" by process {owner.process}" if owner else ""
    return AffiantError(
        "case-locked",
        f"The case is open for writing elsewhere{who}",
        subject=f"{folder} ({owner.host}, since {owner.since})" if owner else str(folder),
        safe="Reading and verifying it stay possible.",
        remedy=(
            "Close the other window or wait for the other command. If that machine is gone for good, "
            f"delete the file {LOCK} in the case folder."
        ),
        status=ExitStatus.LOCKED,
    )
