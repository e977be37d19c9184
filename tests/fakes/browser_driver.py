"""Drives a browser over its two pipes, for tests of what starts it: one call after the other, everything kept."""

from __future__ import annotations

import json
import os
import select
import time
from collections.abc import Mapping
from typing import Any

from affiant.capture.web.engine import ALLOW_ROOT, EngineOrder, Host, RunningEngine
from affiant.capture.web.engine_registry import engine_named

PATIENCE = 60
"""Seconds; the machine may be busy."""
FIRST_ID = 1_000_000_000


def this_host() -> Host:
    """This machine; where tests run as the superuser, the browser may too."""
    return Host.here({**os.environ, ALLOW_ROOT: "1"})


def start(key: str, order: EngineOrder | None = None) -> RunningEngine:
    return engine_named(key, this_host()).start(order or EngineOrder())


def processes_of(session: int) -> dict[int, str]:
    """Each living process of a session, by its id, with what the kernel says of it."""
    found = {}
    for name in os.listdir("/proc"):
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as stat:
                fields = stat.read().rpartition(")")[2].split()
            if name.isdecimal() and fields[3] == str(session) and fields[0] != "Z":
                with open(f"/proc/{name}/status", encoding="utf-8") as status:
                    found[int(name)] = status.read()
        except (OSError, IndexError):
            continue
    return found


class Driver:
    def __init__(self, browser: RunningEngine) -> None:
        self.browser = browser
        self.events: list[dict[str, Any]] = []
        self._number = FIRST_ID
        self._waiting = bytearray()

    def send(self, method: str, **params: Any) -> int:
        self._number += 1
        self.write(json.dumps({"id": self._number, "method": method, "params": params}).encode())
        return self._number

    def write(self, text: bytes) -> None:
        left = text + b"\0"
        while left:
            left = left[os.write(self.browser.write_end, left) :]

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """The result; an error is an assertion."""
        answer = self.answer(self.send(method, **params))
        assert "error" not in answer, answer
        return answer["result"]

    def error(self, method: str, **params: Any) -> str:
        return self.answer(self.send(method, **params))["error"]["message"]

    def answer(self, number: int) -> dict[str, Any]:
        while True:
            came = self.read()
            if came.get("id") == number:
                return came
            self.events.append(came)

    def value(self, expression: str) -> Any:
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)["result"][
            "value"
        ]

    def until(self, method: str, **params: Any) -> Mapping[str, Any]:
        """Take the first event of that name, with at least these parameters, out of those that came or will come."""
        seen = 0
        while True:
            for event in self.events[seen:]:
                seen += 1
                if event.get("method") == method and params.items() <= event["params"].items():
                    self.events.remove(event)
                    return event["params"]
            self.events.append(self.read())

    def fresh(self) -> None:
        """A page without a past, with the usual domains."""
        self.call("Affiant.newContext")
        self.events.clear()
        self.call("Page.enable")
        self.call("Network.enable")

    def read(self) -> dict[str, Any]:
        end = time.monotonic() + PATIENCE
        while (length := self._waiting.find(0)) < 0:
            ready, _, _ = select.select([self.browser.read_end], [], [], max(0.0, end - time.monotonic()))
            if not ready:
                raise TimeoutError("the browser said nothing")
            part = os.read(self.browser.read_end, 1 << 20)
            if not part:
                raise EOFError(f"the browser ended with {self.browser.ended()}: {self.browser.log()[-2000:]!r}")
            self._waiting += part
        text = bytes(self._waiting[:length])
        del self._waiting[: length + 1]
        return json.loads(text)


def ended(browser: RunningEngine) -> int:
    """The exit status, waited for."""
    end = time.monotonic() + PATIENCE
    pause = 0.005
    while (status := browser.ended()) is None:
        assert time.monotonic() < end, "the browser goes on"
        select.select([], [], [], pause)
    return status
