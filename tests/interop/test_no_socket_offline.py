"""Offline work opens no socket: the system calls of the real program, its children included, are traced."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from tests.interop.checkers import not_run

_OPENED = re.compile(r"\b(?:socket\((?!AF_UNIX)|(?:connect|bind|listen|accept4?)\().*")
"""Every socket but those inside this machine, and every use of one."""
_TABLE_OF_USERS = "/var/run/nscd/socket"
"""The C library looks there for the system's own table of users before it reads the file."""
_REFUSED = "= -1 EPERM"
"""A limited child tries whether it is really held; what the kernel refuses was not opened."""


class Traced:
    """Runs the real program under strace and keeps what it did with sockets."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.calls: list[str] = []
        self.traced = 0
        passphrase = folder / "passphrase.txt"
        passphrase.write_text("four or five words\n")
        passphrase.chmod(0o600)
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "AFFIANT_HOME": str(folder / "home"),
            "AFFIANT_PASSPHRASE_FILE": str(passphrase),
            "QT_QPA_PLATFORM": "offscreen",
        }

    def run(self, *words: str, program: tuple[str, ...] = ("-m", "affiant"), ends: tuple[int, ...] = (0,)) -> None:
        log = self.folder / "calls.log"
        done = subprocess.run(
            ["strace", "-f", "-qq", "-e", "trace=network,execve", "-o", log, sys.executable, "-I", *program, *words],
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            check=False,
        )
        assert done.returncode in ends, done.stderr.decode()
        calls = log.read_text(errors="replace").splitlines()
        self.traced += sum("execve(" in call for call in calls)
        self.calls += [
            f"{' '.join(words)}: {found[0]}"
            for call in calls
            if (found := _OPENED.search(call)) and _TABLE_OF_USERS not in found[0] and _REFUSED not in found[0]
        ]


@pytest.fixture
def traced(tmp_path: Path) -> Traced:
    if shutil.which("strace") is None:
        not_run("strace is not installed")
    probe = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False)
    if probe.returncode:
        not_run("this system does not let one process trace another")
    return Traced(tmp_path)


def test_the_trace_sees_a_socket_that_is_opened(traced: Traced) -> None:
    """Otherwise the next test could not fail."""
    traced.run(program=("-c", "import socket; socket.socket().close()"))
    assert [call for call in traced.calls if "AF_INET" in call]


def test_a_case_from_nothing_to_a_verified_pack_opens_no_socket(traced: Traced, tmp_path: Path) -> None:
    Image.new("RGB", (40, 30), "white").save(tmp_path / "picture.png")
    (tmp_path / "post.txt").write_text("The water is off.")
    traced.run("identity", "new", "Unit 7")
    traced.run("init", "case", "--title", "Offline")
    traced.run("account", "add", "case", "x:@example", "--id", "1234567890")
    traced.run("add", "case", "picture.png", "post.txt", "--account", "x:@example")
    # ID traced.run("id", "https://x.com/example/status/1382350606417817604")
    traced.run("search", "case", "picture")
    traced.run("list", "case", "events")
    traced.run("stamp", "request", "case", "out.tsq")
    traced.run("export", "case", "court", "pack")
    traced.run("verify", "pack", ends=(3,))
    traced.run("verify", "case", ends=(3,))
    traced.run("doctor", "case")
    assert traced.calls == []
    assert traced.traced > 12, "children were not traced"
