import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from affiant.capture.web.private_folder import PREFIX, PrivateFolder, sweep

KILLED = """
import sys, pathlib
from affiant.capture.web.private_folder import PrivateFolder
folder = PrivateFolder(pathlib.Path(sys.argv[1]))
(folder.path / "cookies").write_text("x")
sys.stdout.write("made"); sys.stdout.flush(); sys.stdin.read()
"""


def test_only_this_user_can_enter_it_and_it_goes_whole(tmp_path: Path) -> None:
    folder = PrivateFolder(tmp_path)
    assert folder.path.parent == tmp_path
    assert folder.path.stat().st_mode & 0o777 == 0o700
    (folder.path / "deep").mkdir()
    (folder.path / "deep" / "file").touch()
    folder.remove()
    folder.remove()
    assert list(tmp_path.iterdir()) == []


def test_what_a_kill_left_is_swept_by_the_next_run_and_not_before(tmp_path: Path) -> None:
    command = [sys.executable, "-I", "-c", KILLED, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.read(4) == b"made"
        sweep(tmp_path)
        assert len(list(tmp_path.iterdir())) == 1, "the other run goes on"
        other.send_signal(signal.SIGKILL)
    assert len(list(tmp_path.iterdir())) == 1
    mine = PrivateFolder(tmp_path)
    assert list(tmp_path.iterdir()) == [mine.path]
    mine.remove()


def test_a_run_of_our_own_is_not_swept(tmp_path: Path) -> None:
    first, second = PrivateFolder(tmp_path), PrivateFolder(tmp_path)
    assert first.path.exists()
    for one in (first, second):
        one.remove()


def test_folder_in_the_making_is_left_alone_until_it_is_old(tmp_path: Path) -> None:
    made = tmp_path / f"{PREFIX}x"
    made.mkdir()
    sweep(tmp_path)
    assert made.exists()
    os.utime(made, (1, 1))
    sweep(tmp_path)
    assert not made.exists()


def test_what_is_not_ours_by_name_or_kind_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    os.utime(other, (1, 1))
    link = tmp_path / f"{PREFIX}link"
    link.symlink_to(other)
    sweep(tmp_path)
    assert other.exists()


def test_no_descriptor_stays_open(tmp_path: Path) -> None:
    before = set(os.listdir("/proc/self/fd"))
    folder = PrivateFolder(tmp_path)
    sweep(tmp_path)
    folder.remove()
    assert set(os.listdir("/proc/self/fd")) == before


def test_folder_that_cannot_be_made_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        PrivateFolder(tmp_path / "missing")
