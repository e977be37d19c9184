"""Says which files of a folder have become complete, by looking again and again.

Systems tell of changes in ways of their own, and not at all on the mounts of phones and of other computers; looking
works everywhere. A file is complete when two looks, far enough apart, saw the same size and time of change.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from affiant.capture.file_access import DiskAccess, FileAccess
from affiant.capture.watching.partial_names import is_partial

SETTLED_S = 2.0
"""For that long, size and time of change stayed as they were; times on some phones count in steps of two seconds."""
EMPTY_SETTLED_S = 30.0
"""The same for a file without a byte, which most often is a place held for one that is coming."""


PAUSE_S = 15.0
"""After a longer time without a look, as when the laptop slept, what was coming has to settle anew."""


class Presence(StrEnum):
    """Whether the folder can be seen."""

    THERE = "there"
    GONE = "gone"
    """Unplugged, unmounted, renamed or not readable; when it is back, the watch goes on."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found."""

    presence: Presence
    complete: tuple[Path, ...] = ()
    """Files that became complete since the look before, in the order of their paths."""
    waiting: int = 0
    """Files that are still coming."""


_State = tuple[int, int]
"""Size and time of change in nanoseconds."""


@dataclass(slots=True)
class FolderWatch:
    """Remembers what it has seen. Looking changes nothing in the folder.

    What lies in the folder when it is seen for the first time is not new; it is found all the same with `existing`.
    An empty folder in which a device appears later is seen for the first time then: it was a place to mount it.
    """

    folder: Path
    clock: Callable[[], float]
    """Seconds that never go back."""
    existing: bool = False
    access: FileAccess = field(default_factory=DiskAccess)
    leave_out: tuple[Path, ...] = ()
    """Folders of which nothing is found, such as the case itself."""
    _known: dict[Path, _State] = field(default_factory=dict)
    """State in which a file was found complete, or lay there from the beginning."""
    _coming: dict[Path, tuple[_State, float]] = field(default_factory=dict)
    """State in which a file was seen, and when it was first seen so."""
    _device: int | None = None
    """Device of the folder when it was last seen."""
    _looked: float | None = None
    """When the look before ended."""

    def look(self, tick: Callable[[], object] = lambda: None) -> Look:
        """Look once.

        Args:
            tick: called for each name, for a folder on a slow device; what it raises ends the look, which then counts
                for nothing.
        """
        now = self.clock()
        if self._looked is not None and now - self._looked > PAUSE_S:
            self._coming.clear()
        try:
            device = self.access.look(self.folder).st_dev
            present = dict(self._present(tick))
            self._looked = self.clock()
        except OSError:
            self._looked = self.clock()
            self._coming.clear()  # what was coming when the device went is not complete because it looks the same later
            return Look(Presence.GONE)
        if device != self._device and not self._known and not self.existing:
            self._known = present
        self._device = device
        self._coming = {
            path: self._since(path, state, now) for path, state in present.items() if self._known.get(path) != state
        }
        complete = tuple(sorted(path for path, seen in self._coming.items() if _settled(seen, now)))
        for path in complete:
            self._known[path] = self._coming.pop(path)[0]
        return Look(Presence.THERE, complete, len(self._coming))

    def _since(self, path: Path, state: _State, now: float) -> tuple[_State, float]:
        before = self._coming.get(path)
        return before if before is not None and before[0] == state else (state, now)

    def _present(self, tick: Callable[[], object]) -> Iterator[tuple[Path, _State]]:
        """Regular files below the folder; links are not followed.

        Raises:
            OSError: the folder itself cannot be read.
        """
        waiting = [self.folder]
        while waiting:
            folder = waiting.pop()
            try:
                names = self.access.names(folder)
            except OSError:
                if folder == self.folder:
                    raise
                continue  # a folder inside that went, or that nobody may read
            for name in names:
                tick()
                path = folder / name
                if is_partial(name) or path in self.leave_out:
                    continue
                try:
                    status = self.access.look(path)
                except OSError:
                    continue  # it went between two questions
                if stat.S_ISDIR(status.st_mode):
                    waiting.append(path)
                elif stat.S_ISREG(status.st_mode):
                    yield path, _state(status)


def _state(status: os.stat_result) -> _State:
    return status.st_size, status.st_mtime_ns


def _settled(seen: tuple[_State, float], now: float) -> bool:
    (size, _), since = seen
    return now - since >= (SETTLED_S if size else EMPTY_SETTLED_S)
