"""Several workers side by side."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from affiant.confined.limits import Limits
from affiant.confined.pool import WorkerPool
from affiant.confined.worker import ConfinedWorker, WorkerError

ROGUE = [sys.executable, "-I", str(Path(__file__).parents[1] / "fakes" / "rogue_worker.py")]


def make() -> ConfinedWorker:
    return ConfinedWorker(ROGUE, Limits())


def test_two_workers_answer_side_by_side_and_each_caller_gets_its_own_answer() -> None:
    with WorkerPool(make) as pool, ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda number: pool.request({"do": "echo", "say": number}).fields, range(40)))
    assert [one["said"] for one in answers] == list(range(40))
    assert 1 <= len({one["pid"] for one in answers}) <= pool.size


def test_a_failed_worker_goes_back_into_the_pool() -> None:
    with WorkerPool(make, size=1) as pool:
        with pytest.raises(WorkerError):
            pool.request({"do": "die"})
        assert pool.request({"do": "echo", "say": "on"}).fields["said"] == "on"


def test_a_closed_pool_refuses() -> None:
    pool = WorkerPool(make)
    pool.close()
    with pytest.raises(WorkerError) as failed:
        pool.request({"do": "echo", "say": ""})
    assert failed.value.code == "worker-closed"
