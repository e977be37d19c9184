"""The log of what a page asked for: redirects, headers that come late, frames that tell twice, pages that move on."""

from __future__ import annotations

from typing import Any

import pytest

from affiant.capture.web import network_log
from affiant.capture.web.exchange import Exchange
from affiant.capture.web.network_log import LEFT, NetworkLog

URL = "http://127.0.0.1/"


class Told:
    """A log with short words for events."""

    def __init__(self) -> None:
        self.ended: list[Exchange] = []
        self.log = NetworkLog(self.ended.append)

    def request(self, number: str, path: str = "", session: str | None = None, **more: Any) -> None:
        given = {"request": {"url": URL + path, "method": "GET", "headers": {}}, "requestId": number, "wallTime": 1.0}
        self.log.hear("Network.requestWillBeSent", given | more, session)

    def redirected(self, number: str, status: int, to: str) -> None:
        self.request(number, to, redirectResponse={"status": status, "headers": {"A": "b"}}, redirectHasExtraInfo=True)

    def response(self, number: str, status: int = 200, session: str | None = None, **more: Any) -> None:
        answer = {"status": status, "headers": {"A": "b"}} | more
        self.log.hear(
            "Network.responseReceived", {"requestId": number, "response": answer, "hasExtraInfo": True}, session
        )

    def wire(self, number: str, status: int, raw: str = "", **headers: str) -> None:
        told = {"requestId": number, "statusCode": status, "headers": headers} | ({"headersText": raw} if raw else {})
        self.log.hear("Network.responseReceivedExtraInfo", told, None)

    def sent(self, number: str, **headers: str) -> None:
        self.log.hear("Network.requestWillBeSentExtraInfo", {"requestId": number, "headers": headers}, None)

    def end(self, number: str, session: str | None = None) -> None:
        self.log.hear("Network.loadingFinished", {"requestId": number, "encodedDataLength": 5}, session)


@pytest.fixture
def told() -> Told:
    return Told()


def test_each_hop_gets_the_headers_of_the_wire_that_belong_to_it_however_late_they_come(told: Told) -> None:
    told.request("1", "a")
    told.redirected("1", 302, "b")
    told.wire("1", 302, hop="first")
    told.redirected("1", 302, "c")
    told.response("1", 200)
    told.end("1")
    told.wire("1", 302, hop="second")
    told.wire("1", 200, "HTTP/1.1 200 Fine Thanks\r\nHop: third\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n")
    told.log.pair_with_wire()
    told.log.pair_with_wire()
    hops = [(one.hop, one.response.status, one.response.headers) for one in told.log.exchanges if one.response]
    assert hops == [
        (0, 302, [("hop", "first")]),
        (1, 302, [("hop", "second")]),
        (2, 200, [("Hop", "third"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]),
    ]
    last = told.log.exchanges[-1].response
    assert last is not None
    assert (last.reason, last.as_received) == ("Fine Thanks", True)
    assert [one.redirected for one in told.log.exchanges] == [True, True, False]
    assert [one.url for one in told.ended] == [URL + "c"]


def test_a_hop_whose_headers_of_the_wire_never_came_does_not_take_those_of_another(told: Told) -> None:
    told.request("1", "a")
    told.redirected("1", 302, "b")
    told.response("1", 200)
    told.wire("1", 200, hop="last")
    told.log.pair_with_wire()
    responses = [one.response for one in told.log.exchanges if one.response]
    assert [(one.status, one.as_received) for one in responses] == [(302, False), (200, True)]
    assert responses[1].headers == [("hop", "last")]


def test_each_hop_gets_the_headers_that_were_sent_for_it(told: Told) -> None:
    told.request("1", "a")
    told.sent("1", Hop="first")
    told.redirected("1", 302, "b")
    told.redirected("1", 302, "c")
    told.sent("1", Hop="second")
    told.log.pair_with_wire()
    assert [one.request_headers for one in told.log.exchanges] == [[("Hop", "first")], [("Hop", "second")], []]


def test_repeated_headers_come_apart(told: Told) -> None:
    told.request("1")
    told.response("1", headers={"Set-Cookie": "a=1\nb=2"})
    response = told.log.exchanges[0].response
    assert response is not None
    assert response.headers == [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]


def test_a_request_that_two_sessions_tell_of_is_one(told: Told) -> None:
    told.request("1", session=None)
    told.request("1", session="frame")
    told.response("1", session="frame")
    told.end("1", session="frame")
    assert [one.sessions for one in told.log.exchanges] == [["frame", None]]


def test_the_network_is_quiet_when_nothing_is_open(told: Told) -> None:
    assert told.log.open == 0
    told.request("1")
    assert (told.log.open, told.log.quiet_for()) == (1, 0.0)
    told.response("1", mimeType="text/event-stream")
    assert told.log.open == 0, "a stream of events is not waited for"


def test_what_a_page_left_behind_is_not_waited_for(told: Told) -> None:
    told.request("old")
    told.request("new")
    told.log.leave_before("new")
    assert told.log.open == 1
    assert [one.failed for one in told.log.exchanges] == [LEFT, None]


def test_in_a_window_earlier_pages_are_forgotten(told: Told) -> None:
    told.request("old")
    told.request("new")
    told.redirected("new", 301, "x")
    assert [one.id for one in told.log.forget_before("new")] == ["old"]
    assert [one.id for one in told.log.exchanges] == ["new", "new"]


def test_a_failure_and_a_block_have_their_reasons(told: Told) -> None:
    for number, more in (("1", {"errorText": "net::ERR_FAILED"}), ("2", {"blockedReason": "csp", "errorText": "x"})):
        told.request(number)
        told.log.hear("Network.loadingFailed", {"requestId": number, **more}, None)
    assert [one.failed for one in told.log.exchanges] == ["net::ERR_FAILED", "csp"]


def test_more_requests_than_the_bound_are_counted(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network_log, "MAX_EXCHANGES", 3)
    for number in range(5):
        told.request(str(number))
    assert (len(told.log.exchanges), told.log.over_limit) == (3, 2)


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"requestId": 5},
        {"requestId": "1", "request": None, "wallTime": "x", "frameId": 3},
        {"requestId": "1", "request": {"url": "\ud800", "headers": {"a": 5}, "postData": 7}, "wallTime": 1e300},
        {"requestId": "1", "redirectResponse": "no", "request": []},
    ],
)
def test_events_of_any_form_do_no_harm(told: Told, params: dict[str, Any]) -> None:
    for name in ("requestWillBeSent", "responseReceived", "responseReceivedExtraInfo", "requestWillBeSentExtraInfo",
                 "loadingFailed", "loadingFinished", "nonsense"):  # fmt: skip
        told.log.hear(f"Network.{name}", params, None)
        told.log.hear(f"Network.{name}", params, "other")
    told.log.pair_with_wire()
    for one in told.log.exchanges:
        one.url.encode()
        assert one.date.endswith("Z")


def test_lasting_connections_are_counted_and_forgotten_with_their_page(told: Told) -> None:
    told.log.hear("Network.webSocketCreated", {"requestId": "9", "url": "ws://127.0.0.1/"}, None)
    told.log.hear("Network.webTransportCreated", {"transportId": "8", "url": URL}, None)
    assert (told.log.lasting, told.log.exchanges) == (2, [])
    told.log.forget_before("1")
    assert told.log.lasting == 0
