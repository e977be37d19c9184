"""``affiant verify``: three lines and a status that a script can trust."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.command_line import CommandLine

from affiant.core.errors import ExitStatus


@pytest.fixture
def pack(affiant: CommandLine, tmp_path: Path) -> Path:
    case = affiant.new_case()
    (tmp_path / "a.txt").write_text("evidence")
    affiant.json("add", case, tmp_path / "a.txt")
    affiant.json("export", case, "court", tmp_path / "pack")
    affiant.json("identity", "export", tmp_path / "trust.json")
    return tmp_path / "pack"


def states(document: dict[str, dict[str, dict[str, str]]]) -> dict[str, str]:
    return {name: line["state"] for name, line in document["lines"].items()}


def test_a_good_pack_without_trust_is_incomplete_and_never_passes_its_signer(affiant: CommandLine, pack: Path) -> None:
    ran = affiant.run("verify", pack, "--json")
    assert (ran.status, ran.document["verdict"]) == (ExitStatus.INCOMPLETE, "incomplete")
    assert states(ran.document) == {"contents": "pass", "signer": "warn", "time": "warn"}
    assert ran.document["does_not_prove"]


def test_with_trust_the_signer_passes(affiant: CommandLine, pack: Path, tmp_path: Path) -> None:
    ran = affiant.run("verify", pack, "--trust", tmp_path / "trust.json", "--json")
    assert ran.status == ExitStatus.INCOMPLETE
    assert states(ran.document) == {"contents": "pass", "signer": "pass", "time": "warn"}


def test_a_flipped_bit_fails_and_names_the_file(affiant: CommandLine, pack: Path) -> None:
    (file,) = (pack / "data/exhibits/E001").glob("E001-01*")
    file.chmod(0o600)
    file.write_bytes(file.read_bytes()[:-1] + b"E")
    ran = affiant.run("verify", pack, "--json")
    assert (ran.status, ran.document["verdict"]) == (ExitStatus.FAILED_VERIFICATION, "failed")
    failed = {one["subject"] for one in ran.document["findings"] if one["outcome"] == "fail"}
    assert f"data/exhibits/E001/{file.name}" in failed


def test_the_plain_form_has_the_three_lines(affiant: CommandLine, pack: Path) -> None:
    out = affiant.run("verify", pack).out.lower()
    assert all(word in out for word in ("contents", "signer", "time"))


def test_a_case_is_verified_too(affiant: CommandLine, pack: Path, tmp_path: Path) -> None:
    ran = affiant.run("verify", tmp_path / "case", "--json")
    assert states(ran.document)["contents"] == "pass"


def test_what_is_neither_pack_nor_case_is_wrong_usage(affiant: CommandLine, tmp_path: Path) -> None:
    ran = affiant.run("verify", tmp_path / "nothing", "--json")
    assert ran.status == ExitStatus.USAGE


def test_a_file_that_is_no_trust_file_is_named(affiant: CommandLine, pack: Path, tmp_path: Path) -> None:
    (tmp_path / "wrong.json").write_text("no trust")
    for target in (pack, tmp_path / "case"):
        ran = affiant.run("verify", target, "--trust", tmp_path / "wrong.json", "--json")
        assert ran.status == ExitStatus.USAGE
        assert ran.document["error"]["code"] == "trust-unusable"
        assert "wrong.json" in ran.document["error"]["subject"]
        assert "identity export" in ran.document["error"]["remedy"]
