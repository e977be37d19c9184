"""The contents of what was loaded, asked for as soon as they are there: a page that moves on takes them along."""

from __future__ import annotations

import base64
import binascii

from affiant.capture.web.exchange import Exchange
from affiant.capture.web.protocol import REFUSED, Call, Protocol, ProtocolError

HELD_BYTES = 192 << 20
"""Contents of one page that are held in memory; what is beyond is not kept, and said."""
CUT, GONE, FAILED, UNFINISHED = "too-large", "not-in-browser", "not-loaded", "still-loading"
"""Why there is no body."""
_NO_BODY = (204, 205, 304)


class Bodies:
    """Asks each session that told of a request, one after the other, until one has the body."""

    def __init__(self, protocol: Protocol) -> None:
        self._protocol = protocol
        self._asked: dict[int, tuple[Call, Exchange, list[str | None]]] = {}
        self._held = 0

    def ask(self, one: Exchange) -> None:
        """Ask for the body of an exchange, without waiting."""
        if one.redirected or one.response is None or not one.over_network:
            return
        if one.method == "HEAD" or one.response.status in _NO_BODY:
            one.body = b""
            return
        self._next(one, list(one.sessions))

    def collect(self) -> None:
        """Take the answers that came."""
        for number, (call, one, left) in list(self._asked.items()):
            if not call.done:
                continue
            del self._asked[number]
            if call.error is None:
                self._keep(one, call.result or {})
            elif call.error.reason == REFUSED and left:
                self._next(one, left)
            else:
                one.no_body = FAILED if one.failed else _why(call.error)

    def wait(self, seconds: float) -> None:
        """Wait for what is still to come; what does not come is not to be had."""

        def settled() -> bool:
            self.collect()
            return not self._asked

        self._protocol.pump(settled, seconds)
        for _, one, _ in self._asked.values():
            one.no_body = GONE
        self._asked.clear()

    def give_back(self, one: Exchange) -> bytes:
        """Return the body of an exchange and let go of it."""
        body, one.body = one.body or b"", None
        self._held -= len(body)
        return body

    def _next(self, one: Exchange, sessions: list[str | None]) -> None:
        session, *left = sessions
        call = self._protocol.send("Network.getResponseBody", {"requestId": one.id}, session)
        self._asked[call.id] = call, one, left

    def _keep(self, one: Exchange, result: dict[str, object]) -> None:
        held = result.get("body")
        if not isinstance(held, str):
            one.no_body = GONE
            return
        try:
            body = base64.b64decode(held) if result.get("base64Encoded") is True else held.encode("utf-8", "replace")
        except binascii.Error:
            one.no_body = GONE
            return
        if self._held + len(body) > HELD_BYTES:
            one.no_body = CUT
            return
        self._held += len(body)
        one.body, one.no_body = body, None


def _why(error: ProtocolError) -> str:
    return CUT if error.reason == "too-long" else GONE
