"""A person's wish that work waits for a while."""

from __future__ import annotations

import threading

from affiant.core.progress import Progress

_LOOK_S = 0.2


class Pause:
    """Set by one thread, obeyed by the other between two pieces of work."""

    def __init__(self) -> None:
        self._may_go = threading.Event()
        self._may_go.set()

    @property
    def wanted(self) -> bool:
        """Whether work waits, or will at the next piece."""
        return not self._may_go.is_set()

    def hold(self) -> None:
        """Let the work wait once the piece under way is done."""
        self._may_go.clear()

    def go_on(self) -> None:
        """Let it go on."""
        self._may_go.set()

    def wait(self, progress: Progress, done: int, total: int) -> None:
        """Wait as long as the person wants.

        Raises:
            Cancelled: from `progress`.
        """
        while not self._may_go.wait(_LOOK_S):
            progress.report(done, total, "Waiting: you paused it")
