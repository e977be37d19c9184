"""Browser, recorder and network die in the middle of a capture: what came whole is kept, and the rest is said."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from tests.fakes.browser_driver import processes_of, this_host
from tests.fakes.site.server import Site
from tests.fakes.web_capture import CLOCK, MemorySink, capture

from affiant.capture.web import one_capture
from affiant.capture.web.engine import EngineOrder
from affiant.capture.web.engine_registry import engine_named
from affiant.capture.web.one_capture import STEPS
from affiant.capture.web.order import WebOrder, WebOutcome
from affiant.capture.web.session import WebSession
from affiant.core.errors import AffiantError, Cancelled
from affiant.core.progress import Silent

SOON = 10
"""Seconds: more than a busy machine takes, less than what is waited for where nothing is cancelled or noticed."""
ROGUE = Path(__file__).parents[2] / "fakes" / "rogue_recorder.py"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site() as one:
        yield one


@pytest.fixture
def web() -> Iterator[WebSession]:
    with WebSession(engine_named("chromium", this_host()), EngineOrder(), CLOCK) as one:
        yield one


def browser_of(web: WebSession) -> int:
    assert web._pair is not None
    return web._pair._browser.process_id


def recorder_of(web: WebSession) -> int:
    assert web._pair is not None
    return web._pair._recorder.process_id


class AtStep:
    """Does something once, when a step begins."""

    def __init__(self, step: str, act: Callable[[], None]) -> None:
        self._words = STEPS[step]
        self._act: Callable[[], None] | None = act

    def report(self, done: int, total: int | None, what: str) -> None:
        if what == self._words and self._act is not None:
            act, self._act = self._act, None
            act()


class AfterFirst(MemorySink):
    """Does something once the first artefact is taken."""

    def __init__(self, act: Callable[[], None]) -> None:
        super().__init__()
        self._act = act

    def take(self, role: str, name: str, media_type: str, stream: BinaryIO) -> None:
        super().take(role, name, media_type, stream)
        if len(self.files) == 1:
            self._act()


def kill(process: int) -> Callable[[], None]:
    return lambda: os.kill(process, signal.SIGKILL)


def kill_pages(web: WebSession) -> Callable[[], None]:
    """Kills the processes of pages, and not the browser."""

    def act() -> None:
        for process in processes_of(browser_of(web)):
            with open(f"/proc/{process}/cmdline", "rb") as line:
                if b"--type=renderer" in line.read():
                    os.kill(process, signal.SIGKILL)

    return act


def take(web: WebSession, site: Site, sink: MemorySink, progress: Any = None, page: str = "long") -> WebOutcome:
    return web.capture(WebOrder(site.url(page)), sink, progress or Silent())


def attempt(
    web: WebSession, site: Site, sink: MemorySink, progress: Any = None
) -> tuple[WebOutcome | None, AffiantError | None]:
    """What came of it, and what went wrong."""
    try:
        outcome = take(web, site, sink, progress)
    except AffiantError as failed:
        return None, failed
    return outcome, outcome.failed


@pytest.mark.parametrize("step", ["load", "read"])
@pytest.mark.parametrize("victim", ["browser", "recorder", "page"])
def test_a_death_before_anything_is_whole_is_an_error_and_the_next_capture_works(
    web: WebSession, site: Site, victim: str, step: str
) -> None:
    act = {"browser": kill(browser_of(web)), "recorder": kill(recorder_of(web)), "page": kill_pages(web)}[victim]
    sink = MemorySink()
    begun = time.monotonic()
    outcome, failed = attempt(web, site, sink, AtStep(step, act))
    assert failed is not None
    assert failed.code in (f"web-{victim}-ended", "web-browser-ended", "web-no-answer")
    if outcome is None:
        assert sink.files == {}
    else:  # what the browser had told before it died makes an archive
        assert not {"screenshot", "print"} & set(sink.roles), "a page that is gone is neither pictured nor printed"
        assert "The picture of the page." in outcome.not_obtained
    assert time.monotonic() - begun < SOON
    assert capture(web, site.url("thread")).outcome.failed is None


@pytest.mark.parametrize("victim", ["browser", "recorder", "page"])
def test_what_came_whole_is_kept_when_the_rest_dies(web: WebSession, site: Site, victim: str) -> None:
    act = {"browser": kill(browser_of(web)), "recorder": kill(recorder_of(web)), "page": kill_pages(web)}[victim]
    sink = AfterFirst(act)
    outcome = take(web, site, sink, page="resources")
    assert "page.png" in sink.files
    if victim == "recorder":
        assert outcome.failed is not None
        assert outcome.failed.code == "web-recorder-ended"
        assert "record.json" not in sink.files
        assert "The record of the capture." in outcome.not_obtained
        assert outcome.web["final_url"] == site.url("resources")
    elif "print.pdf" not in sink.files:
        assert any("as printed" in one for one in outcome.not_obtained)
        assert {"archive.warc.gz", "record.json"} <= set(sink.files)


def test_a_hanging_browser_is_stopped(site: Site, web: WebSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_capture, "SILENCE_SECONDS", 1.5)
    recorder = recorder_of(web)
    sink = MemorySink()
    with pytest.raises(AffiantError) as failed:
        take(web, site, sink, AtStep("load", lambda: os.kill(recorder, signal.SIGSTOP)))
    assert failed.value.code == "web-hung"
    assert capture(web, site.url("thread")).outcome.failed is None


def cancel() -> None:
    raise Cancelled


@pytest.mark.parametrize("step", ["load", "scroll"])
def test_a_cancel_leaves_the_browser_ready(
    web: WebSession, site: Site, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_capture, "STOP_SECONDS", 60)  # of a busy machine; the next test has the true ones
    capture(web, site.url("thread"))
    browser = browser_of(web)
    with pytest.raises(Cancelled):
        take(web, site, MemorySink(), AtStep(step, cancel), page="resources")
    assert capture(web, site.url("thread")).text().count("Post number") == 12
    assert browser_of(web) == browser, "the browser goes on"


def test_a_cancel_waits_less_than_a_second_for_a_recorder_that_does_not_stop(web: WebSession, site: Site) -> None:
    recorder = recorder_of(web)
    begun: list[float] = []

    def cancel_what_hangs() -> None:
        os.kill(recorder, signal.SIGSTOP)
        begun.append(time.monotonic())
        raise Cancelled

    with pytest.raises(Cancelled):
        take(web, site, MemorySink(), AtStep("picture", cancel_what_hangs))
    assert one_capture.STOP_SECONDS < 1
    assert time.monotonic() - begun[0] < SOON
    assert capture(web, site.url("thread")).text().count("Post number") == 12


def test_the_browser_is_cancelled_even_while_a_server_is_silent(web: WebSession, site: Site) -> None:
    begun = time.monotonic()

    class Impatient:
        def report(self, done: int, total: int | None, what: str) -> None:
            if what == STEPS["load"] and time.monotonic() - begun > 0.5:
                raise Cancelled

    with pytest.raises(Cancelled):
        take(web, site, MemorySink(), Impatient(), page="silent")
    assert time.monotonic() - begun < SOON


def test_an_error_of_the_sink_passes_unchanged(web: WebSession, site: Site) -> None:
    class Full(MemorySink):
        def take(self, role: str, name: str, media_type: str, stream: BinaryIO) -> None:
            raise AffiantError("disk-full", "The disk is full")

    with pytest.raises(AffiantError) as failed:
        take(web, site, Full())
    assert failed.value.code == "disk-full"
    assert capture(web, site.url("thread")).outcome.failed is None


def test_the_network_goes_away_in_the_middle(web: WebSession, site: Site) -> None:
    outcome = take(web, site, MemorySink(), AtStep("scroll", site.close_connections))
    assert outcome.failed is None


def test_closing_ends_every_process(site: Site) -> None:
    with WebSession(engine_named("chromium", this_host()), EngineOrder(), CLOCK) as web:
        capture(web, site.url("thread"))
        browser, recorder = browser_of(web), recorder_of(web)
        begun = time.monotonic()
    assert time.monotonic() - begun < SOON
    assert processes_of(browser) == {}
    assert processes_of(recorder) == {}
    with pytest.raises(AffiantError):
        capture(web, site.url("thread"))


@pytest.mark.parametrize(
    "what", ["garbage", "unknown-gap", "wrong-web", "other-bytes", "nothing", "flood-events", "floats"]
)
def test_a_recorder_that_is_no_longer_itself_is_not_believed(site: Site, what: str) -> None:
    command = (sys.executable, "-I", str(ROGUE), what)
    sink = MemorySink()
    with WebSession(engine_named("chromium", this_host()), EngineOrder(), CLOCK, command) as web:
        outcome, failed = attempt(web, site, sink)
    assert outcome is None
    assert failed is not None
    assert failed.code in ("web-recorder-ended", "web-nothing")
    assert sink.files == {}


def test_a_browser_whose_pipe_has_ended_is_used_no_more_though_its_process_still_shows(site: Site) -> None:
    command = (sys.executable, "-I", str(ROGUE), "browser-gone")
    with WebSession(engine_named("chromium", this_host()), EngineOrder(), CLOCK, command) as web:
        browser = browser_of(web)
        for _ in range(2):
            outcome, failed = attempt(web, site, MemorySink())
            assert outcome is None
            assert failed is not None
            assert failed.code == "web-browser-ended"
        assert browser_of(web) != browser
