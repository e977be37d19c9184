"""``affiant review``: a person's judgement opens a profile, and closes it again."""

from __future__ import annotations

from pathlib import Path

from tests.fakes.command_line import CommandLine

from affiant.core.errors import ExitStatus


def test_a_press_pack_waits_for_the_review_of_every_capture(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    (tmp_path / "a.txt").write_text("a")
    affiant.json("add", case, tmp_path / "a.txt")
    refused = affiant.run("export", case, "press", tmp_path / "one", "--json")
    assert refused.status == ExitStatus.USAGE
    assert not (tmp_path / "one").exists()
    affiant.json("review", case, "C00001", "--fit", "press", "--note", "seen")
    affiant.json("export", case, "press", tmp_path / "two")
    affiant.json("review", case, "1", "--unfit", "press")
    assert affiant.run("export", case, "press", tmp_path / "three").status == ExitStatus.USAGE


def test_an_unknown_capture_records_nothing(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    (tmp_path / "a.txt").write_text("a")
    affiant.json("add", case, tmp_path / "a.txt")
    assert affiant.run("review", case, "C00001", "C00009", "--fit", "press").status == ExitStatus.USAGE
    assert "capture.reviewed" not in [one["type"] for one in affiant.json("list", case, "events")]


def test_a_review_says_fit_or_unfit(affiant: CommandLine) -> None:
    assert affiant.run("review", affiant.new_case(), "C00001").status == ExitStatus.USAGE
