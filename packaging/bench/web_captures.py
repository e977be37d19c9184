"""The child of `web.py`: captures pages of the test site into a real case, and prints times and memory as JSON.

python packaging/bench/web_captures.py CASE ENGINE ROUNDS PAGE…
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.fakes.site.server import Site

from affiant.core.progress import Silent
from affiant.workflow.capture_web import capture_web
from affiant.workflow.cases import open_case
from affiant.workflow.identities import unlock_identity
from affiant.workflow.system import system_from_environment
from affiant.workflow.web_browsers import open_browser
from affiant.workflow.web_pages import Page, WebCaptureOrder

BETWEEN = 0.05
"""Seconds between two looks at the memory."""


def processes_below(top: int) -> list[int]:
    """Ids of a process and all that come of it."""
    parents: dict[int, list[int]] = {}
    for name in (one.name for one in Path("/proc").iterdir()):
        try:
            fields = Path("/proc", name, "stat").read_text(errors="replace").rpartition(")")[2].split()
            parents.setdefault(int(fields[1]), []).append(int(name))
        except (OSError, IndexError, ValueError):
            continue
    found, waiting = [], [top]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += parents.get(one, [])
    return found


def proportional_kib(process: int) -> int:
    """The share of memory that a process answers for (PSS), in KiB."""
    try:
        lines = Path("/proc", str(process), "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


class Memory(threading.Thread):
    """Looks at the memory of this process and all below it, again and again."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0
        self._over = threading.Event()

    def run(self) -> None:
        """See `threading.Thread`."""
        while not self._over.wait(BETWEEN):
            self.most = max(self.most, sum(proportional_kib(one) for one in processes_below(os.getpid())))

    def end(self) -> float:
        """Stop looking; the most that was seen, in MiB."""
        self._over.set()
        self.join()
        return self.most / 1024


def main(folder: Path, engine: str, rounds: int, pages: list[str]) -> None:
    """Capture each page over and over; then once more, for the memory: looking at it takes time."""
    system = system_from_environment(os.environ, warn=lambda words: sys.exit(str(words)))
    found: dict[str, object] = {}
    with Site() as site, open_case(system, unlock_identity(system), folder) as case:
        begun = time.perf_counter()
        with open_browser(system, engine) as browser:

            def capture(page: str) -> float:
                begun = time.perf_counter()
                outcome = capture_web(case, system, browser, WebCaptureOrder((Page(site.url(page)),)), Silent())
                took = time.perf_counter() - begun
                if outcome.failed or outcome.captures[0].not_obtained:
                    sys.exit(f"{page}: {outcome}")
                return took

            capture(pages[0])
            found["cold"] = time.perf_counter() - begun
            found["warm"] = {page: [capture(page) for _ in range(rounds)] for page in pages}
            memory = Memory()
            memory.start()
            for page in pages:
                capture(page)
            found["megabytes"] = memory.end()
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4:])
