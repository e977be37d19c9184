"""Appending to, and proving from, a ledger of a thousand and of a million events.

    python packaging/bench/ledger.py FOLDER [--large N]

FOLDER is emptied at the end. Both ledgers are filled in large batches; then single events are appended, each with its
signed checkpoint and its commit on disk, and proofs are taken, in turns, so that both see the same weather.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.fakes.store_ports import store_ports

from affiant.core import event_types as types
from affiant.core import tlog_proof
from affiant.core.clock import FixedClock
from affiant.core.event import Draft
from affiant.core.merkle import consistency_path, inclusion_path
from affiant.store.case import Case

BATCH = 20_000
SAMPLES = 400
MOST = 2.0


def observed(number: int) -> Draft:
    return Draft(types.ACCOUNT_OBSERVED, {"account": "A001", "kind": "url", "value": f"https://example.org/{number}"})


def fill(folder: Path, events: int) -> Case:
    start = time.perf_counter()
    clock = FixedClock(datetime(2026, 11, 3, 10, 0, tzinfo=UTC))
    case = Case.create(folder, "Benchmark", store_ports(clock=clock))
    case.record([Draft(types.ACCOUNT_ADDED, {"account": "A001", "platform": "x"})])
    while (missing := events - case.size()) > 0:
        case.record([observed(number) for number in range(min(missing, BATCH))])
    print(f"{events:>9,} events written in {time.perf_counter() - start:.1f} s")
    return case


def timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def prove(case: Case) -> None:
    """What a pack does for an exhibit, and what a witness asks for."""
    size, index = case.size(), random.randrange(case.size())
    case.event(index + 1)
    tlog_proof.write(index, inclusion_path(index, size, case.node), case.checkpoint())
    consistency_path(random.randrange(1, size), size, case.node)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--large", type=int, default=1_000_000)
    order = parser.parse_args()
    shutil.rmtree(order.folder, ignore_errors=True)
    small, large = fill(order.folder / "small", 1000), fill(order.folder / "large", order.large)
    append: dict[Case, list[float]] = {small: [], large: []}
    proof: dict[Case, list[float]] = {small: [], large: []}
    for number in range(SAMPLES):
        for case in (small, large):
            append[case].append(timed(lambda case=case, number=number: case.record([observed(number)])))
            proof[case].append(timed(lambda case=case: prove(case)))
    worst = 0.0
    for what, found in (("append and checkpoint", append), ("inclusion and consistency proof", proof)):
        less, more = statistics.median(found[small]), statistics.median(found[large])
        worst = max(worst, more / less)
        print(f"{what}: 1,000 events {less:.3f} ms, {order.large:,} events {more:.3f} ms, ratio {more / less:.2f}")
    for case in (small, large):
        start = time.perf_counter()
        case.close()
        Case.open(case.folder, store_ports(clock=FixedClock(datetime(2026, 11, 3, 10, 0, tzinfo=UTC)))).close()
        print(f"close and open again: {time.perf_counter() - start:.2f} s")
    shutil.rmtree(order.folder)
    return 0 if worst <= MOST else 1


if __name__ == "__main__":
    raise SystemExit(main())
