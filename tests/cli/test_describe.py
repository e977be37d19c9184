from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.command_line import CommandLine

from affiant.core.errors import ExitStatus


@pytest.fixture
def affiant(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    return CommandLine(tmp_path, capsys, monkeypatch)


@pytest.fixture
def case(affiant: CommandLine, tmp_path: Path) -> Path:
    made = affiant.new_case()
    (tmp_path / "post.txt").write_text("The water is off.")
    affiant.json("add", made, tmp_path / "post.txt")
    affiant.json("account", "add", made, "x:@example")
    return made


def test_what_is_said_later_counts_and_the_capture_stays_as_it_was(affiant: CommandLine, case: Path) -> None:
    before = affiant.json("list", case, "captures")
    said = affiant.json("describe", case, "1", "--account", "x:@example", "--url", "https://x.com/example/status/20")
    assert said == {
        "captures": [{"id": "C00001", "account": "A001", "url": "https://x.com/example/status/20", "note": None}]
    }
    again = affiant.json("describe", case, "C00001", "--note", "Seen twice")
    assert again["captures"][0]["url"] == "https://x.com/example/status/20"
    after = affiant.json("list", case, "captures")
    assert before[0]["captured_at"] == after[0]["captured_at"]
    verdict = affiant.run("verify", case, "--json")
    assert verdict.document["lines"]["contents"]["state"] == "pass"


def test_saying_nothing_and_unknown_captures_change_nothing(affiant: CommandLine, case: Path) -> None:
    size = len(affiant.json("list", case, "events"))
    nothing = affiant.run("describe", case, "C00001", "--json")
    assert (nothing.status, nothing.document["error"]["code"]) == (ExitStatus.USAGE, "nothing-said")
    unknown = affiant.run("describe", case, "C00001", "C00009", "--note", "x", "--json")
    assert unknown.status == ExitStatus.USAGE
    events = affiant.json("list", case, "events")
    assert [one for one in events[size:] if one["type"] == "capture.described"] == []
