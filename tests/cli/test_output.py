"""Standard output and standard error that are closed, full, or not read to their end: as real processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.fakes.command_line import CommandLine

from affiant.core.errors import ExitStatus

_FULL = Path("/dev/full")
needs_full_device = pytest.mark.skipif(not _FULL.exists(), reason="this system has no device that is always full")


def _start(*words: object, stdout: int, stderr: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "affiant", *map(str, words)], stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr
    )


def test_a_reader_who_leaves_changes_neither_status_nor_work(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    with _start("add", case, tmp_path / "missing", "--json", stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        talk = child.stderr.read()
    assert child.returncode == ExitStatus.USAGE
    assert talk == b""


@needs_full_device
def test_a_full_output_is_an_error_of_the_disk(affiant: CommandLine) -> None:
    case = affiant.new_case()
    with _FULL.open("wb") as full, _start("list", case, "events", stdout=full.fileno()) as child:
        assert child.stderr is not None
        talk = child.stderr.read()
    assert child.returncode == ExitStatus.DISK
    assert b"(output-unwritable)" in talk
    assert b"Traceback" not in talk


@needs_full_device
def test_talk_that_nobody_can_hear_changes_no_status(affiant: CommandLine, tmp_path: Path) -> None:
    affiant.new_case()
    with _FULL.open("wb") as full:
        child = _start("list", tmp_path / "nothing", "events", stdout=subprocess.DEVNULL, stderr=full.fileno())
        assert child.wait() == ExitStatus.USAGE


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX closes the streams")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_are_no_bug(affiant: CommandLine, tmp_path: Path, closed: str) -> None:
    affiant.new_case()
    command = f'"{sys.executable}" -m affiant list "{tmp_path / "nothing"}" events --json {closed}'
    ran = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert ran.returncode == ExitStatus.USAGE
    assert b"Traceback" not in ran.stderr
