"""The commands that a pack gives to its recipient for Linux are run exactly as they are printed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.interop.attacks import flip, payload, recompute
from tests.interop.checkers import TAG, program
from tests.interop.conftest import Made

PROGRAMS = ("ssh-keygen", "sha256sum", "openssl", "pdfsig", "certutil", "python3", "find", "wc")


def section(pack: Path, start: str, end: str) -> str:
    text = (pack / "VERIFY.txt").read_text(encoding="utf-8")
    return text.split(f"\n{start}", 1)[1].split(f"\n{end}", 1)[0]


def commands(text: str) -> list[str]:
    """Lines that begin with four spaces, as the file says of itself."""
    return [line[4:] for line in text.splitlines() if line.startswith("    ") and line[4:5].strip()]


def run(command: str, pack: Path) -> tuple[int, str]:
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    result = subprocess.run(
        ["bash", "-c", command],
        cwd=pack,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return result.returncode, result.stdout.decode("utf-8", "replace")


@pytest.fixture
def received(small: Made, trust_file: Path, tmp_path: Path) -> Path:
    """A pack as it was received, with the trust file in the folder above it."""
    for one in PROGRAMS:
        program(one)
    shutil.copy(trust_file, tmp_path / "trust.json")
    return Path(shutil.copytree(small.pack, tmp_path / "pack"))


def prepared(pack: Path) -> list[str]:
    """Make the anchors as the file says, and return the commands for Linux."""
    (make_anchors,) = commands(section(pack, "Before you start", "Linux\n"))
    status, said = run(make_anchors, pack)
    assert status == 0, said
    return commands(section(pack, "Linux\n", "macOS\n"))


def test_every_command_for_linux_runs_and_says_what_is_promised(received: Path) -> None:
    said = {}
    for command in prepared(received):
        status, words = run(command, received)
        assert status == 0, f"{command}\n{words}"
        said[command] = words
    outputs = "\n".join(said.values())
    assert len(said) >= 11
    assert re.search(r'Good "affiant-pack-v1" signature for affiant-[0-9a-f]{16} with ED25519 key SHA256:', outputs)
    assert "CMS Verification successful" in outputs
    assert "Verification: OK" in outputs
    assert re.search(r"Time stamp: .* GMT", outputs)
    for line in ("Signature is Valid", "- Total document signed", "Certificate is Trusted"):
        assert line in outputs
    promised = re.search(r"Must print (\d+), (\d+) and (\d+)\.", (received / "VERIFY.txt").read_text())
    assert promised is not None
    counted = [words.strip() for command, words in said.items() if "wc -l" in command]
    assert counted == list(promised.groups())
    listed = sum((received / name).read_text().count("\n") for name in (TAG, "manifest-sha256.txt"))
    (hashed,) = [words.splitlines() for command, words in said.items() if command.startswith("sha256sum")]
    assert len(hashed) == listed
    assert all(line.endswith(": OK") for line in hashed)


def test_the_printed_commands_refuse_a_changed_file(received: Path) -> None:
    flip(payload(received))
    failed = [command for command in prepared(received) if run(command, received)[0] != 0]
    assert [command.split()[0] for command in failed] == ["sha256sum"]


def test_the_printed_commands_refuse_recomputed_manifests(received: Path) -> None:
    flip(payload(received))
    recompute(received)
    failed = {command.split()[0] for command in prepared(received) if run(command, received)[0] != 0}
    assert {"ssh-keygen", "openssl"} <= failed
    assert "sha256sum" not in failed


def test_an_added_file_shows_in_the_printed_counts(received: Path) -> None:
    list_of_commands = prepared(received)
    before = [run(command, received)[1] for command in list_of_commands if "wc -l" in command]
    payload(received).with_name("E001-99.png").write_bytes(b"extra")
    after = [run(command, received)[1] for command in list_of_commands if "wc -l" in command]
    assert [int(new) - int(old) for old, new in zip(before, after, strict=True)] == [1, 0, 1]
