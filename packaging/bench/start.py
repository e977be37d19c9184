"""``affiant --help``: its time, and that it loads no Qt."""

from __future__ import annotations

import statistics
import sys

from measure import ROOT, Bench, Row

BOUND = 0.25
"""Seconds."""


def rows(bench: Bench, rounds: int) -> list[Row]:
    """Start the program over and over; the median counts."""
    loaded = bench.run([sys.executable, "-I", "-X", "importtime", "-m", "affiant", "--help"]).output
    if "PySide6" in loaded:
        sys.exit("affiant --help loads PySide6")
    direct = [bench.affiant("--help").seconds for _ in range(rounds)]
    script = ROOT / "packaging" / "run"
    bench.run([script, "--help"])
    started = [bench.run([script, "--help"]).seconds for _ in range(rounds)]
    return [
        Row("affiant --help", statistics.median(direct), "bound", BOUND, "s", 1.0),
        Row("packaging/run --help", statistics.median(started), "bound", BOUND, "s", 1.0),
    ]
