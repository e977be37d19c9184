"""A browser's end of the two pipes, in memory: answers calls as a test says, and tells events."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from typing import Any

from affiant.capture.web.browser_pipe import BrowserPipe
from affiant.capture.web.protocol import Protocol
from affiant.confined.stream import ParentPipe

Answer = Callable[[str, dict[str, Any]], dict[str, Any] | None]
"""Method and parameters to a result, to ``{"error": words}``, or to None: no answer."""


class FakeParent(ParentPipe):
    """A parent that says what a test wants, and keeps what it is told."""

    def __init__(self) -> None:
        self._read_end, self._write_end = os.pipe()
        self.commands: list[dict[str, Any] | None] = []
        self.told: list[dict[str, Any]] = []

    def fileno(self) -> int:
        return self._read_end

    def say(self, command: dict[str, Any] | None) -> None:
        self.commands.append(command)
        os.write(self._write_end, b"x")

    def receive(self) -> dict[str, Any] | None:
        os.read(self._read_end, 1)
        return self.commands.pop(0)

    def send(self, message: Any, piece: bytes = b"") -> None:
        self.told.append(dict(message))

    def close(self) -> None:
        os.close(self._read_end)
        os.close(self._write_end)


class FakeBrowser:
    """Reads calls on a thread of its own and answers them."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.calls: list[dict[str, Any]] = []
        self._reads, writes = os.pipe()
        reads, self._writes = os.pipe()
        self.pipe = BrowserPipe(reads, writes)
        self._ends = (reads, writes)
        self.parent = FakeParent()
        self.stopped: list[dict[str, Any]] = []
        self.protocol = Protocol(self.pipe, self.parent, self.stopped.append)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def write(self, data: bytes) -> None:
        os.write(self._writes, data)

    def tell(self, method: str, session: str | None = None, **params: Any) -> None:
        message = {"method": method, "params": params} | ({"sessionId": session} if session else {})
        self.write(json.dumps(message).encode() + b"\0")

    def hang_up(self) -> None:
        os.close(self._writes)
        self._writes = -1

    def close(self) -> None:
        os.close(self._ends[1])
        self._thread.join(10)
        os.close(self._ends[0])
        os.close(self._reads)
        if self._writes >= 0:
            os.close(self._writes)
        self.parent.close()

    def _serve(self) -> None:
        held = b""
        while part := os.read(self._reads, 1 << 16):
            *whole, held = (held + part).split(b"\0")
            for one in whole:
                call = json.loads(one)
                self.calls.append(call)
                result = self._answer(call["method"], call["params"])
                if result is None:
                    continue
                error = result.get("error")
                said = {"error": {"message": error}} if error else {"result": result}
                self.write(json.dumps({"id": call["id"], **said}).encode() + b"\0")
