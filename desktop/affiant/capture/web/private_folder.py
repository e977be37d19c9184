"""The folder of one run of a browser: nobody else's, gone with the run, and swept when we were killed before that."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

if sys.platform != "win32":
    import fcntl

PREFIX = "affiant-web-"
_LOCK = ".in-use"
_IN_THE_MAKING_SECONDS = 60


class PrivateFolder:
    """A new folder that only this user can enter. A lock on a file in it, held by us, says that the run goes on."""

    def __init__(self, parent: Path | None = None) -> None:
        """Make it, and sweep what killed runs left beside it.

        Args:
            parent: where; None takes the system's place for temporary files.

        Raises:
            OSError: it cannot be made there.
        """
        place = Path(tempfile.gettempdir()) if parent is None else parent
        sweep(place)
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
        try:
            self._lock = os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            _take(self._lock)
        except OSError:
            shutil.rmtree(self.path, ignore_errors=True)
            raise

    def remove(self, deadline: float = 0.0) -> None:
        """Remove it with everything in it.

        Args:
            deadline: of `time.monotonic`; until then it is tried again, as processes just killed may still be writing.
        """
        while True:
            shutil.rmtree(self.path, ignore_errors=True)
            if not self.path.exists() or time.monotonic() > deadline:
                break
            time.sleep(0.01)
        lock, self._lock = self._lock, -1
        if lock >= 0:
            os.close(lock)


def sweep(place: Path) -> None:
    """Remove the folders of runs that ended without doing so: their lock can be had."""
    try:
        found = [one for one in place.iterdir() if one.name.startswith(PREFIX)]
    except OSError:
        return
    for folder in found:
        if _left_behind(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _left_behind(folder: Path) -> bool:
    try:
        own = folder.stat(follow_symlinks=False)
        if sys.platform != "win32" and own.st_uid != os.geteuid():
            return False
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:  # perhaps between its making and its lock
        return time.time() - own.st_mtime > _IN_THE_MAKING_SECONDS
    except OSError:
        return False
    try:
        _take(lock)
    except OSError:
        return False
    finally:
        os.close(lock)
    return True


def _take(lock: int) -> None:
    """Take the lock or raise OSError. It goes when its descriptor is closed, also by a kill."""
    if sys.platform != "win32":
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
