"""Descriptors 3 and 4 as Chromium's remote debugging pipe uses them: texts in UTF-8, each ended by one NUL byte."""

from __future__ import annotations

import os
import queue
import threading

from PySide6.QtCore import QObject, Signal

MAX_TEXT_BYTES = 64 << 20
"""Longest text that is taken from the other side."""
FLUSH_SECONDS = 2.0
_PART = 1 << 20


class PipeReader(QObject):
    """Reads texts on a thread of its own and hands them to the thread that this object lives on.

    Args:
        descriptor: to read from.
    """

    came = Signal(bytes)
    """One text, without its NUL."""
    ended = Signal()
    """The other side closed the pipe, or broke its rules."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor
        self._thread = threading.Thread(target=self._read, name="pipe reader", daemon=True)

    def start(self) -> None:
        """Begin; connect the signals before."""
        self._thread.start()

    def _read(self) -> None:
        waiting = bytearray()
        while part := _some(self._descriptor):
            start = len(waiting)
            waiting += part
            while (end := waiting.find(0, start)) >= 0:
                self.came.emit(bytes(waiting[:end]))
                del waiting[: end + 1]
                start = 0
            if len(waiting) > MAX_TEXT_BYTES:
                break
        self.ended.emit()


class PipeWriter(QObject):
    """Writes texts on a thread of its own, so that a slow reader never stops the window.

    Args:
        descriptor: to write to.
    """

    broke = Signal()
    """The other side no longer reads."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor
        self._waiting: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write, name="pipe writer", daemon=True)
        self._thread.start()

    def write(self, text: str) -> None:
        """Write a text after those before it. Returns at once."""
        self._waiting.put(text.encode("utf-8", "replace") + b"\0")  # a lone surrogate of a page has no UTF-8

    def close(self) -> None:
        """Write what waits, for `FLUSH_SECONDS` at most."""
        self._waiting.put(None)
        self._thread.join(FLUSH_SECONDS)

    def _write(self) -> None:
        while (text := self._waiting.get()) is not None:
            left = memoryview(text)
            try:
                while left:
                    left = left[os.write(self._descriptor, left[:_PART]) :]
            except OSError:
                self.broke.emit()
                return


def _some(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, _PART)
    except OSError:
        return b""
