"""Calls over the pipes of a browser: answered, refused, too late, and cut off; none of them waits for ever."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from tests.fakes.devtools import FakeBrowser

from affiant.capture.web import browser_pipe
from affiant.capture.web.protocol import (
    BROWSER_ENDED,
    FIRST_ID,
    PAGE_ENDED,
    REFUSED,
    TIMEOUT,
    TOO_LONG,
    ParentGoneError,
    Protocol,
    ProtocolError,
    StoppedError,
)


def answer(method: str, params: dict[str, Any]) -> dict[str, Any] | None:
    match method:
        case "Test.echo":
            return params
        case "Test.refuse":
            return {"error": "no such thing"}
        case _:
            return None


@pytest.fixture
def browser() -> Iterator[FakeBrowser]:
    made = FakeBrowser(answer)
    yield made
    made.close()


def refused(protocol: Protocol, method: str, seconds: float = 30, session: str | None = None) -> ProtocolError:
    with pytest.raises(ProtocolError) as wrong:
        protocol.call(method, {}, session, seconds)
    return wrong.value


def test_a_call_has_its_result_and_ids_stay_clear_of_the_front_end(browser: FakeBrowser) -> None:
    assert browser.protocol.call("Test.echo", {"say": "سلام 😀"}) == {"say": "سلام 😀"}
    assert browser.calls[0]["id"] >= FIRST_ID


def test_calls_may_be_answered_in_any_order(browser: FakeBrowser) -> None:
    first, second = browser.protocol.send("Test.silent"), browser.protocol.send("Test.echo", {"n": 2})
    assert browser.protocol.wait(second, 30) == {"n": 2}
    assert not first.done


def test_a_refusal_has_the_browsers_words(browser: FakeBrowser) -> None:
    wrong = refused(browser.protocol, "Test.refuse")
    assert (wrong.reason, wrong.said) == (REFUSED, "no such thing")


def test_a_call_without_an_answer_ends_in_time(browser: FakeBrowser) -> None:
    assert refused(browser.protocol, "Test.silent", 0.05).reason == TIMEOUT


def test_all_waiting_calls_fail_at_once_when_the_pipe_ends(browser: FakeBrowser) -> None:
    waiting = [browser.protocol.send("Test.silent") for _ in range(3)]
    begun = time.monotonic()
    browser.hang_up()
    for call in waiting:
        with pytest.raises(ProtocolError) as wrong:
            browser.protocol.wait(call, 60)
        assert wrong.value.reason == BROWSER_ENDED
    assert time.monotonic() - begun < 20
    assert browser.protocol.ended


def test_calls_to_a_page_that_is_gone_fail_at_once_and_those_to_the_browser_do_not(browser: FakeBrowser) -> None:
    waiting = browser.protocol.send("Test.silent", {}, "page")
    browser.protocol.bury("page")
    with pytest.raises(ProtocolError) as wrong:
        browser.protocol.wait(waiting, 60)
    assert wrong.value.reason == PAGE_ENDED
    assert refused(browser.protocol, "Test.echo", 60, "page").reason == PAGE_ENDED
    assert browser.protocol.call("Test.echo", {"n": 1}) == {"n": 1}
    browser.protocol.revive()
    assert browser.protocol.call("Test.echo", {"n": 2}, "page") == {"n": 2}


def test_an_answer_that_is_too_long_is_passed_over_and_its_call_fails(
    browser: FakeBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser_pipe, "MAX_MESSAGE_BYTES", 1000)
    with pytest.raises(ProtocolError) as wrong:
        browser.protocol.call("Test.echo", {"say": "x" * 5000})
    assert wrong.value.reason == TOO_LONG
    assert browser.protocol.call("Test.echo", {"say": "y"}) == {"say": "y"}


def test_an_answer_for_which_there_is_no_memory_fails_its_call_alone(
    browser: FakeBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def short_of_memory(given: bytes) -> Any:
        if b"huge" in given:
            raise MemoryError
        return json.loads(given)

    monkeypatch.setattr(browser_pipe, "json", SimpleNamespace(dumps=json.dumps, loads=short_of_memory))
    with pytest.raises(ProtocolError) as wrong:
        browser.protocol.call("Test.echo", {"say": "huge"}, None, 5)
    assert wrong.value.reason == TOO_LONG
    assert browser.protocol.call("Test.echo", {"n": 1}) == {"n": 1}


@pytest.mark.parametrize(
    "garbage", [b"\0", b"no json\0", b"[1]\0", b"5\0", b'{"id": 99}\0', b"[" * 30_000 + b"\0", b"\xff\xfe\0"]
)
def test_what_is_no_message_is_passed_over(browser: FakeBrowser, garbage: bytes) -> None:
    call = browser.protocol.send("Test.silent")
    browser.write(garbage)
    assert browser.protocol.call("Test.echo", {"n": 1}) == {"n": 1}
    assert not call.done


def test_events_reach_every_listener_with_their_session(browser: FakeBrowser) -> None:
    heard: list[tuple[str, Any, str | None]] = []

    def listen(method: str, params: dict[str, Any], session: str | None) -> None:
        heard.append((method, params, session))

    browser.protocol.listen(listen)
    browser.tell("Page.loadEventFired", "one", at=5)
    assert browser.protocol.pump(lambda: bool(heard), 30)
    browser.protocol.deafen(listen)
    browser.tell("Page.loadEventFired")
    browser.protocol.call("Test.echo")
    assert heard == [("Page.loadEventFired", {"at": 5}, "one")]


def test_a_message_in_many_parts_is_put_together(browser: FakeBrowser) -> None:
    heard: list[str] = []
    browser.protocol.listen(lambda method, params, session: heard.append(method))
    for part in (b'{"method": "A.', b'b"}\0{"method"', b': "C.d"}', b"\0"):
        browser.write(part)
        browser.protocol.pump(lambda: False, 0.02)
    assert heard == ["A.b", "C.d"]


def test_many_large_calls_do_not_lock_both_sides_up(browser: FakeBrowser) -> None:
    calls = [browser.protocol.send("Test.echo", {"say": "x" * 200_000}) for _ in range(20)]
    assert browser.protocol.pump(lambda: all(one.done for one in calls), 60)


def test_the_parent_hears_a_sign_of_life_and_can_stop_the_work(browser: FakeBrowser) -> None:
    browser.protocol.pump(lambda: False, 1.3)
    assert {"kind": "alive"} in browser.parent.told
    browser.parent.say({"do": "something"})
    assert browser.protocol.pump(lambda: bool(browser.stopped), 30)

    def stop(_: dict[str, Any]) -> None:
        raise StoppedError

    browser.protocol._command = stop
    browser.parent.say({"do": "stop"})
    with pytest.raises(StoppedError):
        browser.protocol.call("Test.silent")


def test_without_a_parent_there_is_nothing_to_do(browser: FakeBrowser) -> None:
    browser.parent.say(None)
    with pytest.raises(ParentGoneError):
        browser.protocol.call("Test.silent")
