"""A watched folder: what comes is taken once and whole, and the watch outlives what happens to folder and files."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.fakes.store_ports import START

from affiant.capture.watching.folder_watch import Presence
from affiant.core.clock import FixedClock
from affiant.core.errors import AffiantError, Cancelled, ExitStatus
from affiant.core.progress import Silent
from affiant.store.case import Case
from affiant.workflow.accounts import AccountForm, add_account
from affiant.workflow.add_files import AddOrder, add_files
from affiant.workflow.system import System
from affiant.workflow.watch_folder import WatchNews, WatchOrder, WatchOutcome, taking_from, watch_folder


class HastyClock(FixedClock):
    """Moves by 3 seconds at every reading: a file has settled at the second look."""

    def monotonic_ns(self) -> int:
        self.readings += 1
        return super().monotonic_ns()


@pytest.fixture
def hasty(system: System) -> System:
    return replace(system, clock=HastyClock(START, timedelta(seconds=3)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "DCIM"
    made.mkdir()
    return made


class Script:
    """A person and a phone: one step at every wait, and then the person stops the watch."""

    def __init__(self, *steps: Callable[[], object]) -> None:
        self._steps = list(steps)
        self.news: list[WatchNews] = []

    def wait(self, _seconds: float) -> None:
        if not self._steps:
            raise Cancelled
        self._steps.pop(0)()

    def run(self, case: Case, system: System, order: WatchOrder) -> WatchOutcome:
        return watch_folder(case, system, order, Silent(), self.wait, self.news.append)


def nothing() -> None:
    pass


def test_files_are_taken_as_they_become_complete(case: Case, hasty: System, folder: Path) -> None:
    add_account(case, AccountForm("x", "example"))
    (folder / "old.jpg").write_bytes(b"old")
    script = Script(
        lambda: (folder / "a.jpg").write_bytes(b"a"),
        nothing,
        nothing,
        lambda: (folder / "b.jpg.part").write_bytes(b"b"),
        nothing,
        lambda: (folder / "b.jpg.part").rename(folder / "b.jpg"),
        nothing,
        nothing,
    )
    outcome = script.run(case, hasty, WatchOrder(folder, "x:@example", "https://x.com/example", "from the phone"))
    assert [Path(one.path).name for one in outcome.captures] == ["a.jpg", "b.jpg"]
    assert outcome.status is ExitStatus.DONE
    first = next(iter(case.captures()))
    assert (first.account, first.url, first.note) == ("A001", "https://x.com/example", "from the phone")
    assert [news.presence for news in script.news] == [Presence.THERE] * 3


def test_a_folder_that_goes_and_comes_back_is_said_and_nothing_is_taken_twice(
    case: Case, hasty: System, folder: Path
) -> None:
    away = folder.with_name("away")
    script = Script(
        lambda: (folder / "a.jpg").write_bytes(b"a"),
        nothing,
        nothing,
        lambda: folder.rename(away),
        nothing,
        lambda: away.rename(folder),
        nothing,
        nothing,
    )
    outcome = script.run(case, hasty, WatchOrder(folder))
    assert len(outcome.captures) == 1
    assert [news.presence for news in script.news if news.added is None] == [
        Presence.THERE,
        Presence.GONE,
        Presence.THERE,
    ]


def test_another_time_of_change_alone_makes_no_other_file(case: Case, hasty: System, folder: Path) -> None:
    path = folder / "a.jpg"
    script = Script(
        lambda: path.write_bytes(b"a"),
        nothing,
        nothing,
        lambda: os.utime(path, (1, 1)),
        nothing,
        nothing,
        lambda: path.write_bytes(b"changed"),
        nothing,
        nothing,
    )
    outcome = script.run(case, hasty, WatchOrder(folder))
    assert [one.path for one in outcome.captures] == [str(path)] * 2
    assert outcome.left_out == 1


def test_what_lies_there_is_taken_on_demand_but_for_what_the_case_has(case: Case, hasty: System, folder: Path) -> None:
    (folder / "a.jpg").write_bytes(b"a")
    (folder / "b.jpg").write_bytes(b"b")
    add_files(case, AddOrder((folder / "a.jpg",)), hasty, Silent())
    outcome = Script(nothing, nothing).run(case, hasty, WatchOrder(folder, existing=True))
    assert [Path(one.path).name for one in outcome.captures] == ["b.jpg"]
    assert outcome.left_out == 1


def test_a_file_that_cannot_be_taken_is_said_and_the_watch_goes_on(
    case: Case, hasty: System, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = Script(
        lambda: (folder / "a.jpg").write_bytes(b"a"),
        lambda: (folder / "a.jpg").chmod(0),
        nothing,
        lambda: (folder / "b.jpg").write_bytes(b"b"),
        nothing,
        nothing,
    )
    opened = os.open
    refused = str(folder / "a.jpg")

    def open_or_refuse(path: object, *rest: object, **named: object) -> int:
        if str(path) == refused:
            raise PermissionError(13, "no", refused)
        return opened(path, *rest, **named)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr("affiant.capture.file_access.os.open", open_or_refuse)
    outcome = script.run(case, hasty, WatchOrder(folder))
    assert [Path(one.path).name for one in outcome.captures] == ["b.jpg"]
    assert [Path(one.path).name for one in outcome.failed] == ["a.jpg"]
    assert outcome.status is ExitStatus.USAGE


def test_case_and_profile_may_lie_in_the_watched_folder(case: Case, hasty: System) -> None:
    script = Script(lambda: add_account(case, AccountForm("x", "example")), nothing, nothing, nothing)
    outcome = script.run(case, hasty, WatchOrder(case.folder.parent))
    assert (outcome.captures, outcome.failed) == ((), ())


def test_the_case_is_left_out_for_whoever_takes_the_files_himself(case: Case, hasty: System) -> None:
    taking = taking_from(case.folder.parent, (case.folder,), hasty.clock)
    taking.look()
    add_account(case, AccountForm("x", "example"))
    found = [path for _ in range(3) for path in taking.look().complete]
    assert not any(case.folder in path.parents for path in found)


def test_an_account_that_is_not_there_is_refused_before_anything(case: Case, hasty: System, folder: Path) -> None:
    with pytest.raises(AffiantError) as refused:
        Script(nothing).run(case, hasty, WatchOrder(folder, "x:@nobody"))
    assert refused.value.code == "account-missing"


def test_stopping_during_the_taking_keeps_what_is_complete(case: Case, hasty: System, folder: Path) -> None:
    class Stops:
        """Progress of a person who stops as soon as files are being taken."""

        def report(self, done: int, total: int | None, what: str) -> None:
            if what == "Taking files":
                raise Cancelled

    script = Script(lambda: (folder / "a.jpg").write_bytes(b"a"), nothing, nothing)
    outcome = watch_folder(case, hasty, WatchOrder(folder), Stops(), script.wait, script.news.append)
    assert outcome.failed == ()
    assert script.news[-1].added is not None


def test_whoever_takes_the_files_himself_says_what_became_of_them(case: Case, hasty: System, folder: Path) -> None:
    taking = taking_from(folder, (case.folder,), hasty.clock)
    taking.look()
    (folder / "a.jpg").write_bytes(b"a")
    found: tuple[Path, ...] = ()
    for _ in range(3):
        found += taking.look().complete
    assert found == (folder / "a.jpg",)
    taking.taken(add_files(case, AddOrder(found), hasty, Silent()))
    os.utime(folder / "a.jpg", (1, 1))
    for _ in range(3):
        assert taking.look().complete == ()
    assert taking.left_out == 1
