"""The two pipes to a browser: JSON texts, each ended by one NUL byte. Runs in the recorder, on one thread."""

from __future__ import annotations

import json
import os
import re
import select
from collections import deque
from collections.abc import Mapping
from typing import Any

MAX_MESSAGE_BYTES = 160 << 20
"""Largest text that is read; a longer one is passed over, and its call fails. The memory of this process is bounded."""
_PIECE = 1 << 20
_ID = re.compile(rb'^\{"id":\s*(\d+)')


class BrowserPipe:
    """Reads and writes messages without ever waiting longer than it is told."""

    def __init__(self, read_end: int, write_end: int) -> None:
        """Take the descriptors over."""
        os.set_blocking(read_end, False)
        os.set_blocking(write_end, False)
        self._read_end = read_end
        self._write_end = write_end
        self._parts: list[bytes] = []
        self._size = 0
        self._begin = b""
        self._outgoing: deque[memoryview] = deque()
        self.ended = False
        """The browser closed its pipe."""
        self.too_long: list[int] = []
        """Ids of answers that were passed over."""

    def send(self, message: Mapping[str, Any]) -> None:
        """Put a message on its way; what the pipe cannot take now goes with the next `wait`."""
        self._outgoing.append(memoryview(json.dumps(message).encode() + b"\0"))
        self._write()

    def wait(self, seconds: float, also: int) -> tuple[list[dict[str, Any]], bool]:
        """Wait for messages.

        Args:
            seconds: at most.
            also: another descriptor that ends the waiting when it is readable.

        Returns:
            The messages that came whole, and whether the other descriptor is readable.
        """
        poll = select.poll()
        poll.register(also, select.POLLIN)
        if not self.ended:
            poll.register(self._read_end, select.POLLIN)
            if self._outgoing:
                poll.register(self._write_end, select.POLLOUT)
        ready = dict(poll.poll(max(0, int(seconds * 1000))))
        if self._write_end in ready:
            self._write()
        messages = self._read() if self._read_end in ready and not self.ended else []
        return messages, also in ready

    def _write(self) -> None:
        while self._outgoing and not self.ended:
            try:
                sent = os.write(self._write_end, self._outgoing[0])
            except BlockingIOError:
                return
            except OSError:
                self.ended = True
                return
            self._outgoing[0] = self._outgoing[0][sent:]
            if not self._outgoing[0]:
                self._outgoing.popleft()

    def _read(self) -> list[dict[str, Any]]:
        try:
            piece = os.read(self._read_end, _PIECE)
        except BlockingIOError:
            return []
        except OSError:
            piece = b""
        if not piece:
            self.ended = True
            return []
        found = []
        *whole, rest = piece.split(b"\0")
        for part in whole:
            self._keep(part)
            message = self._message()
            if message is not None:
                found.append(message)
        self._keep(rest)
        return found

    def _keep(self, part: bytes) -> None:
        if not self._size:
            self._begin = part[:64]
        self._size += len(part)
        if self._size > MAX_MESSAGE_BYTES:
            self._parts.clear()
        elif part:
            self._parts.append(part)

    def _message(self) -> dict[str, Any] | None:
        """Read what was gathered, and begin anew; None for what is no message."""
        parts, size, begin = self._parts, self._size, self._begin
        self._parts, self._size = [], 0
        if size > MAX_MESSAGE_BYTES:
            self._pass_over(begin)
            return None
        try:
            value = json.loads(b"".join(parts))
        except MemoryError:  # read, a text can be several times as large
            self._pass_over(begin)
            return None
        except (ValueError, RecursionError):
            return None
        return value if isinstance(value, dict) else None

    def _pass_over(self, begin: bytes) -> None:
        found = _ID.match(begin)
        if found:
            self.too_long.append(int(found[1]))
