"""Progress on a terminal: one line that is written over, and nothing where nobody looks."""

from __future__ import annotations

import signal
import time
from types import FrameType
from typing import TextIO

from affiant.core.errors import Cancelled

_INTERVAL_S = 0.1


class TerminalProgress:
    """Shows progress on a terminal and turns Ctrl+C into a clean cancellation at the next report."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = stream.isatty()
        self._last = 0.0
        self._width = 0
        self._stop = False

    def listen(self) -> None:
        """Take over SIGINT and SIGTERM until the program ends; a second Ctrl+C ends it at once."""
        signal.signal(signal.SIGINT, self._on_signal)
        signal.signal(signal.SIGTERM, self._on_signal)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        if self._stop:
            raise Cancelled
        self._stop = True

    def report(self, done: int, total: int | None, what: str) -> None:
        """See `Progress.report`."""
        if self._stop:
            raise Cancelled
        now = time.monotonic()
        if not self._shown or now - self._last < _INTERVAL_S:
            return
        self._last = now
        share = f" {done * 100 // total} %" if total else ""
        line = f"{what}{share}"
        self._stream.write("\r" + line.ljust(self._width))
        self._stream.flush()
        self._width = len(line)

    def clear(self) -> None:
        """Remove the line."""
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0
