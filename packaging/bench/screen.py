"""The whole screen of 3840 × 2160: from the shutter to a durable, sealed capture, and to the card that asks for a note.

The real page takes a display in memory with text, a gradient, a photograph's noise and plain areas on it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

from measure import Bench, Row

WIDTH, HEIGHT = 3840, 2160
DURABLE, CARD = 0.3, 0.5
"""Seconds, at most."""


def rows(bench: Bench, rounds: int) -> list[Row]:
    """Take pictures over and over; the median counts."""
    case = bench.folder / "screen-case"
    bench.affiant("init", case, "--title", "Bench")
    read_end, write_end = os.pipe()
    size = f"{WIDTH}x{HEIGHT}x24"
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", size, "-nolisten", "tcp", "-noreset"],
        pass_fds=(write_end,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    try:
        with os.fdopen(read_end) as told:
            environment = {**bench.environment, "DISPLAY": f":{told.readline().strip()}", "QT_QPA_PLATFORM": "xcb"}
        child = subprocess.run(
            [sys.executable, Path(__file__).with_name("screen_shots.py"), case, str(rounds)],
            env=environment,
            stdout=subprocess.PIPE,
            check=True,
        )
    finally:
        server.terminate()
        server.wait()
    taken = json.loads(child.stdout)
    durable, card = (statistics.median(one[key] for one in taken) for key in ("durable", "card"))
    return [
        Row("screen 3840 × 2160, durable", durable, "bound", DURABLE, "s", 1.0),
        Row("screen 3840 × 2160, card", card, "bound", CARD, "s", 1.0),
    ]
