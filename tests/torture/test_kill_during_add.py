"""The short form of `kill_during_add.py`: five kills, each right after an acknowledgement."""

from __future__ import annotations

from pathlib import Path

from tests.fakes.store_ports import store_ports
from tests.torture.kill_during_add import BATCH_FILES, Figures, kill_after_lines, one_round

from affiant.store.case import Case


def test_nothing_acknowledged_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    Case.create(folder, "Torture", store_ports()).close()
    figures = Figures()
    for number in range(5):
        one_round(folder, number, kill_after_lines(1 + number * BATCH_FILES), figures)
    assert figures.faults == []
    assert len(figures.acknowledged) >= 1 + 4 * BATCH_FILES
    assert figures.cleared == 5
