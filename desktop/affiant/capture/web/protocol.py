"""The DevTools protocol, spoken by one thread: calls that are answered later, events, and a bound on every wait."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Mapping
from typing import Any

from affiant.capture.web.browser_pipe import BrowserPipe
from affiant.confined.stream import ParentPipe

FIRST_ID = 1_000_000_000
"""Smaller ids belong to the front-end that carries the protocol in the built-in browser."""
ALIVE_SECONDS = 1.0
"""How often the parent gets a sign of life."""

TIMEOUT, REFUSED, BROWSER_ENDED, PAGE_ENDED, TOO_LONG = "timeout", "refused", "browser-ended", "page-ended", "too-long"

_OF_BROWSER = ("Affiant", "Browser", "Target")
"""Domains that a browser answers when its page is gone."""

Listener = Callable[[str, dict[str, Any], str | None], None]


class ProtocolError(Exception):
    """A call has no result; ``reason`` is one of the module's constants."""

    def __init__(self, reason: str, said: str = "") -> None:
        super().__init__(f"{reason}: {said}")
        self.reason = reason
        self.said = said
        """The browser's own words."""


class StoppedError(Exception):
    """The parent wants this capture stopped."""


class ParentGoneError(Exception):
    """The parent is gone, and with it the sense of all this."""


class Call:
    """A call on its way."""

    __slots__ = ("error", "id", "result", "session")

    def __init__(self, number: int, session: str | None) -> None:
        self.id = number
        self.session = session
        self.result: dict[str, Any] | None = None
        self.error: ProtocolError | None = None

    @property
    def done(self) -> bool:
        """Whether it has a result or failed."""
        return self.result is not None or self.error is not None


class Protocol:
    """Sends calls, hands out events, and hears the parent, all in `pump`."""

    def __init__(self, pipe: BrowserPipe, parent: ParentPipe, command: Callable[[dict[str, Any]], None]) -> None:
        """Begin.

        Args:
            pipe: to the browser.
            parent: frames from and to the parent.
            command: called with each frame of the parent; may raise `StoppedError`.
        """
        self._pipe = pipe
        self._parent = parent
        self._command = command
        self._ids = itertools.count(FIRST_ID)
        self._waiting: dict[int, Call] = {}
        self._listeners: list[Listener] = []
        self._dead: set[str | None] = set()
        self._alive_at = time.monotonic()

    @property
    def ended(self) -> bool:
        """Whether the browser is gone."""
        return self._pipe.ended

    def listen(self, listener: Listener) -> None:
        """Call `listener` with method, parameters and session of every event."""
        self._listeners.append(listener)

    def deafen(self, listener: Listener) -> None:
        """Undo `listen`."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def send(self, method: str, params: Mapping[str, Any] | None = None, session: str | None = None) -> Call:
        """Put a call on its way."""
        call = Call(next(self._ids), session)
        if session in self._dead and method.partition(".")[0] not in _OF_BROWSER:
            call.error = ProtocolError(PAGE_ENDED)
            return call
        message: dict[str, Any] = {"id": call.id, "method": method, "params": params or {}}
        if session:
            message["sessionId"] = session
        self._waiting[call.id] = call
        self._pipe.send(message)
        return call

    def wait(self, call: Call, seconds: float) -> dict[str, Any]:
        """Wait for a call.

        Raises:
            ProtocolError: it failed, or took too long.
            StoppedError: the parent says so.
        """
        if not self.pump(lambda: call.done, seconds):
            self._waiting.pop(call.id, None)
            raise ProtocolError(BROWSER_ENDED if self._pipe.ended else TIMEOUT)
        if call.error is not None:
            raise call.error
        return call.result or {}

    def call(
        self, method: str, params: Mapping[str, Any] | None = None, session: str | None = None, seconds: float = 10
    ) -> dict[str, Any]:
        """`send` and `wait`.

        Raises:
            ProtocolError, StoppedError: see `wait`.
        """
        return self.wait(self.send(method, params, session), seconds)

    def fail(self, reason: str, session: str | None = None, *, whole: bool = True) -> None:
        """Fail what is on its way.

        Args:
            reason: one of the module's constants.
            session: the session that is gone.
            whole: fail the calls of every session.
        """
        for call in [one for one in self._waiting.values() if whole or one.session == session]:
            del self._waiting[call.id]
            call.error = ProtocolError(reason)

    def bury(self, session: str | None) -> None:
        """Fail everything that is on its way to a page, and what is sent there from now on: it is gone."""
        self._dead.add(session)
        self.fail(PAGE_ENDED)

    def revive(self) -> None:
        """Another page took the place of the one that is gone."""
        self._dead.clear()

    def pump(self, until: Callable[[], bool], seconds: float) -> bool:
        """Handle whatever comes until something holds, or for some time.

        Raises:
            StoppedError: the parent says so.
            ParentGoneError: there is no parent any more.
        """
        deadline = time.monotonic() + seconds
        while not until():
            left = deadline - time.monotonic()
            if left <= 0 or self._pipe.ended:
                return until()
            self._turn(min(left, ALIVE_SECONDS))
        return True

    def idle(self) -> None:
        """Wait for something, and handle it."""
        self._turn(ALIVE_SECONDS * 60, sign=False)

    def _turn(self, seconds: float, *, sign: bool = True) -> None:
        messages, commanded = self._pipe.wait(seconds, self._parent.fileno())
        for message in messages:
            self._handle(message)
        while self._pipe.too_long:
            self._settle(self._pipe.too_long.pop(), None, ProtocolError(TOO_LONG))
        if self._pipe.ended:
            self.fail(BROWSER_ENDED)
        if sign and time.monotonic() - self._alive_at > ALIVE_SECONDS:
            self._alive_at = time.monotonic()
            self._parent.send({"kind": "alive"})
        if commanded:
            frame = self._parent.receive()
            if frame is None:
                raise ParentGoneError
            self._command(frame)

    def _handle(self, message: dict[str, Any]) -> None:
        number = message.get("id")
        if isinstance(number, int):
            error = message.get("error")
            if error is not None:
                said = error.get("message") if isinstance(error, dict) else error
                self._settle(number, None, ProtocolError(REFUSED, str(said)[:500]))
            else:
                result = message.get("result")
                self._settle(number, result if isinstance(result, dict) else {}, None)
            return
        method, params, session = message.get("method"), message.get("params", {}), message.get("sessionId")
        if isinstance(method, str) and isinstance(params, dict):
            for listener in tuple(self._listeners):
                listener(method, params, session if isinstance(session, str) else None)

    def _settle(self, number: int, result: dict[str, Any] | None, error: ProtocolError | None) -> None:
        call = self._waiting.pop(number, None)
        if call is not None:
            call.result, call.error = result, error
