"""A thread that hashes beside the one that reads, for as long as a batch is open.

`hashlib` gives up the interpreter's lock for large pieces, so both hashes run at once on two cores. A pool of
`concurrent.futures` does the same at twice the cost of a hand-over, which files of 300 kB feel.
"""

from __future__ import annotations

import threading
from queue import SimpleQueue
from typing import Protocol


class Digest(Protocol):
    """A running hash of `hashlib`."""

    def update(self, data: memoryview, /) -> None:
        """Take more bytes."""


class SecondThread:
    """Feeds running hashes in the order in which it was asked to. Used by one other thread."""

    def __init__(self) -> None:
        self._asked: SimpleQueue[tuple[Digest, memoryview] | None] = SimpleQueue()
        self._done: SimpleQueue[None] = SimpleQueue()
        self._pending = 0
        self._thread: threading.Thread | None = None

    def update(self, digest: Digest, data: memoryview) -> None:
        """Feed `data` to `digest` soon; the bytes must stay as they are until `settle` says so."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="affiant-sha512", daemon=True)
            self._thread.start()
        self._pending += 1
        self._asked.put((digest, data))

    def settle(self, leave: int) -> None:
        """Wait until at most `leave` pieces are still to be fed."""
        while self._pending > leave:
            self._done.get()
            self._pending -= 1

    def close(self) -> None:
        """End the thread after what it was asked for."""
        if self._thread is not None:
            self._asked.put(None)
            self._thread.join()
            self._thread = None

    def _work(self) -> None:
        while (asked := self._asked.get()) is not None:
            digest, data = asked
            digest.update(data)
            del asked, data
            self._done.put(None)
