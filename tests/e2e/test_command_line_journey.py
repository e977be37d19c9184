"""The README's journey, by the real program in processes of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROGRAM = [sys.executable, "-I", "-m", "affiant"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    passphrase = tmp_path / "passphrase.txt"
    passphrase.write_text("four or five words\n")
    passphrase.chmod(0o600)
    return {
        "PATH": os.environ["PATH"],
        "AFFIANT_HOME": str(tmp_path / "home"),
        "AFFIANT_PASSPHRASE_FILE": str(passphrase),
    }


def run(environment: dict[str, str], folder: Path, *words: str, status: int = 0) -> Any:
    done = subprocess.run([*PROGRAM, *words, "--json"], cwd=folder, env=environment, capture_output=True, check=False)
    assert done.returncode == status, done.stderr.decode()
    return json.loads(done.stdout)


def test_from_nothing_to_a_pack_that_is_verified_and_refused_when_altered(
    environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "post.txt").write_text("The water is off.")
    run(environment, tmp_path, "identity", "new", "Unit 7")
    run(environment, tmp_path, "init", "case", "--title", "What it is about")
    run(environment, tmp_path, "account", "add", "case", "x:@example", "--id", "1234567890")
    added = run(environment, tmp_path, "add", "case", "post.txt", "--account", "x:@example")
    assert [one["id"] for one in added["captures"]] == ["C00001"]
    made = run(environment, tmp_path, "export", "case", "court", "pack")
    assert list(made) == ["pack", "files", "captures", "of", "fingerprint", "time"]
    assert (made["captures"], made["of"], made["time"]) == (1, 1, "pending")
    run(environment, tmp_path, "identity", "export", "trust.json")

    trusted = run(environment, tmp_path, "verify", "pack", "--trust", "trust.json", status=3)
    assert {name: line["state"] for name, line in trusted["lines"].items()} == {
        "contents": "pass",
        "signer": "pass",
        "time": "warn",
    }
    unknown = run(environment, tmp_path, "verify", "pack", status=3)
    assert unknown["lines"]["signer"]["state"] == "warn"
    assert unknown["verdict"] == "incomplete"

    (exhibit,) = (tmp_path / "pack" / "data" / "exhibits" / "E001").glob("*.txt")
    exhibit.write_text("The water is on. ")
    refused = run(environment, tmp_path, "verify", "pack", "--trust", "trust.json", status=1)
    failures = [one for one in refused["findings"] if one["outcome"] == "fail"]
    assert [(one["check"], one["subject"]) for one in failures] == [
        ("payload-digests", f"data/exhibits/E001/{exhibit.name}")
    ]


def test_a_press_pack_refuses_what_nobody_marked_fit(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "post.txt").write_text("The water is off.")
    run(environment, tmp_path, "identity", "new", "Unit 7")
    run(environment, tmp_path, "init", "case", "--title", "T")
    run(environment, tmp_path, "add", "case", "post.txt")
    refused = run(environment, tmp_path, "export", "case", "press", "pack", status=2)
    assert refused["error"]["code"] == "pack-refused"
    assert "C00001" in refused["error"]["remedy"]
    run(environment, tmp_path, "review", "case", "C00001", "--fit", "press")
    assert run(environment, tmp_path, "export", "case", "press", "pack")["captures"] == 1


def test_interrupting_keeps_what_is_acknowledged(environment: dict[str, str], tmp_path: Path) -> None:
    run(environment, tmp_path, "identity", "new", "Unit 7")
    run(environment, tmp_path, "init", "case", "--title", "T")
    big = tmp_path / "in"
    big.mkdir()
    (big / "1.txt").write_text("first")
    with (big / "2.bin").open("wb") as endless:
        endless.truncate(1 << 40)
    command = [*PROGRAM, "add", "case", "in", "--json"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE) as child:
        staged = tmp_path / "case" / "objects" / "tmp"
        while child.poll() is None and not any(staged.glob("*.part")):
            pass
        child.send_signal(signal.SIGINT)
        out, _ = child.communicate(timeout=20)
    assert child.returncode == 6
    taken = [one["id"] for one in json.loads(out)["captures"]]
    assert [one["id"] for one in run(environment, tmp_path, "list", "case", "captures")] == taken
    assert list(staged.iterdir()) == []
