"""``affiant doctor``: says what is in order, and changes nothing."""

from __future__ import annotations

from pathlib import Path

from tests.fakes.command_line import CommandLine


def test_a_sound_case_is_in_order_and_unchanged(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    (tmp_path / "a.txt").write_text("a")
    affiant.json("add", case, tmp_path / "a.txt")
    before = affiant.json("list", case, "events")
    ran = affiant.run("doctor", case, "--json")
    assert {one["outcome"] for one in ran.document} <= {"pass", "warn"}, ran.document
    assert ran.status == 0
    assert affiant.json("list", case, "events") == before


def test_a_missing_object_is_found(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    (tmp_path / "a.txt").write_text("a")
    (taken,) = affiant.json("add", case, tmp_path / "a.txt")["captures"]
    next((case / "objects").rglob(taken["sha256"])).unlink()
    ran = affiant.run("doctor", case, "--json")
    assert ran.status != 0
    assert "fail" in {one["outcome"] for one in ran.document}
