"""``affiant export``: a pack, and nothing left behind when it is refused."""

from __future__ import annotations

from pathlib import Path

from tests.fakes.command_line import CommandLine

from affiant.core.errors import ExitStatus


def case_of_two(affiant: CommandLine, folder: Path) -> Path:
    case = affiant.new_case()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(name)
    affiant.json("add", case, folder / "a.txt", folder / "b.txt")
    return case


def test_a_pack_is_written_and_described(affiant: CommandLine, tmp_path: Path) -> None:
    case = case_of_two(affiant, tmp_path)
    made = affiant.json("export", case, "court", tmp_path / "pack")
    assert list(made) == ["pack", "files", "captures", "of", "fingerprint", "time"]
    assert (made["captures"], made["of"], made["time"]) == (2, 2, "pending")
    assert made["files"] == sum(1 for path in (tmp_path / "pack").rglob("*") if path.is_file())
    assert made["fingerprint"] == affiant.json("identity", "show")["fingerprint_sha256"]
    assert "pack.exported" in [one["type"] for one in affiant.json("list", case, "events")]


def test_chosen_captures_are_n_of_m(affiant: CommandLine, tmp_path: Path) -> None:
    case = case_of_two(affiant, tmp_path)
    made = affiant.json("export", case, "court", tmp_path / "pack.zip", "--captures", "2")
    assert (made["captures"], made["of"]) == (1, 2)
    assert (tmp_path / "pack.zip").is_file()


def test_captures_may_be_given_with_commas(affiant: CommandLine, tmp_path: Path) -> None:
    case = case_of_two(affiant, tmp_path)
    made = affiant.json("export", case, "court", tmp_path / "pack", "--captures", "C00001,2")
    assert (made["captures"], made["of"]) == (2, 2)


def test_a_target_that_is_there_is_not_touched(affiant: CommandLine, tmp_path: Path) -> None:
    case = case_of_two(affiant, tmp_path)
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "mine.txt").write_text("mine")
    assert affiant.run("export", case, "court", tmp_path / "pack").status == ExitStatus.USAGE
    assert [path.name for path in (tmp_path / "pack").iterdir()] == ["mine.txt"]


def test_an_authority_without_its_root_is_refused_before_anything_is_made(affiant: CommandLine, tmp_path: Path) -> None:
    case = case_of_two(affiant, tmp_path)
    refused = affiant.run("export", case, "court", tmp_path / "pack", "--authority", "http://127.0.0.1:9/", "--json")
    assert refused.document["error"]["code"] == "authority-root-missing"
    assert not (tmp_path / "pack").exists()


def test_a_pack_is_not_written_into_the_case(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    (tmp_path / "f").write_bytes(b"x")
    affiant.json("add", case, tmp_path / "f")
    ran = affiant.run("export", case, "court", case / "pack", "--json")
    assert ran.status == ExitStatus.USAGE
    assert ran.document["error"]["code"] == "target-in-case"
    assert not (case / "pack").exists()
