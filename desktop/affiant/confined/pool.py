"""A few workers side by side, so that a slow file does not hold up the next one."""

from __future__ import annotations

import queue
from collections.abc import Callable, Mapping
from typing import Any

from affiant.confined.worker import Answer, ConfinedWorker

SIZE = 2
"""Workers unless said otherwise: enough for a laptop, and two times the memory bound is bearable."""


class WorkerPool:
    """Hands each request to a worker that is free. Any number of threads may ask; each waits for its own answer."""

    def __init__(self, make: Callable[[], ConfinedWorker], size: int = SIZE) -> None:
        """Prepare `size` workers; a worker starts its child with its first request.

        Args:
            make: makes one worker.
            size: how many.
        """
        self._workers = tuple(make() for _ in range(size))
        self._free: queue.LifoQueue[ConfinedWorker] = queue.LifoQueue()
        for worker in self._workers:
            self._free.put(worker)

    @property
    def size(self) -> int:
        """How many requests can be under way at once."""
        return len(self._workers)

    def request(self, message: Mapping[str, Any], timeout: float | None = None) -> Answer:
        """Ask the next free worker.

        Args:
            message: canonical JSON values.
            timeout: seconds on the wall, counted from when a worker is free.

        Raises:
            WorkerError: see `ConfinedWorker.request`.
        """
        worker = self._free.get()
        try:
            return worker.request(message, timeout)
        finally:
            self._free.put(worker)

    def close(self) -> None:
        """End all children at once; requests under way fail with ``worker-closed``."""
        for worker in self._workers:
            worker.close()

    def __enter__(self) -> WorkerPool:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()
