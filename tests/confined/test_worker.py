"""A worker that misbehaves costs one request, and nothing leaves its cell."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from affiant.confined.limits import Limits
from affiant.confined.worker import ConfinedWorker, WorkerError

ROGUE = [sys.executable, "-I", str(Path(__file__).parents[1] / "fakes" / "rogue_worker.py")]
LIMITS = Limits(memory_bytes=512 << 20, cpu_seconds=1, wall_seconds=10, output_bytes=1 << 20, open_files=24)


@pytest.fixture
def worker() -> Iterator[ConfinedWorker]:
    with ConfinedWorker(ROGUE, LIMITS) as one:
        yield one


def alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{process_id}/stat").read_text().rsplit(")", 1)[1].split()[0]


def test_requests_are_answered_by_one_child_that_stays(worker: ConfinedWorker) -> None:
    first = worker.request({"do": "echo", "say": "ایک"})
    second = worker.request({"do": "echo", "say": "two", "payload": 300_000})
    assert (first.fields["said"], second.fields["said"]) == ("ایک", "two")
    assert first.fields["pid"] == second.fields["pid"] == worker.process_id
    assert (first.payload, second.payload) == (b"", bytes(300_000))


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("die", "worker-killed"),
        ("raise", "worker-killed"),
        ("segfault", "worker-killed"),
        ("half", "worker-killed"),
        ("garbage", "worker-garbage"),
        ("flood", "worker-garbage"),
    ],
)
def test_a_broken_child_fails_one_request_and_a_fresh_one_answers_the_next(
    worker: ConfinedWorker, what: str, code: str
) -> None:
    with pytest.raises(WorkerError) as failed:
        worker.request({"do": what})
    assert failed.value.code == code
    assert worker.process_id is None
    assert worker.request({"do": "echo", "say": "again"}).fields["said"] == "again"


def test_a_child_that_hangs_is_stopped_by_the_wall_clock_of_the_parent(worker: ConfinedWorker) -> None:
    started = time.monotonic()
    with pytest.raises(WorkerError) as failed:
        worker.request({"do": "sleep"}, timeout=0.3)
    assert failed.value.code == "worker-timeout"
    assert time.monotonic() - started < 5


def test_a_payload_over_the_limit_is_not_taken(worker: ConfinedWorker) -> None:
    with pytest.raises(WorkerError) as failed:
        worker.request({"do": "echo", "say": "", "payload": LIMITS.output_bytes + 1})
    assert failed.value.code == "worker-garbage"


def test_what_a_parser_prints_is_not_taken_for_an_answer(worker: ConfinedWorker) -> None:
    assert worker.request({"do": "print"}).fields == {"said": "quiet"}
    assert worker.request({"do": "echo", "say": "after"}).fields["said"] == "after"


def test_more_memory_than_the_limit_is_refused(worker: ConfinedWorker) -> None:
    assert worker.request({"do": "eat", "bytes": 64 << 20}).fields["said"] == f"got {64 << 20}"
    assert worker.request({"do": "eat", "bytes": 600 << 20}).fields["said"] == "refused"


def test_files_cannot_be_written_and_the_answer_says_why(worker: ConfinedWorker, tmp_path: Path) -> None:
    answer = worker.request({"do": "write", "path": str(tmp_path / "planted")})
    assert answer.fields["said"] in ("PermissionError", "OSError")
    assert "no-files-written" in answer.isolation
    assert not (tmp_path / "planted").exists() or (tmp_path / "planted").stat().st_size == 0


def test_more_open_files_than_the_limit_are_refused(worker: ConfinedWorker) -> None:
    assert worker.request({"do": "open many"}).fields["said"] == "OSError"


def test_the_network_is_out_of_reach_exactly_when_the_answer_says_so(worker: ConfinedWorker) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        called = worker.request({"do": "call", "port": listening.getsockname()[1]})
        sent = worker.request({"do": "send", "port": listening.getsockname()[1]})
    held = set(called.isolation)
    assert (called.fields["said"] != "allowed") == bool(held & {"no-network", "no-tcp"})
    assert (sent.fields["said"] != "allowed") == ("no-network" in held)


def test_processor_time_is_bounded_apart_from_time_on_the_wall(worker: ConfinedWorker) -> None:
    started = time.monotonic()
    with pytest.raises(WorkerError) as failed:
        worker.request({"do": "burn"}, timeout=60)
    assert failed.value.code == "worker-timeout"
    assert time.monotonic() - started < LIMITS.wall_seconds


def test_the_isolation_names_what_every_posix_system_gives(worker: ConfinedWorker) -> None:
    isolation = worker.request({"do": "echo", "say": ""}).isolation
    assert {"memory", "cpu-time", "wall-time", "no-files-written", "open-files"} <= set(isolation)


def test_the_environment_is_clean(worker: ConfinedWorker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFFIANT_PASSPHRASE_FILE", "/secret")
    answer = worker.request({"do": "environment"})
    assert "AFFIANT_PASSPHRASE_FILE" not in answer.fields["said"]
    assert answer.fields["directory"] == "/"


def test_a_child_is_replaced_after_its_share_of_requests() -> None:
    with ConfinedWorker(ROGUE, LIMITS, recycle_after=2) as worker:
        pids = [worker.request({"do": "echo", "say": ""}).fields["pid"] for _ in range(4)]
    assert pids[0] == pids[1] != pids[2] == pids[3]


def test_a_child_that_died_while_idle_is_not_noticed_by_the_caller(worker: ConfinedWorker) -> None:
    worker.request({"do": "echo", "say": ""})
    first = worker.process_id
    assert first is not None
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert worker.request({"do": "echo", "say": "there"}).fields["said"] == "there"


def test_closing_ends_a_request_under_way_within_a_second() -> None:
    worker = ConfinedWorker(ROGUE, LIMITS)
    worker.request({"do": "echo", "say": ""})
    child = worker.process_id
    assert child is not None
    codes: list[str] = []

    def ask() -> None:
        try:
            worker.request({"do": "sleep"})
        except WorkerError as failed:
            codes.append(failed.code)

    asking = threading.Thread(target=ask)
    asking.start()
    while not asking_has_sent(worker):
        pass
    started = time.monotonic()
    worker.close()
    asking.join(5)
    assert time.monotonic() - started < 1
    assert codes == ["worker-closed"]
    assert not alive(child)


def asking_has_sent(worker: ConfinedWorker) -> bool:
    return worker._asking.locked()


def test_a_closed_worker_refuses() -> None:
    worker = ConfinedWorker(ROGUE, LIMITS)
    worker.close()
    with pytest.raises(WorkerError) as failed:
        worker.request({"do": "echo", "say": ""})
    assert failed.value.code == "worker-closed"


def test_a_program_that_is_not_there_is_an_expected_error() -> None:
    with ConfinedWorker(["/nowhere/worker"], LIMITS) as worker, pytest.raises(WorkerError) as failed:
        worker.request({"do": "echo", "say": ""})
    assert failed.value.code == "worker-not-started"


def test_a_program_that_speaks_another_language_is_an_expected_error() -> None:
    with (
        ConfinedWorker(["/bin/echo", "hello, this is not a frame"], LIMITS) as worker,
        pytest.raises(WorkerError) as failed,
    ):
        worker.request({"do": "echo", "say": ""})
    assert failed.value.code in ("worker-garbage", "worker-killed")


def test_a_child_ends_when_its_parent_is_killed() -> None:
    program = (
        "import sys\n"
        "from affiant.confined.limits import Limits\n"
        "from affiant.confined.worker import ConfinedWorker\n"
        f"worker = ConfinedWorker({ROGUE!r}, Limits())\n"
        "worker.request({'do': 'echo', 'say': ''})\n"
        "print(worker.process_id, flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert alive(child)
        parent.kill()
    descriptor = None
    try:
        descriptor = os.pidfd_open(child)
    except ProcessLookupError:
        return
    try:
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        assert poll.poll(5_000), "the child outlived its parent"
    finally:
        os.close(descriptor)
