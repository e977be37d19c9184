import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from affiant.core.errors import Cancelled
from affiant.core.progress import Progress
from affiant.ui.jobs import CASE, CHECK, Jobs


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def test_jobs_of_a_lane_follow_one_another_on_one_thread(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[tuple[int, str]] = []
    for number in range(20):
        jobs.start(
            CASE, "Work", lambda _p, n=number: seen.append((n, threading.current_thread().name)), lambda _r: None
        )
    qtbot.waitUntil(lambda: not jobs.running)
    assert seen == [(number, "affiant-case") for number in range(20)]


def test_result_and_same_object_come_back_on_the_windows_thread(qtbot: QtBot, jobs: Jobs) -> None:
    made: list[int] = []
    back: list[tuple[object, str]] = []
    jobs.start(CASE, "Work", lambda _p: made, lambda result: back.append((result, threading.current_thread().name)))
    qtbot.waitUntil(lambda: bool(back))
    assert back[0][0] is made
    assert back[0][1] == threading.main_thread().name


def test_base_exceptions_come_back_and_cancelled_is_no_error(qtbot: QtBot, jobs: Jobs) -> None:
    failed: list[BaseException] = []

    def stop(_progress: Progress) -> None:
        raise Cancelled

    def leave(_progress: Progress) -> None:
        raise SystemExit(3)

    with qtbot.waitSignal(jobs.cancelled):
        jobs.start(CASE, "Stopped", stop, lambda _r: None, failed.append)
    assert failed == []
    jobs.start(CASE, "Left", leave, lambda _r: None, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], SystemExit)


def test_waiting_job_can_be_stopped_before_it_starts(qtbot: QtBot, jobs: Jobs) -> None:
    gate = threading.Event()
    ran: list[int] = []
    jobs.start(CASE, "First", lambda _p: gate.wait(5), lambda _r: None)
    second = jobs.start(CASE, "Second", lambda _p: ran.append(1), lambda _r: None)
    jobs.cancel(second)
    gate.set()
    qtbot.waitUntil(lambda: not jobs.running)
    assert ran == []


def test_lanes_do_not_wait_for_each_other(qtbot: QtBot, jobs: Jobs) -> None:
    gate = threading.Event()
    done: list[str] = []
    jobs.start(CASE, "Slow", lambda _p: gate.wait(5), lambda _r: done.append("slow"))
    jobs.start(CHECK, "Quick", lambda _p: None, lambda _r: done.append("quick"))
    qtbot.waitUntil(lambda: done == ["quick"])
    gate.set()
    qtbot.waitUntil(lambda: done == ["quick", "slow"])


def test_last_act_runs_on_the_thread_of_the_case_although_all_else_is_stopped(qtbot: QtBot) -> None:
    jobs = Jobs()
    names: list[str] = []
    jobs.start(CASE, "Work", lambda _p: None, lambda _r: None)
    assert jobs.close(lambda: names.append(threading.current_thread().name)) is None
    assert names == ["affiant-case"]
