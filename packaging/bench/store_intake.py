"""Taking files into a case against `cp -r` + `sync` + `sha256sum` of the same files, in one run.

    python packaging/bench/store_intake.py FOLDER [--files N] [--kilobytes N]

FOLDER gets the input, two copies and a case, and is emptied at the end. The store alone is measured; `add` of the
command line also looks into the files.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.fakes.store_ports import capture_draft, store_ports

from affiant.core.progress import Silent
from affiant.store.case import Case

BATCH_FILES = 256


def make_input(folder: Path, files: int, size: int) -> None:
    folder.mkdir(parents=True)
    for number in range(files):
        with (folder / f"{number:05d}.bin").open("wb") as out:
            left = size
            while left:
                left -= out.write(os.urandom(min(left, 1 << 24)))
    subprocess.run(["sync"], check=True)


def copy_sync_hash(source: Path, target: Path) -> float:
    start = time.perf_counter()
    subprocess.run(["cp", "-r", source, target], check=True)
    subprocess.run(["sync"], check=True)
    with Path(os.devnull).open("wb") as nowhere:
        subprocess.run(["sha256sum", *sorted(target.iterdir())], check=True, stdout=nowhere)
    return time.perf_counter() - start


def take_in(source: Path, folder: Path) -> float:
    files = sorted(source.iterdir())
    with Case.create(folder, "Benchmark", store_ports()) as case:
        start = time.perf_counter()
        for first in range(0, len(files), BATCH_FILES):
            with case.batch() as batch:
                for path in files[first : first + BATCH_FILES]:
                    with path.open("rb", buffering=0) as stream:
                        stored = batch.intake(stream, Silent())
                    batch.record(capture_draft(batch.next_capture_number(), stored, path.name))
                batch.commit()
        return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=3500)
    parser.add_argument("--kilobytes", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=2)
    order = parser.parse_args()
    source = order.folder / "input"
    shutil.rmtree(order.folder, ignore_errors=True)
    make_input(source, order.files, order.kilobytes * 1000)
    for round_number in range(order.rounds):
        theirs = copy_sync_hash(source, order.folder / f"copy{round_number}")
        shutil.rmtree(order.folder / f"copy{round_number}")
        subprocess.run(["sync"], check=True)
        ours = take_in(source, order.folder / f"case{round_number}")
        shutil.rmtree(order.folder / f"case{round_number}")
        subprocess.run(["sync"], check=True)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        print(
            f"{order.files} x {order.kilobytes} kB: cp+sync+sha256sum {theirs:.2f} s, store {ours:.2f} s, "
            f"ratio {theirs / ours:.2f}x, peak memory {peak:.0f} MB"
        )
    shutil.rmtree(order.folder)


if __name__ == "__main__":
    main()
