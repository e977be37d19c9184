"""The newest part of what a browser says on its standard error. Without a reader, a talkative page would stop it."""

from __future__ import annotations

import threading
from typing import IO

KEPT_BYTES = 64 << 10


class BrowserLog:
    """Reads a pipe to its end, on a thread of its own, and keeps the newest part."""

    def __init__(self, pipe: IO[bytes] | None) -> None:
        """Start reading.

        Args:
            pipe: unbuffered; closed by `close`.
        """
        self._pipe = pipe
        self._kept = bytearray()
        self._guard = threading.Lock()
        self._reader = threading.Thread(target=self._read, name="browser log", daemon=True)
        self._reader.start()

    def newest(self) -> bytes:
        """Return at most `KEPT_BYTES`. Foreign text, in no certain encoding."""
        with self._guard:
            return bytes(self._kept)

    def close(self, seconds: float) -> None:
        """Wait for the end of the pipe, which comes with the end of the last process that holds it.

        Args:
            seconds: at most; a reader that still waits then is left to its thread.
        """
        self._reader.join(seconds)

    def _read(self) -> None:
        if self._pipe is None:
            return
        with self._pipe:
            while part := self._pipe.read(1 << 16):
                with self._guard:
                    self._kept += part
                    del self._kept[:-KEPT_BYTES]
