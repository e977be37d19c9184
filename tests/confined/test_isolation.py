"""Each claimed restriction is tried from inside, with and without the help of the system; what fails is not claimed."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fakes.reachable import everybody_may_read

from affiant.confined.limits import Limits
from affiant.confined.worker import ConfinedWorker

ROGUE = [sys.executable, "-I", str(Path(__file__).parents[1] / "fakes" / "rogue_worker.py")]
LIMITS = Limits(memory_bytes=512 << 20, cpu_seconds=2, wall_seconds=20, output_bytes=1 << 20, open_files=24)
WITHOUT_NAMESPACES = [
    "unshare",
    "--user",
    "--map-root-user",
    "sh",
    "-c",
    'echo 0 >/proc/sys/user/max_user_namespaces; echo 0 >/proc/sys/user/max_net_namespaces; exec "$@"',
    "sh",
]
"""Runs what follows where neither a user nor a network namespace can be had, as in many containers."""
ORDINARY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all"]
"""Runs what follows as a user without rights; for the superuser only."""
FILTERED = {
    "no-network",
    "no-sockets",
    "no-new-processes",
    "no-programs",
    "no-tracing",
    "no-signals-to-others",
    "no-mounts",
    "read-only-files",
}
HAS_FILTER = sys.platform == "linux" and os.uname().machine in ("x86_64", "aarch64")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what is tried here, Linux alone refuses")


def can_run(wrapper: list[str]) -> bool:
    if not wrapper:
        return True
    if shutil.which(wrapper[0]) is None or (wrapper is ORDINARY and os.geteuid() != 0):
        return False
    if wrapper is ORDINARY and not everybody_may_read(Path(ROGUE[-1]).parent):
        return False
    tried = subprocess.run([*wrapper, sys.executable, "-I", "-c", "import affiant"], check=False, capture_output=True)
    return tried.returncode == 0


def _why_not(wrapper: list[str]) -> str:
    if wrapper is WITHOUT_NAMESPACES:
        return "there are no namespaces here, so everything runs without them"
    if os.geteuid() != 0:
        return "the tests run as an ordinary user"
    if not everybody_may_read(Path(__file__).parent):
        return "an ordinary user may not enter this checkout"
    return "this user cannot be made here"


@pytest.fixture(
    params=[[], ORDINARY, WITHOUT_NAMESPACES],
    ids=["as-we-are", "ordinary-user", "no-namespaces"],
    scope="module",
)
def wrapper(request: pytest.FixtureRequest) -> list[str]:
    chosen: list[str] = request.param
    if not can_run(chosen):
        pytest.skip(_why_not(chosen))
    return chosen


@pytest.fixture(scope="module")
def worker(wrapper: list[str]) -> Iterator[ConfinedWorker]:
    with ConfinedWorker([*wrapper, *ROGUE], LIMITS) as one:
        yield one


def said(worker: ConfinedWorker, what: str, **more: object) -> object:
    return worker.request({"do": what, **more}).fields["said"]


@pytest.mark.skipif(not HAS_FILTER, reason="no table of system calls for this machine")
def test_the_filter_needs_neither_rights_nor_namespaces(worker: ConfinedWorker) -> None:
    isolation = set(worker.request({"do": "echo", "say": ""}).isolation)
    assert isolation >= FILTERED | {"memory", "cpu-time", "wall-time", "open-files", "no-files-written"}
    assert isolation >= {"no-new-privileges", "few-capabilities"}


@pytest.mark.skipif(not HAS_FILTER, reason="no table of system calls for this machine")
@pytest.mark.parametrize(
    "act",
    [
        "socket",
        "socket-6",
        "socket-local",
        "socket-pair-of-datagrams",
        "start program",
        "become program",
        "fork",
        "trace parent",
        "mount",
        "signal parent",
        "signal group",
        "signals by descriptor",
        "file in memory",
        "make folder",
        "lift memory",
        "limit parent",
        "io_uring",
        "open_by_structure",
    ],
)
def test_a_forbidden_act_is_refused_and_the_worker_goes_on(worker: ConfinedWorker, act: str) -> None:
    answer = worker.request({"do": act})
    assert answer.fields["said"] in ("PermissionError", "ValueError"), answer.fields
    assert answer.fields["errno"] in (errno.EPERM, None)
    assert worker.request({"do": "echo", "say": act}).fields["said"] == act


@pytest.mark.skipif(not HAS_FILTER, reason="no table of system calls for this machine")
@pytest.mark.parametrize("act", ["clone3", "x32", "younger than the table"])
def test_calls_that_a_filter_cannot_judge_are_not_implemented(worker: ConfinedWorker, act: str) -> None:
    assert worker.request({"do": act}).fields["errno"] == errno.ENOSYS


def test_a_file_is_neither_made_nor_changed_nor_erased(worker: ConfinedWorker, tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents[:2]) if os.geteuid() == 0 else ():
        folder.chmod(0o777)  # so that a worker of another user fails for no other reason
    kept = tmp_path / "evidence"
    kept.write_bytes(b"as it was")
    kept.chmod(0o666)
    assert said(worker, "write", path=str(kept)) == "PermissionError"
    assert said(worker, "write", path=str(tmp_path / "planted")) == "PermissionError"
    assert said(worker, "erase", path=str(kept)) == "PermissionError"
    assert kept.read_bytes() == b"as it was"
    assert [one.name for one in tmp_path.iterdir()] == ["evidence"]


def test_a_service_on_this_machine_is_out_of_reach(worker: ConfinedWorker) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        assert said(worker, "call", port=port) != "allowed"
        assert said(worker, "send", port=port) != "allowed"


@pytest.mark.skipif(not HAS_FILTER, reason="no table of system calls for this machine")
def test_the_kernel_says_the_same_of_the_worker(worker: ConfinedWorker) -> None:
    """One capability may stay: reading files that belong to others."""
    lines = dict(line.split(":\t", 1) for line in str(said(worker, "status")).splitlines() if ":\t" in line)
    assert (lines["NoNewPrivs"], lines["Seccomp"]) == ("1", "2")
    for which in ("CapEff", "CapPrm", "CapInh"):
        assert int(lines[which], 16) & ~(1 << 2) == 0


@pytest.mark.skipif(not HAS_FILTER, reason="without the filter a bound on processes counts threads too")
def test_threads_and_waking_oneself_go_on_working(worker: ConfinedWorker) -> None:
    assert said(worker, "threads") == 100
    assert said(worker, "wake") == "allowed"


def test_memory_is_bounded(worker: ConfinedWorker) -> None:
    assert said(worker, "eat", bytes=64 << 20) == f"got {64 << 20}"
    assert said(worker, "eat", bytes=600 << 20) == "refused"


@pytest.mark.parametrize(
    ("without", "lost"),
    [
        (["without-filter"], {"no-sockets", "no-programs", "no-tracing", "no-signals-to-others"}),
        (["without-filter", "without-network-of-its-own"], {"no-network", "no-sockets", "no-programs"}),
        (["without-filter", "without-network-of-its-own", "without-landlock"], {"no-tcp", "read-only-files"}),
    ],
)
def test_what_the_system_refuses_to_give_is_not_claimed(without: list[str], lost: set[str]) -> None:
    with ConfinedWorker([*ROGUE, *without], LIMITS) as worker:
        isolation = set(worker.request({"do": "echo", "say": ""}).isolation)
        with socket.create_server(("127.0.0.1", 0)) as listening:
            sent = said(worker, "send", port=listening.getsockname()[1])
            called = said(worker, "call", port=listening.getsockname()[1])
    assert not isolation & lost
    assert isolation >= {"memory", "open-files", "wall-time", "cpu-time"}
    assert (sent != "allowed") == ("no-network" in isolation)
    assert (called != "allowed") == bool({"no-network", "no-tcp"} & isolation)


def test_without_a_filter_the_other_fences_hold() -> None:
    with ConfinedWorker([*ROGUE, "without-filter"], LIMITS) as worker:
        answer = worker.request({"do": "write", "path": os.devnull})
        called = said(worker, "call", port=9)
    assert (answer.fields["said"] != "allowed") == ("read-only-files" in answer.isolation)
    assert (called != "allowed") or not {"no-network", "no-tcp"} & set(answer.isolation)
