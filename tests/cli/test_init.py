"""``affiant init``: a new case, and never over something that is there."""

from __future__ import annotations

from pathlib import Path

from tests.fakes.command_line import CommandLine

from affiant.core.errors import ExitStatus


def test_a_case_is_made_with_its_title(affiant: CommandLine, tmp_path: Path) -> None:
    affiant.json("identity", "new", "Unit 7")
    made = affiant.json("init", tmp_path / "case", "--title", "پانی")
    assert made["title"] == "پانی"
    assert (tmp_path / "case" / "case.sqlite").is_file()
    assert affiant.json("list", tmp_path / "case", "captures") == []
    assert affiant.json("list", tmp_path / "case", "events")[0]["type"] == "case.created"


def test_the_identity_is_made_first_when_a_name_is_given(affiant: CommandLine, tmp_path: Path) -> None:
    ran = affiant.run("init", tmp_path / "case", "--title", "T")
    assert ran.status == ExitStatus.USAGE
    assert not (tmp_path / "case").exists()
    affiant.json("init", tmp_path / "case", "--title", "T", "--name", "Unit 7")
    assert affiant.json("identity", "show")["name"] == "Unit 7"


def test_a_folder_that_holds_something_is_not_touched(affiant: CommandLine, tmp_path: Path) -> None:
    affiant.json("identity", "new", "Unit 7")
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    assert affiant.run("init", folder, "--title", "T").status == ExitStatus.USAGE
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_a_file_in_the_place_of_the_case_is_named_and_kept(affiant: CommandLine, tmp_path: Path) -> None:
    affiant.json("identity", "new", "Unit 7")
    (tmp_path / "file").write_bytes(b"mine")
    ran = affiant.run("init", tmp_path / "file", "--title", "T", "--json")
    assert ran.status == ExitStatus.USAGE
    assert ran.document["error"]["code"] == "case-exists"
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_without_identity_and_name_the_remedy_names_the_option(affiant: CommandLine, tmp_path: Path) -> None:
    ran = affiant.run("init", tmp_path / "case", "--title", "T", "--batch", "--json")
    assert ran.document["error"]["code"] == "identity-missing"
    assert "--name NAME" in ran.document["error"]["remedy"]
