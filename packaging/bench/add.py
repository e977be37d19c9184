"""`add` against ``cp -r``, ``sync`` and ``sha256sum`` of the same files in the same run, durable, with cold files."""

from __future__ import annotations

import shutil
from pathlib import Path

from measure import Bench, Row, cool, random_file

MEMORY = 200
"""MiB that `add` may use."""


def rows(bench: Bench, files: int, kilobytes: int, big_megabytes: int, rounds: int) -> list[Row]:
    """Measure many small files and one big one."""
    many = bench.folder / "many"
    many.mkdir()
    for number in range(files):
        random_file(many / f"file-{number:05d}.bin", kilobytes * 1000)
    found = _against_copy(bench, many, f"add {files} × {kilobytes} kB", rounds)
    shutil.rmtree(many)
    one = bench.folder / "one"
    one.mkdir()
    random_file(one / "big.bin", big_megabytes * 1_000_000)
    found += _against_copy(bench, one, f"add 1 × {big_megabytes} MB", rounds)
    shutil.rmtree(one)
    return found


def _against_copy(bench: Bench, source: Path, work: str, rounds: int) -> list[Row]:
    """Take turns; the best of each counts."""
    ours, theirs, megabytes = [], [], []
    case, copy = bench.folder / "case", bench.folder / "copy"
    script = 'cp -r "$1" "$2" && sync && find "$2" -type f -print0 | xargs -0 sha256sum >/dev/null'
    for _ in range(rounds):
        cool(source)
        theirs.append(bench.run(["bash", "-c", script, "copy", source, copy]).seconds)
        shutil.rmtree(copy)
        bench.affiant("init", case, "--title", "Bench")
        cool(source)
        added = bench.affiant("add", case, source)
        ours.append(added.seconds)
        megabytes.append(added.megabytes)
        shutil.rmtree(case)
    return [
        Row(work, min(ours), "cp -r + sync + sha256sum", min(theirs), "s", 1.0),
        Row(f"{work}, memory", max(megabytes), "bound", MEMORY, "MiB", 1.0),
    ]
