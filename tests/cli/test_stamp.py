"""``affiant stamp``: by courier, and refused when the words make no command."""

from __future__ import annotations

from pathlib import Path

from tests.fakes.command_line import CommandLine

from affiant.core.errors import ExitStatus


def test_a_request_is_written_and_recorded(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    made = affiant.json("stamp", "request", case, tmp_path / "out.tsq")
    assert (tmp_path / "out.tsq").read_bytes().startswith(b"\x30")
    assert made["size"] >= 1
    assert "time.requested" in [one["type"] for one in affiant.json("list", case, "events")]


def test_a_reply_that_is_none_is_refused_and_not_filed(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    affiant.json("stamp", "request", case, tmp_path / "out.tsq")
    (tmp_path / "in.tsr").write_bytes(b"no reply")
    ran = affiant.run("stamp", "accept", case, tmp_path / "in.tsr", "--json")
    assert ran.status != 0
    assert "time.accepted" not in [one["type"] for one in affiant.json("list", case, "events")]


def test_other_words_are_wrong_usage(affiant: CommandLine) -> None:
    case = affiant.new_case()
    assert affiant.run("stamp", "fetch", case, "x").status == ExitStatus.USAGE


def test_a_reply_that_is_refused_is_named(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    affiant.json("stamp", "request", case, tmp_path / "out.tsq")
    (tmp_path / "in.tsr").write_bytes(b"no reply")
    (tmp_path / "root.pem").write_text(affiant.json("identity", "show")["certificate_pem"])
    ran = affiant.run("stamp", "accept", case, tmp_path / "in.tsr", "--authority-root", tmp_path / "root.pem", "--json")
    assert ran.document["error"]["code"] == "time-reply-form"
    assert ran.document["error"]["subject"] == str(tmp_path / "in.tsr")
    assert ran.document["error"]["remedy"]
