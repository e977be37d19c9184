"""Runs the benchmarks and prints them as a table of ratios. Sizes are those of the design unless told otherwise."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import add
import imports
import screen
import start
import web
from measure import Bench, Row

import verify

WHICH = ("start", "add", "import", "screen", "web", "verify", "ledger")


def main() -> int:
    """Run what was chosen; status 1 when a ratio is below what is wanted."""
    parser = argparse.ArgumentParser(prog="packaging/bench/run", description=__doc__)
    parser.add_argument("which", nargs="*", default=list(WHICH), metavar="|".join(WHICH))
    parser.add_argument("--files", type=int, default=3500, help="files for add (3500)")
    parser.add_argument("--kilobytes", type=int, default=300, help="size of each (300)")
    parser.add_argument("--big", type=int, default=4000, metavar="MB", help="one big file for add (4000)")
    parser.add_argument("--pack", type=int, default=5000, metavar="MB", help="size of the pack for verify (5000)")
    parser.add_argument("--pack-files", type=int, default=1000, help="files in it (1000)")
    parser.add_argument("--messages", type=int, default=5000, help="messages of a Telegram export (5000)")
    parser.add_argument("--lines", type=int, default=100_000, help="lines of a WhatsApp chat (100000)")
    parser.add_argument("--rounds", type=int, default=2, help="the best of so many counts (2)")
    parser.add_argument("--folder", type=Path, help="where to work; needs three times the largest size")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="affiant-bench-", dir=options.folder))
    rows: list[Row] = []
    try:
        bench = Bench(folder)
        if "start" in options.which:
            rows += start.rows(bench, max(10, options.rounds))
        if "add" in options.which:
            rows += add.rows(bench, options.files, options.kilobytes, options.big, options.rounds)
        if "import" in options.which:
            rows += imports.rows(bench, options.messages, options.lines, options.rounds)
        if "screen" in options.which:
            rows += screen.rows(bench, max(5, options.rounds))
        if "web" in options.which:
            rows += web.rows(bench, max(5, options.rounds))
        if "verify" in options.which:
            rows += verify.rows(bench, options.pack, options.pack_files, options.rounds)
        if rows:
            _print(rows)
        good = all(row.ratio >= row.wanted for row in rows)
        if "ledger" in options.which:
            ledger = [sys.executable, Path(__file__).with_name("ledger.py"), folder / "ledger"]
            good = subprocess.run(ledger, check=False).returncode == 0 and good
    finally:
        shutil.rmtree(folder)
    return 0 if good else 1


def _print(rows: list[Row]) -> None:
    wide = max(len(row.work) for row in rows)
    print(f"{'work':<{wide}}  {'ours':>11}  {'against':<26}{'theirs':>11}  {'ratio':>7}  {'wanted':>6}")
    for row in rows:
        good = "" if row.ratio >= row.wanted else "  BELOW"
        ours, theirs = f"{row.ours:.2f} {row.unit}", f"{row.theirs:.2f} {row.unit}"
        figures = f"{ours:>11}  {row.against:<26}{theirs:>11}  {row.ratio:>6.2f}×  {row.wanted:>5.2f}×"
        print(f"{row.work:<{wide}}  {figures}{good}")


if __name__ == "__main__":
    sys.exit(main())
