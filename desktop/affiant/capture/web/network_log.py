"""The log of everything that the page asked for: built from events, across redirects, frames and workers."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from affiant.capture.web.exchange import Exchange, head_of_wire, headers, mapping, number, response_of, text

LEFT = "left-with-page"
"""Stands for the reason where another page came before the answer had ended."""
MAX_EXCHANGES = 20_000
"""More requests than that are counted, not kept."""


class NetworkLog:
    """Listens to the domain ``Network`` of every session of one page."""

    def __init__(self, finished: Callable[[Exchange], None]) -> None:
        """Begin.

        Args:
            finished: told of each exchange whose body can be asked for.
        """
        self.exchanges: list[Exchange] = []
        self.over_limit = 0
        self.lasting = 0
        """Connections on which both sides speak (WebSocket, WebTransport): what is said there is not recorded."""
        self._finished = finished
        self._current: dict[str, Exchange] = {}
        self._hops: dict[str, list[Exchange]] = {}
        self._wire_requests: dict[str, list[Any]] = {}
        self._wire_responses: dict[str, list[Any]] = {}
        self._open: set[str] = set()
        self._busy_at = time.monotonic()

    def hear(self, method: str, params: dict[str, Any], session: str | None) -> None:
        """See `protocol.Listener`."""
        name = method.removeprefix("Network.")
        given = params.get("requestId")
        if name in ("webSocketCreated", "webTransportCreated"):
            self.lasting += 1
        if name == method or not isinstance(given, str):
            return
        match name:
            case "requestWillBeSent":
                self._request(given, params, session)
            case "requestWillBeSentExtraInfo":
                self._wire_requests.setdefault(given, []).append(params.get("headers"))
            case "responseReceivedExtraInfo":
                self._wire_responses.setdefault(given, []).append(params)
            case "responseReceived":
                self._response(given, params, session)
            case "loadingFinished":
                self._end(given, session, params, None)
            case "loadingFailed":
                self._end(given, session, params, _reason(params))

    def quiet_for(self) -> float:
        """Seconds since the last thing happened; 0 while something is open."""
        return 0.0 if self._open else time.monotonic() - self._busy_at

    def still_for(self) -> float:
        """Seconds since the last thing happened, whatever is open."""
        return time.monotonic() - self._busy_at

    @property
    def open(self) -> int:
        """Requests that are under way."""
        return len(self._open)

    def of_page(self, loader: str) -> list[Exchange]:
        """Return what belongs to a page: everything since the request for it, with its redirects."""
        for place, one in enumerate(self.exchanges):
            if one.id == loader:
                return self.exchanges[place:]
        return list(self.exchanges)

    def leave_before(self, loader: str) -> None:
        """Expect nothing more of what belongs to earlier pages: the browser does not say how it ended."""
        for one in self.exchanges:
            if one.id == loader:
                return
            self._open.discard(one.id)
            if not one.settled:
                one.failed = LEFT

    def forget_before(self, loader: str) -> list[Exchange]:
        """Forget what belongs to earlier pages, and return it."""
        forgotten = self.exchanges
        self.exchanges = self.of_page(loader)
        forgotten = forgotten[: len(forgotten) - len(self.exchanges)]
        kept = {one.id for one in self.exchanges}
        for held in (self._current, self._hops, self._wire_requests, self._wire_responses):
            for given in held.keys() - kept:
                del held[given]
        self._open &= kept
        self.lasting = 0
        return forgotten

    def pair_with_wire(self) -> None:
        """Give each hop the headers of the wire that belong to it. Once, at the end: they may come late."""
        for given, hops in self._hops.items():
            requests, responses = self._wire_requests.get(given, []), list(self._wire_responses.get(given, []))
            for hop, held in zip(hops, requests, strict=False):
                if held:
                    hop.request_headers = headers(held)
            for hop in hops:
                _take_wire(hop, responses)

    def _request(self, given: str, params: dict[str, Any], session: str | None) -> None:
        self._busy_at = time.monotonic()
        before = self._current.get(given)
        redirect = params.get("redirectResponse")
        if before is not None and redirect is None:  # the same request, told by another session
            before.sessions.insert(0, session)
            return
        if before is not None:
            before.response = response_of(redirect, awaits_wire=params.get("redirectHasExtraInfo") is True)
            before.redirected = True
        if len(self.exchanges) >= MAX_EXCHANGES:
            self.over_limit += 1
            return
        request = mapping(params.get("request"))
        made = Exchange(
            id=given,
            hop=before.hop + 1 if before else 0,
            url=text(request.get("url")),
            method=text(request.get("method"), 50) or "GET",
            kind=text(params.get("type"), 50) or "Other",
            frame=text(params.get("frameId"), 100) or None,
            loader=text(params.get("loaderId"), 100) or None,
            started=number(params.get("wallTime")),
            sessions=[session],
            request_headers=headers(request.get("headers")),
            sent_bytes=len(text(request.get("postData"), 1 << 24)),
        )
        self.exchanges.append(made)
        self._current[given] = made
        self._hops.setdefault(given, []).append(made)
        self._open.add(given)

    def _response(self, given: str, params: dict[str, Any], session: str | None) -> None:
        self._busy_at = time.monotonic()
        one = self._current.get(given)
        if one is not None:
            one.response = response_of(params.get("response"), awaits_wire=params.get("hasExtraInfo") is True)
            _first(one, session)
            if one.response.mime == "text/event-stream":
                self._open.discard(given)  # a stream of events does not end

    def _end(self, given: str, session: str | None, params: dict[str, Any], failed: str | None) -> None:
        self._busy_at = time.monotonic()
        self._open.discard(given)
        one = self._current.get(given)
        if one is None:
            return
        _first(one, session)
        one.failed = failed
        one.finished = failed is None
        if failed is None:
            one.wire_bytes = int(number(params.get("encodedDataLength")))
        if one.response is not None:
            self._finished(one)


def _first(one: Exchange, session: str | None) -> None:
    """Remember which session told last: it is the one that has the body."""
    if session in one.sessions:
        one.sessions.remove(session)
    one.sessions.insert(0, session)


def _reason(params: dict[str, Any]) -> str:
    blocked = text(params.get("blockedReason"), 200)
    return blocked or text(params.get("errorText"), 500) or "failed"


def _take_wire(hop: Exchange, responses: list[Any]) -> None:
    response = hop.response
    if response is None or not response.awaits_wire:
        return
    for place, told in enumerate(responses):
        if told.get("statusCode") == response.status:
            del responses[place]
            head = head_of_wire(text(told.get("headersText"), 1 << 18))
            if head is not None:
                response.reason, response.headers = head
            else:
                response.headers = headers(told.get("headers"))
            response.as_received = True
            return
