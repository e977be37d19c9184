"""The browser window: what is asked for there becomes captures, and the checklist says how they went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

import pytest
from tests.fakes.page_capturer import FakeCapturer, unreachable
from tests.fakes.store_ports import account_drafts, store_ports
from tests.fakes.system import Warned, make_system

from affiant.capture.web.one_capture import STEPS
from affiant.capture.web.order import BrowserEvent, Choice, Shown, WebOrder
from affiant.core.errors import Cancelled
from affiant.core.progress import Progress, Silent
from affiant.store.case import Case
from affiant.workflow.browse import browse
from affiant.workflow.system import System
from affiant.workflow.web_pages import WebCaptureOutcome

SHOWN = "https://shown.example/in/the/window"


class FakeWindow(FakeCapturer):
    """A window in which a person does what a test says."""

    def __init__(self, *happens: BrowserEvent | None) -> None:
        super().__init__()
        self.happens = list(happens)
        self.accounts: list[tuple[tuple[Choice, ...], str]] = []
        self.states: list[tuple[tuple[Shown, ...], bool]] = []

    def next_event(self, seconds: float | None = None) -> BrowserEvent | None:
        return self.happens.pop(0) if self.happens else BrowserEvent("closed")

    def show_state(self, lines: Sequence[Shown], *, busy: bool) -> None:
        self.states.append((tuple(lines), busy))

    def set_accounts(self, accounts: Sequence[Choice], chosen: str = "") -> None:
        self.accounts.append((tuple(accounts), chosen))


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create(tmp_path / "case", "A case", store_ports()) as opened:
        opened.record(account_drafts(1, handle="some\u202eone"))
        yield opened


@pytest.fixture
def system(tmp_path: Path) -> System:
    return make_system(tmp_path, Warned())


def run(case: Case, system: System, window: FakeWindow, progress: Progress | None = None) -> list[WebCaptureOutcome]:
    told: list[WebCaptureOutcome] = []
    browse(case, system, lambda: nullcontext(window), "A001", progress or Silent(), told.append)
    return told


def test_each_press_of_capture_takes_what_the_window_shows(case: Case, system: System) -> None:
    wanted = BrowserEvent("capture-wanted", "A001", "seen", ("some words",))
    window = FakeWindow(None, wanted, BrowserEvent("page-ended"), BrowserEvent("capture-wanted"))
    first, second = run(case, system, window)
    assert window.orders == [WebOrder(None, expect=("some words",)), WebOrder(None)]
    data = case.event(first.captures[0].capture.event).data
    assert (data["account"], data["note"], data["url"]) == ("A001", "seen", f"{SHOWN}#landed")
    assert case.event(second.captures[0].capture.event).data["account"] is None


def test_accounts_are_offered_at_the_start_and_after_each_capture(case: Case, system: System) -> None:
    window = FakeWindow(BrowserEvent("capture-wanted", "A001"))
    window.before = lambda _order: None if case.account("A002") else void(case.record(account_drafts(2, "telegram")))
    run(case, system, window)
    assert window.accounts == [
        ((Choice("A001", "X · @some<U+202E>one"),), "A001"),
        ((Choice("A001", "X · @some<U+202E>one"), Choice("A002", "Telegram · @example")), "A001"),
    ]


def void(_value: object) -> None:
    """Take a value and give none."""


def test_the_checklist_shows_each_step_and_then_what_speaks_against_it(case: Case, system: System) -> None:
    window = FakeWindow(BrowserEvent("capture-wanted"))
    window.broken.add(SHOWN)
    run(case, system, window)
    running, busy = window.states[0]
    assert busy
    assert [one.code for one in running] == list(STEPS)
    assert [(one.code, one.state) for one in running[:3]] == [
        ("start", "done"),
        ("load", "running"),
        ("settle", "waiting"),
    ]
    result, busy = window.states[-1]
    assert not busy
    assert [(one.code, one.state) for one in result] == [
        ("captured", "done"),
        ("no-log-in-wall", "doubt"),
        ("not-obtained", "doubt"),
    ]
    assert result[1].text == "It shows a log-in wall."


def test_a_capture_that_failed_is_told_and_the_window_stays(case: Case, system: System) -> None:
    window = FakeWindow(BrowserEvent("capture-wanted"), BrowserEvent("capture-wanted"))
    window.problems[SHOWN] = unreachable()
    first, second = run(case, system, window)
    assert [len(one.failed) for one in (first, second)] == [1, 1]
    assert window.states[-1][0][0].state == "failed"
    assert case.count_captures() == 0


def test_an_account_that_the_case_does_not_have_is_said_in_the_window(case: Case, system: System) -> None:
    window = FakeWindow(BrowserEvent("capture-wanted", "A099"), BrowserEvent("capture-wanted", "A001"))
    first, second = run(case, system, window)
    assert [one.code for one in first.failed] == ["account-missing"]
    assert len(second.captures) == 1


def test_cancelling_closes_the_window_and_keeps_what_is_captured(case: Case, system: System) -> None:
    class Stopping:
        def report(self, done: int, total: int | None, what: str) -> None:
            if done == 1 and "open" in what:
                raise Cancelled

    window = FakeWindow(*[BrowserEvent("capture-wanted")] * 3)
    with pytest.raises(Cancelled):
        run(case, system, window, Stopping())
    assert case.count_captures() == 1
