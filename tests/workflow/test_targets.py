"""Lists of addresses: kept whole, captured one after another, every try recorded."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.page_capturer import FakeCapturer, unreachable
from tests.fakes.store_ports import account_drafts, store_ports
from tests.fakes.system import Warned, make_system

from affiant.capture.web.order import WebOrder
from affiant.core import event_types
from affiant.core.errors import AffiantError, Cancelled, ExitStatus
from affiant.core.progress import Progress, Silent
from affiant.store.case import Case
from affiant.workflow import target_runs
from affiant.workflow.capture_web import PageCapturer, capture_web
from affiant.workflow.environment import environment
from affiant.workflow.pausing import Pause
from affiant.workflow.system import System
from affiant.workflow.target_lists import AddedTargets, add_targets
from affiant.workflow.target_runs import RunOrder, RunOutcome, run_targets
from affiant.workflow.target_states import PROBLEMS, STATES, state_of
from affiant.workflow.web_pages import Page, WebCaptureOrder

ONE, TWO, THREE = (f"https://x.example/{number}" for number in (1, 2, 3))
LIST = f"url,note\n{ONE},first\n{TWO},\nnothing,lost?\nhttp://www.x.example/1/#top,again\n{THREE},\n"


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create(tmp_path / "case", "A case", store_ports()) as opened:
        opened.record(account_drafts(1))
        yield opened


class Network:
    """What the computer says of its network; there is one until a test says otherwise."""

    def __init__(self) -> None:
        self.answer = "yes"

    def __call__(self, answer: str) -> None:
        self.answer = answer

    def environment(self) -> dict[str, Any]:
        return {**environment(), "online": self.answer}


@pytest.fixture
def online() -> Network:
    return Network()


@pytest.fixture
def system(tmp_path: Path, online: Network) -> System:
    return replace(make_system(tmp_path, Warned()), environment=online.environment)


def add(case: Case, system: System, text: str = LIST) -> AddedTargets:
    return add_targets(case, system, text.encode(), "list.csv", Silent())


def run(
    case: Case,
    system: System,
    browser: FakeCapturer,
    order: RunOrder = RunOrder(),  # noqa: B008 - frozen
    progress: Progress | None = None,
    pause: Pause | None = None,
) -> RunOutcome:
    def opened() -> AbstractContextManager[PageCapturer]:
        return nullcontext(browser)

    return run_targets(case, system, opened, order, progress or Silent(), pause or Pause())


def states(case: Case) -> list[str]:
    return [state_of(one) for one in case.targets()]


def test_every_row_becomes_a_target_and_doubles_are_marked(case: Case, system: System) -> None:
    added = add(case, system)
    assert [(one.id, one.row, one.url, one.note, one.problem) for one in added.targets] == [
        ("T00001", 2, ONE, "first", None),
        ("T00002", 3, TWO, None, None),
        ("T00003", 4, None, "lost?", "not-an-address"),
        ("T00004", 5, "http://www.x.example/1/#top", "again", None),
        ("T00005", 6, THREE, None, None),
    ]
    assert [one.duplicate_of for one in added.targets] == [None, None, None, "T00001", None]
    assert {one.list for one in added.targets} == {"list.csv"}
    assert states(case) == ["to-capture", "to-capture", "no-address", "to-capture", "to-capture"]
    assert added.targets[2].given == "nothing,lost?"


def test_a_second_list_knows_the_first_and_the_captures(case: Case, system: System) -> None:
    capture_web(case, system, FakeCapturer(), WebCaptureOrder((Page(THREE),)), Silent())
    add(case, system)
    second = add(case, system, f"{TWO}\n{THREE}\nhttps://x.example/9").targets
    assert [(one.id, one.duplicate_of) for one in second] == [
        ("T00006", "T00002"),
        ("T00007", "T00005"),
        ("T00008", None),
    ]
    assert add(case, system, THREE).captured_before == {"T00009": "C00001"}


def test_platform_handle_and_account_are_filled_in_from_the_address(case: Case, system: System) -> None:
    text = (
        "url;account;platform\nhttps://x.com/someone/status/1790123456789012345;;\nhttps://t.me/chan/12;;\n"
        f"https://odd.example/;A001;\n{ONE};X:@someone;twitter\n{TWO};A099;"
    )
    case.record(account_drafts(2, platform="telegram", handle="chan"))
    found = add(case, system, text).targets
    assert [(one.platform, one.handle) for one in found[:2]] == [("x", "someone"), ("telegram", "chan")]
    assert [one.account for one in found[1:3]] == ["A002", "A001"]
    assert (found[3].platform, found[4].account, found[4].problem) == ("x", None, "account-unknown")
    assert found[4].url == TWO


def test_a_list_that_is_cancelled_adds_nothing(case: Case, system: System) -> None:
    class Stopping:
        def report(self, done: int, total: int | None, what: str) -> None:
            if done:
                assert (done, total) == (100, 250)
                raise Cancelled

    size = case.size()
    with pytest.raises(Cancelled):
        add_targets(case, system, b"https://x.example/\n" * 250, None, Stopping())
    assert (case.size(), case.targets()) == (size, ())


def test_all_rows_are_recorded_or_none(case: Case, system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    size = case.size()
    monkeypatch.setattr("affiant.store.batch.Batch.commit", _refuse)
    with pytest.raises(AffiantError):
        add(case, system)
    monkeypatch.undo()
    assert case.size() == size
    assert case.targets() == ()


def _refuse(*_: object) -> None:
    raise AffiantError("disk-full", "The disk is full", status=ExitStatus.DISK)


def test_a_run_captures_each_once_and_records_every_try(case: Case, system: System) -> None:
    add(case, system)
    browser = FakeCapturer(problems={TWO: unreachable("net::ERR_CONNECTION_REFUSED")})
    outcome = run(case, system, browser)
    assert [one.url for one in browser.orders] == [ONE, TWO, THREE]
    assert states(case) == ["captured", "failed", "no-address", "left-out", "captured"]
    by_id = {one.id: one for one in case.targets()}
    assert (by_id["T00001"].capture, by_id["T00005"].capture) == ("C00001", "C00002")
    assert (by_id["T00002"].code, by_id["T00004"].code) == ("web-unreachable", "duplicate")
    first = case.capture("C00001")
    assert first is not None
    assert first.note == "first"
    assert (outcome.status, outcome.to_capture, outcome.offline) == (ExitStatus.INCOMPLETE, 0, False)


def test_a_second_run_does_only_what_is_left_and_retries_when_told(case: Case, system: System) -> None:
    add(case, system)
    run(case, system, FakeCapturer(problems={TWO: unreachable()}))
    again = FakeCapturer()
    assert run(case, system, again).status == ExitStatus.DONE
    assert again.orders == []
    outcome = run(case, system, again, RunOrder(retry_failed=True))
    assert [one.url for one in again.orders] == [TWO]
    assert outcome.status == ExitStatus.DONE
    assert states(case)[1] == "captured"
    assert case.targets()[1].tries == 2


def test_chosen_targets_are_captured_whatever_became_of_them(case: Case, system: System) -> None:
    add(case, system)
    run(case, system, FakeCapturer())
    browser = FakeCapturer()
    run(case, system, browser, RunOrder(("T00001", "T00003", "T00004")))
    assert [one.url for one in browser.orders] == [ONE, "http://www.x.example/1/#top"]


def test_offline_nothing_is_tried_and_no_browser_is_started(case: Case, system: System, online: Network) -> None:
    add(case, system)
    online("no")
    size = case.size()

    def never() -> AbstractContextManager[PageCapturer]:
        raise AssertionError("a browser was started")

    outcome = run_targets(case, system, never, RunOrder(), Silent(), Pause())
    assert (outcome.offline, outcome.to_capture, outcome.status) == (True, 3, ExitStatus.INCOMPLETE)
    tries = list(case.events(size + 1))
    assert [one.data["outcome"] for one in tries] == ["left-out"]  # the double needs no network to be one


def test_pages_of_this_computer_need_no_network(case: Case, system: System, online: Network) -> None:
    add(case, system, f"http://127.0.0.1:8000/a\n{ONE}\nhttp://localhost:1/b")
    online("no")
    browser = FakeCapturer()
    outcome = run(case, system, browser)
    assert [one.url for one in browser.orders] == ["http://127.0.0.1:8000/a", "http://localhost:1/b"]
    assert (outcome.offline, outcome.to_capture) == (True, 1)


def test_a_network_that_goes_away_on_the_way_leaves_the_rest_to_be_captured(
    case: Case, system: System, online: Network
) -> None:
    add(case, system)
    gone = unreachable("net::ERR_INTERNET_DISCONNECTED")
    outcome = run(case, system, FakeCapturer(problems={TWO: gone, THREE: gone}))
    assert states(case) == ["captured", "to-capture", "no-address", "left-out", "to-capture"]
    assert (outcome.offline, outcome.to_capture) == (True, 2)
    online("no")
    browser = FakeCapturer(before=lambda _order: online("yes"))
    assert run(case, system, browser).to_capture == 2
    online("yes")
    assert run(case, system, FakeCapturer()).status == ExitStatus.DONE


def test_cancelling_keeps_what_is_complete(case: Case, system: System) -> None:
    add(case, system)

    def stop(order: WebOrder) -> None:
        if order.url == TWO:
            raise Cancelled

    outcome = run(case, system, FakeCapturer(before=stop))
    assert outcome.cancelled
    assert (outcome.status, outcome.to_capture) == (ExitStatus.CANCELLED, 2)
    assert states(case) == ["captured", "to-capture", "no-address", "left-out", "to-capture"]


def test_a_pause_holds_before_the_next_address_and_can_be_cancelled(case: Case, system: System) -> None:
    add(case, system)
    pause = Pause()
    held = threading.Event()

    class Looking:
        def report(self, done: int, total: int | None, what: str) -> None:
            if "paused" in what:
                held.set()

    browser = FakeCapturer(before=lambda _order: pause.hold() if len(browser.orders) == 1 else None)
    outcomes: list[RunOutcome] = []
    thread = threading.Thread(
        target=lambda: outcomes.append(run(case, system, browser, progress=Looking(), pause=pause))
    )
    thread.start()
    assert held.wait(10)
    assert len(browser.orders) == 1
    assert pause.wanted
    pause.go_on()
    thread.join(10)
    assert len(browser.orders) == 3
    assert outcomes[0].status == ExitStatus.DONE


def test_a_full_disk_ends_the_run_and_loses_no_target(
    case: Case, system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(case, system)
    monkeypatch.setattr("affiant.workflow.capture_web.CaptureIntake.seal", _refuse)
    outcome = run(case, system, FakeCapturer())
    assert outcome.status == ExitStatus.DISK
    assert outcome.to_capture == 3
    assert states(case) == ["to-capture", "to-capture", "no-address", "left-out", "to-capture"]


def test_a_run_that_was_killed_behind_a_capture_does_not_capture_again(case: Case, system: System) -> None:
    add(case, system)
    capture_web(case, system, FakeCapturer(), WebCaptureOrder((Page(ONE),)), Silent())  # and no try was recorded
    browser = FakeCapturer()
    outcome = run(case, system, browser)
    assert [one.url for one in browser.orders] == [TWO, THREE]
    assert outcome.status == ExitStatus.DONE
    assert case.targets()[0].capture == "C00001"


def test_who_listens_hears_each_try_when_it_is_recorded(case: Case, system: System) -> None:
    add(case, system)
    heard: list[tuple[str, str]] = []

    def told(tried: target_runs.Tried) -> None:
        assert next(one for one in case.targets() if one.id == tried.target.id).outcome == tried.outcome
        heard.append((tried.target.id, tried.outcome))

    run_targets(case, system, lambda: nullcontext(FakeCapturer()), RunOrder(), Silent(), Pause(), told)
    assert heard == [
        ("T00004", "left-out"),
        ("T00001", "captured"),
        ("T00002", "captured"),
        ("T00005", "captured"),
    ]


def test_each_state_and_problem_has_words(case: Case, system: System) -> None:
    add(case, system, "nothing\njavascript:1\nhttps://a@b.example\nhttps://x.example/" + "a" * 9000 + f"\n{ONE}")
    assert {one.problem for one in case.targets() if one.problem} <= PROBLEMS.keys()
    assert set(states(case)) <= STATES.keys()
    assert next(case.events_of_type(event_types.TARGET_ADDED)).data.keys() == {
        "account", "duplicate_of", "given", "handle", "list", "note", "number", "platform", "problem", "row",
        "target", "url",
    }  # fmt: skip
