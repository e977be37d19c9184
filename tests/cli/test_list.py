"""``affiant list``: the JSON forms that other programs read."""

from __future__ import annotations

from pathlib import Path

from tests.fakes.command_line import CommandLine

from affiant.core.errors import ExitStatus


def test_accounts_captures_and_events_are_listed(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    affiant.json("account", "add", case, "x:@example", "--id", "12")
    (tmp_path / "a.txt").write_text("a")
    affiant.json("add", case, tmp_path / "a.txt", "--account", "x:@example", "--url", "https://x.com/example/status/1")
    (account,) = affiant.json("list", case, "accounts")
    (capture,) = affiant.json("list", case, "captures")
    assert (account["id"], account["platform"], account["handle"], account["durable_id"]) == (
        "A001",
        "x",
        "example",
        "12",
    )
    assert (capture["id"], capture["account"], capture["url"]) == ("C00001", "A001", "https://x.com/example/status/1")
    events = affiant.json("list", case, "events")
    assert [one["seq"] for one in events] == list(range(1, len(events) + 1))
    assert {one["actor"] for one in events} == {"Test Investigator"}


def test_the_plain_form_makes_hidden_marks_visible(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    (tmp_path / "a\u202egpj.exe").write_text("a")
    affiant.json("add", case, tmp_path / "a\u202egpj.exe")
    ran = affiant.run("list", case, "captures")
    assert ran.status == 0
    assert "\u202e" not in ran.out
    assert "<U+202E>" in ran.out


def test_what_cannot_be_listed_is_wrong_usage(affiant: CommandLine) -> None:
    assert affiant.run("list", affiant.new_case(), "secrets").status == ExitStatus.USAGE
