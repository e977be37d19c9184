"""Web capture of a 6,000-pixel page and of one with 26 resources: all artefacts in the case, durable and sealed.

The first capture counts from the start of the browser (cold), the others find it running (warm).
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

from measure import Bench, Row

PAGES = ("long", "resources")
TITLES = {"long": "6,000 px", "resources": "8,800 px, 26 resources"}
COLD, WARM, MEMORY = 5.0, 2.0, 1000
"""Seconds, and MiB of all processes together."""


def rows(bench: Bench, rounds: int) -> list[Row]:
    """Capture with every engine; the median counts."""
    found = []
    for engine in ("qtwebengine", "chromium"):
        case = bench.folder / f"web-{engine}"
        bench.affiant("init", case, "--title", "Bench")
        child = subprocess.run(
            [sys.executable, Path(__file__).with_name("web_captures.py"), case, engine, str(rounds), *PAGES],
            env={**bench.environment, "AFFIANT_ALLOW_ROOT_BROWSER": "1"},
            stdout=subprocess.PIPE,
            check=True,
        )
        took = json.loads(child.stdout)
        found.append(Row(f"web, {engine}, {TITLES['long']}, cold", took["cold"], "bound", COLD, "s", 1.0))
        found += [
            Row(f"web, {engine}, {TITLES[page]}", statistics.median(took["warm"][page]), "bound", WARM, "s", 1.0)
            for page in PAGES
        ]
        found.append(Row(f"web, {engine}, memory (PSS)", took["megabytes"], "bound", MEMORY, "MiB", 1.0))
        shutil.rmtree(case)
    return found
