"""Odd but lawful words, and words that make no command: one sentence, one status, and JSON where JSON was asked for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.fakes.command_line import CommandLine

from affiant.cli.words import command_first
from affiant.core.errors import ExitStatus


@pytest.mark.parametrize(
    ("words", "ordered"),
    [
        (["--json", "list", "C", "events"], ["list", "--json", "C", "events"]),
        (["--batch", "--passphrase-file", "add", "add", "C"], ["add", "--batch", "--passphrase-file", "add", "C"]),
        (["--passphrase-file=F", "doctor"], ["doctor", "--passphrase-file=F"]),
        (["--help"], ["--help"]),
        (["--json"], ["--json"]),
        ([], []),
    ],
)
def test_common_options_may_stand_before_the_command(words: list[str], ordered: list[str]) -> None:
    assert command_first(words) == ordered


def test_options_may_stand_anywhere(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    (tmp_path / "f").write_bytes(b"x")
    assert affiant.run("--json", "add", case, tmp_path / "f").document["failed"] == []
    assert affiant.run("add", "--json", case, tmp_path / "f").document["failed"] == []
    assert affiant.run("account", "--json", "add", case, "x:@h").document["id"] == "A001"
    assert affiant.run("--json", "account", "add", case, "x:@h", "--batch").document["id"] == "A001"


@pytest.mark.parametrize(
    "words", [("list", "--json"), ("--json", "nonsense"), ("--json",), ("account", "list", "C", "--json")]
)
def test_wrong_usage_is_a_json_document_too(affiant: CommandLine, words: tuple[str, ...]) -> None:
    ran = affiant.run(*words)
    assert ran.status == ExitStatus.USAGE
    assert ran.document["error"]["code"] == "usage"
    assert "usage: affiant" in ran.talk


def test_an_empty_word_is_not_the_current_folder(
    affiant: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = affiant.new_case()
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "secret").touch()
    monkeypatch.chdir(tmp_path / "work")
    assert affiant.run("add", case, "").status == ExitStatus.USAGE
    assert affiant.json("list", case, "captures") == []


def test_words_that_are_no_text_are_refused_and_paths_may_be_anything(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    no_text = os.fsdecode(b"\xff")
    (tmp_path / no_text).touch()
    for words in (
        ("add", case, tmp_path / "f", "--note", no_text),
        ("account", "add", case, "x:@h", "--bio", no_text),
        ("review", case, no_text, "--fit", "press"),
    ):
        ran = affiant.run(*words, "--json")
        assert ran.status == ExitStatus.USAGE
        assert ran.document["error"]["code"] == "not-text"
    assert len(affiant.json("add", case, tmp_path / no_text)["captures"]) == 1
