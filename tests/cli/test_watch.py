"""``affiant watch``: what comes into a folder is taken until Ctrl+C, which is its regular end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.fakes.command_line import CommandLine

from affiant.cli.commands import watch
from affiant.core.errors import Cancelled, ExitStatus
from affiant.workflow.system_clock import SystemClock


class Person:
    """Stands in for waiting: does one thing each time, then presses Ctrl+C."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *steps: object) -> None:
        self._steps = list(steps)
        self.now = 0.0
        monkeypatch.setattr(watch.time, "sleep", self.sleep)
        monkeypatch.setattr(SystemClock, "monotonic_ns", lambda _clock: int(self.now * 1e9))

    def sleep(self, _seconds: float) -> None:
        self.now += 3
        if not self._steps:
            raise Cancelled
        step = self._steps.pop(0)
        if callable(step):
            step()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "DCIM"
    made.mkdir()
    return made


def test_what_comes_is_told_at_once_and_listed_at_the_end(
    affiant: CommandLine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = affiant.new_case()
    Person(monkeypatch, lambda: (folder / "a.txt").write_text("a"), None, None)
    ran = affiant.run("watch", case, folder, "--note", "from the phone")
    assert ran.status == ExitStatus.DONE
    assert f"C00001  {folder / 'a.txt'}" in ran.talk
    assert "Watching the folder; stop with Ctrl+C." in ran.talk
    assert ran.out.splitlines()[-1] == "1 taken, hashed and sealed; 0 not taken."
    assert affiant.json("list", case, "captures")[0]["id"] == "C00001"


def test_the_document_has_exactly_these_fields(
    affiant: CommandLine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = affiant.new_case()
    (folder / "old.txt").write_text("old")
    Person(monkeypatch, None, None)
    document = affiant.json("watch", case, folder, "--existing")
    (capture,) = document.pop("captures")
    assert document == {"failed": [], "left_out": 0}
    assert capture.keys() == {"id", "number", "path", "sha256", "event", "same_as"}
    Person(monkeypatch, None, None)
    again = affiant.run("watch", case, folder, "--existing")
    assert again.out == "0 taken, hashed and sealed; 0 not taken; 1 left out, because the case has their bytes.\n"


def test_a_folder_that_is_not_there_is_waited_for(
    affiant: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = affiant.new_case()
    Person(monkeypatch, None)
    assert "The folder is not there; waiting for it." in affiant.run("watch", case, tmp_path / "phone").talk


def test_a_file_is_not_waited_for_until_it_is_a_folder(
    affiant: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = affiant.new_case()
    (tmp_path / "photo.jpg").write_bytes(b"x")
    Person(monkeypatch, None)
    ran = affiant.run("watch", case, tmp_path / "photo.jpg", "--json")
    assert ran.status == ExitStatus.USAGE
    error = ran.document["error"]
    assert (error["code"], error["subject"]) == ("watch-no-folder", str(tmp_path / "photo.jpg"))


def test_ctrl_c_ends_it_with_what_was_taken_and_status_0(affiant: CommandLine, folder: Path) -> None:
    case = affiant.new_case()
    (folder / "old.txt").write_text("old")
    words = [sys.executable, "-m", "affiant", "watch", str(case), str(folder), "--existing", "--json", "--batch"]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    ) as running:
        assert running.stderr is not None
        for line in running.stderr:
            if line.startswith("C00001"):
                break
        running.send_signal(signal.SIGINT)
        out, _ = running.communicate(timeout=20)
    assert running.returncode == ExitStatus.DONE
    assert [one["id"] for one in json.loads(out)["captures"]] == ["C00001"]
