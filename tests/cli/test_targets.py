"""``affiant targets``: add, list and run."""

from __future__ import annotations

import io
import sys
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.fakes.command_line import CommandLine
from tests.fakes.page_capturer import FakeCapturer, unreachable

from affiant.cli.commands import targets as command
from affiant.core.errors import ExitStatus
from affiant.workflow import target_runs
from affiant.workflow.pausing import Pause

ONE, TWO = "https://x.example/1", "https://x.example/2"
FIELDS = [
    "id", "number", "list", "row", "given", "url", "platform", "handle", "account", "note", "duplicate_of",
    "captured_before", "problem", "state", "tries", "capture", "code",
]  # fmt: skip


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> FakeCapturer:
    """A browser that is none, on a computer with a network."""
    made = FakeCapturer()
    monkeypatch.setattr(command, "open_browser", lambda *_, **__: nullcontext(made))
    monkeypatch.setattr(command, "run_targets", _online)
    return made


def _online(case, system, open_browser, order, progress, pause: Pause):
    around = {**system.environment(), "online": "yes"}
    return target_runs.run_targets(
        case, replace(system, environment=lambda: around), open_browser, order, progress, pause
    )


def test_a_list_is_added_shown_and_run(affiant: CommandLine, browser: FakeCapturer, tmp_path: Path) -> None:
    case = affiant.new_case()
    listed = tmp_path / "list.csv"
    listed.write_text(f"{ONE}\nnothing\n{TWO}\n{ONE}\n")
    added = affiant.json("targets", "add", case, listed)["targets"]
    assert all(list(one) == FIELDS for one in added)
    assert [(one["id"], one["row"], one["state"], one["duplicate_of"]) for one in added] == [
        ("T00001", 1, "to-capture", None),
        ("T00002", 2, "no-address", None),
        ("T00003", 3, "to-capture", None),
        ("T00004", 4, "to-capture", "T00001"),
    ]
    browser.problems[TWO] = unreachable()
    ran = affiant.run("targets", "run", case, "--json")
    assert ran.status == ExitStatus.INCOMPLETE
    assert list(ran.document) == ["tried", "to_capture", "offline"]
    assert [(one["target"], one["outcome"]) for one in ran.document["tried"]] == [
        ("T00004", "left-out"),
        ("T00001", "captured"),
        ("T00003", "failed"),
    ]
    assert ran.document["tried"][1]["capture"]["id"] == "C00001"
    assert ran.document["tried"][2]["failed"]["code"] == "web-unreachable"
    browser.problems.clear()
    assert affiant.run("targets", "run", case, "--retry-failed").status == ExitStatus.DONE
    shown = affiant.json("targets", "list", case)["targets"]
    assert [one["state"] for one in shown] == ["captured", "no-address", "captured", "left-out"]
    text = affiant.run("targets", "list", case).out
    assert "T00002  No address   - -                      nothing  (this is no address of a page)" in text
    assert "double of T00001" in text


def test_a_list_comes_from_standard_input_too(
    affiant: CommandLine, browser: FakeCapturer, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = affiant.new_case()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(f"{ONE}\n".encode()), isatty=lambda: False))
    (added,) = affiant.json("targets", "add", case, "-")["targets"]
    assert (added["url"], added["list"]) == (ONE, None)


def test_offline_everything_stays_to_be_captured_and_that_is_no_failure(
    affiant: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offline(case, system, open_browser, order, progress, pause: Pause):
        around = {**system.environment(), "online": "no"}
        quiet = replace(system, environment=lambda: around)
        return target_runs.run_targets(case, quiet, open_browser, order, progress, pause)

    case = affiant.new_case()
    listed = tmp_path / "list.txt"
    listed.write_text(ONE)
    affiant.json("targets", "add", case, listed)
    monkeypatch.setattr(command, "run_targets", offline)
    ran = affiant.run("targets", "run", case)
    assert ran.status == ExitStatus.INCOMPLETE
    assert "0 captured, 0 failed, 1 still to capture." in ran.out
    assert "no network" in ran.out
    assert affiant.json("targets", "list", case)["targets"][0]["tries"] == 0


def test_a_list_that_cannot_be_read_is_named(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    ran = affiant.run("targets", "add", case, tmp_path / "missing", "--json")
    assert ran.status == ExitStatus.USAGE
    assert ran.document["error"]["code"] == "list-unreadable"


def test_hostile_rows_do_not_steer_the_terminal(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    listed = tmp_path / "list.txt"
    listed.write_bytes("\x1b[2J\u202e=cmd|'/c calc'!A1\n".encode())
    ran = affiant.run("targets", "add", case, listed)
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out
    assert "<U+001B>[2J<U+202E>=cmd|'/c calc'!A1" in ran.out
