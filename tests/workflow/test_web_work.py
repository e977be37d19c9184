"""Web capture of the window: a warm browser, and an end that waits for what is under way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.page_capturer import FakeCapturer
from tests.fakes.store_ports import store_ports
from tests.fakes.system import Warned, make_system

from affiant.core.errors import Cancelled
from affiant.core.progress import Silent
from affiant.store.case import Case
from affiant.workflow import web_work as module
from affiant.workflow.pausing import Pause
from affiant.workflow.target_runs import RunOrder
from affiant.workflow.web_pages import Page, WebCaptureOrder, WebCaptureOutcome
from affiant.workflow.web_work import WebWork

ORDER = WebCaptureOrder((Page("http://127.0.0.1/1"),))


class Session(FakeCapturer):
    """A `WebSession` that counts how it is used."""

    closed = 0

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create(tmp_path / "case", "A case", store_ports()) as opened:
        yield opened


@pytest.fixture
def sessions(monkeypatch: pytest.MonkeyPatch) -> list[Session]:
    made: list[Session] = []

    def start(_system: object, _engine: str, **_more: Any) -> Session:
        made.append(Session())
        return made[-1]

    monkeypatch.setattr(module, "open_browser", start)
    return made


@pytest.fixture
def work(case: Case, tmp_path: Path, sessions: list[Session]) -> WebWork:
    return WebWork(make_system(tmp_path, Warned()), case)


def test_one_browser_stays_warm_for_captures_and_runs(work: WebWork, sessions: list[Session]) -> None:
    work.capture("qtwebengine", ORDER, Silent())
    work.add_list(b"http://127.0.0.1/2\nhttp://127.0.0.1/1", None, Silent())
    work.run("qtwebengine", RunOrder(), Silent(), Pause(), lambda _tried: None)
    assert len(sessions) == 1
    assert [one.url for one in sessions[0].orders] == [f"http://127.0.0.1/{number}" for number in (1, 2, 1)]
    assert work.captured_before() == {"T00002": "C00001"}
    work.close()
    assert sessions[0].closed == 1


def test_closing_cancels_what_is_under_way_and_waits_for_it(work: WebWork, sessions: list[Session], case: Case) -> None:
    begun, outcomes = threading.Event(), list[WebCaptureOutcome]()

    class Noting:
        def report(self, done: int, total: int | None, what: str) -> None:
            begun.set()

    def capture() -> None:
        outcomes.append(work.capture("qtwebengine", ORDER, Noting()))

    work.capture("qtwebengine", ORDER, Silent())
    sessions[0].before = lambda _order: void(work._ending.wait(10))
    thread = threading.Thread(target=capture)
    thread.start()
    assert begun.wait(10)
    work.close()
    thread.join(10)
    assert outcomes[0].cancelled
    assert case.count_captures() == 1


def void(_value: object) -> None:
    """Take a value and give none."""


def test_nothing_begins_once_it_is_closed(work: WebWork, sessions: list[Session]) -> None:
    work.close()
    with pytest.raises(Cancelled):
        work.capture("qtwebengine", ORDER, Silent())
    with pytest.raises(Cancelled):
        work.run("qtwebengine", RunOrder(), Silent(), Pause(), lambda _tried: None)
    with pytest.raises(Cancelled):
        work.browse("qtwebengine", None, Silent(), lambda _outcome: None)
    assert sessions == []


def test_a_pause_ends_with_the_case(work: WebWork) -> None:
    work.add_list(b"http://127.0.0.1/2", None, Silent())
    pause, waits, ended = Pause(), threading.Event(), list[object]()
    pause.hold()

    class Looking:
        def report(self, done: int, total: int | None, what: str) -> None:
            if "paused" in what:
                waits.set()

    def run() -> None:
        ended.append(work.run("qtwebengine", RunOrder(), Looking(), pause, lambda _tried: None).cancelled)

    thread = threading.Thread(target=run)
    thread.start()
    assert waits.wait(10)
    work.close()
    thread.join(10)
    assert ended == [True]
