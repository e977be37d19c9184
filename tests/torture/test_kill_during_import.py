"""Kill -9 while an export is imported: the originals are there or they are not, and records never are by halves."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.fakes.store_ports import store_ports
from tests.fakes.system import Warned, make_system

from affiant.core import event_types
from affiant.core.progress import Silent
from affiant.store.case import Case
from affiant.workflow.import_export import ImportOrder, import_export

LINES = 3_000
PROGRAM = Path(__file__).with_name("kill_during_import.py")


@pytest.mark.parametrize(
    ("what", "count", "captures"),
    [
        ("Taking files", 1, 0),
        ("Looking at the export", 1, 1),
        ("Reading the export", 1, 1),
        ("Reading the export", 4, 1),
    ],
)
def test_a_killed_import_leaves_whole_originals_and_no_half_of_records(
    tmp_path: Path, what: str, count: int, captures: int
) -> None:
    export = tmp_path / "_chat.txt"
    export.write_text("".join(f"{1 + n % 28}/{1 + n % 12}/24, 10:00 - Ann: message {n}\n" for n in range(LINES)))
    folder = tmp_path / "case"
    Case.create(folder, "Torture", store_ports()).close()
    killed = subprocess.run([sys.executable, PROGRAM, folder, export, what, str(count)], check=False)
    assert killed.returncode == -signal.SIGKILL
    with Case.open(folder, store_ports(label="after")) as case:
        taken = list(case.captures())
        assert len(taken) == captures
        for one in taken:
            assert case.object_path(one.artefacts[0].sha256).read_bytes() == export.read_bytes()
        assert list(case.events_of_type(event_types.EXPORT_READ)) == []
        assert case.count_records() == 0
        assert list((folder / "objects").rglob("*.part")) == []
        outcome = import_export(case, ImportOrder(export), make_system(tmp_path, Warned()), Silent())
        assert outcome.what.read == {"message": LINES}
        assert case.count_records() == LINES
