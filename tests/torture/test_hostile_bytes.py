"""A part of the campaign of `hostile_bytes` with each run of the tests: some of its files, the same bounds."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.torture import hostile_bytes
from tests.torture.hostile_bytes import EXPORTS, HOSTILE, SAMPLES, Figures, copies, samples

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no samples; AFFIANT_SAMPLES names them")


def test_hostile_and_damaged_files_give_facts_or_a_reason_in_time_and_within_bounds(tmp_path: Path) -> None:
    hostile = samples(HOSTILE)
    chosen = [*hostile[::9], *copies([*hostile[::31], *samples(EXPORTS)[::9]], 1, tmp_path)]
    figures = Figures()
    hostile_bytes.examine(chosen, figures)
    assert figures.breaches == []
    assert figures.examined["read"] > 20


def test_readers_of_exports_end_well_on_what_is_hostile_and_damaged(tmp_path: Path) -> None:
    web, exports = samples(("web",)), samples(EXPORTS)
    chosen = [*web[::5], *copies([*web[::7], *exports[::17]], 1, tmp_path), *samples(("pdf", "images"))[::80]]
    figures = Figures()
    hostile_bytes.read_exports(chosen, figures)
    assert figures.breaches == []
    assert sum(count for said, count in figures.read.items() if said.endswith(": read")) > 5


def test_what_cannot_be_read_is_kept_all_the_same(tmp_path: Path) -> None:
    hostile = samples(HOSTILE)[::45]
    (tmp_path / "copies").mkdir()
    chosen = [*hostile, *copies(hostile, 1, tmp_path / "copies")]
    figures = Figures()
    assert hostile_bytes.custody(chosen, tmp_path, figures) == len(chosen)
    assert figures.breaches == []


def test_the_campaign_sees_a_file_that_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen to fail: with a program that takes nothing, no file is in the case."""
    (tmp_path / "a").write_bytes(b"evidence")
    monkeypatch.setattr(hostile_bytes, "PROGRAM", ["true"])
    figures = Figures()
    assert hostile_bytes.custody([tmp_path / "a"], tmp_path, figures) == 0
    assert figures.breaches == ["a: not in the case"]
