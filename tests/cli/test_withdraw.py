"""``affiant withdraw``: out of use, with a reason; nothing is deleted."""

from __future__ import annotations

from pathlib import Path

from tests.fakes.command_line import CommandLine

from affiant.core.errors import ExitStatus


def test_a_withdrawn_capture_stays_in_the_case_and_out_of_packs(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    affiant.json("add", case, tmp_path / "a.txt", tmp_path / "b.txt")
    affiant.json("withdraw", case, "C00001", "--reason", "a private person")
    first, second = affiant.json("list", case, "captures")
    assert (first["withdrawn"], second["withdrawn"]) == ("a private person", None)
    assert len([path for path in (case / "objects").rglob("*") if path.is_file()]) == 2
    exported = affiant.json("export", case, "court", tmp_path / "pack")
    assert (exported["captures"], exported["of"]) == (1, 1)


def test_a_reason_is_needed_and_once_is_enough(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    (tmp_path / "a.txt").write_text("a")
    affiant.json("add", case, tmp_path / "a.txt")
    assert affiant.run("withdraw", case, "C00001", "--reason", " ").status == ExitStatus.USAGE
    affiant.json("withdraw", case, "C00001", "--reason", "double")
    again = affiant.run("withdraw", case, "C00001", "--reason", "double", "--json")
    assert again.document["error"]["code"] == "withdrawn-before"
