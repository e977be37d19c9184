"""Entry of the command line: help, usage, errors and statuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.command_line import CommandLine

from affiant.cli import main as entry
from affiant.cli.registry import COMMANDS, Entry
from affiant.core.errors import Cancelled, ExitStatus


def test_help_names_every_command(affiant: CommandLine) -> None:
    ran = affiant.run("--help")
    assert ran.status == 0
    assert all(f"  {one.name} " in ran.out and one.summary in ran.out for one in COMMANDS)


def test_an_unknown_command_is_wrong_usage(affiant: CommandLine) -> None:
    assert affiant.run("nonsense").status == ExitStatus.USAGE


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda one: one.name)
def test_every_command_explains_itself(affiant: CommandLine, entry: Entry) -> None:
    ran = affiant.run(entry.name, "--help")
    assert ran.status == 0
    assert entry.load().name == entry.name
    assert entry.load().summary == entry.summary
    assert "--passphrase-file" in ran.out


def test_an_expected_error_is_a_sentence_a_remedy_and_a_status(affiant: CommandLine, tmp_path: Path) -> None:
    ran = affiant.run("list", tmp_path / "nothing", "captures", "--json")
    assert ran.status == ExitStatus.USAGE
    assert ran.document["error"]["code"] == "case-missing"
    assert ran.document["error"]["remedy"]
    assert "(case-missing)" in ran.talk


def test_json_is_the_only_thing_on_standard_output(affiant: CommandLine) -> None:
    case = affiant.new_case()
    ran = affiant.run("list", case, "events", "--json")
    assert isinstance(ran.document, list)
    assert ran.talk == ""


class _Failing:
    name = "list"
    summary = "list accounts, captures or events"

    def __init__(self, error: BaseException) -> None:
        self._error = error

    def configure(self, parser: object) -> None:
        pass

    def run(self, options: object, system: object, terminal: object) -> ExitStatus:
        raise self._error


@pytest.mark.parametrize(
    ("error", "status"),
    [(Cancelled(), ExitStatus.CANCELLED), (KeyboardInterrupt(), ExitStatus.CANCELLED), (KeyError("x"), ExitStatus.BUG)],
)
def test_a_cancelled_command_and_a_bug_have_statuses_of_their_own(
    affiant: CommandLine, monkeypatch: pytest.MonkeyPatch, error: BaseException, status: ExitStatus
) -> None:
    monkeypatch.setattr(entry, "COMMANDS", (Entry("list", "s", lambda: _Failing(error)),))
    ran = affiant.run("list")
    assert ran.status == status
    assert ("bug in Affiant" in ran.talk) == (status == ExitStatus.BUG)


def test_hostile_text_cannot_steer_the_terminal(affiant: CommandLine) -> None:
    ran = affiant.run("list", "\x1b[2J\u202efolder", "captures")
    assert "\x1b" not in ran.talk
    assert "<U+001B>" in ran.talk
    assert "<U+202E>" in ran.talk
