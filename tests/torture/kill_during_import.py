"""A child that imports an export and kills itself, with -9, at one of its own reports of progress.

    python tests/torture/kill_during_import.py CASE EXPORT WHAT COUNT

WHAT is the phrase of the report, COUNT the how-manieth of its kind is the last.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.fakes.store_ports import store_ports
from tests.fakes.system import Warned, make_system

from affiant.store.case import Case
from affiant.workflow.import_export import ImportOrder, import_export


class Killer:
    """A progress that ends the process."""

    def __init__(self, what: str, count: int) -> None:
        self._what = what
        self._left = count

    def report(self, done: int, total: int | None, what: str) -> None:
        self._left -= what == self._what
        if self._left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    folder, export = Path(sys.argv[1]), Path(sys.argv[2])
    with Case.open(folder, store_ports(label=f"child {sys.argv[3:]}")) as case:
        import_export(
            case, ImportOrder(export), make_system(folder.parent, Warned()), Killer(sys.argv[3], int(sys.argv[4]))
        )
