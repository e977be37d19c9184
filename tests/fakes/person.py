"""A person at the real command line: the superuser that runs the tests, or an ordinary user that is made for them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.fakes.reachable import reachable

ORDINARY_ID = 54_321
"""Of a user and a group that no system has; nothing but what everybody may read is theirs."""
NO_NAMESPACES = "this system gives an ordinary user no namespaces, so a browser has no sandbox to be tested"
_NEEDED = "import affiant.app, PIL._imaging, cryptography, PySide6.QtWebEngineCore, uharfbuzz"


class NotHereError(Exception):
    """Such a person cannot be had here, and why."""


@dataclass(frozen=True)
class Person:
    """Runs commands in a folder of their own."""

    folder: Path
    program: tuple[str, ...]
    environment: dict[str, str]
    user: int | None = None
    """None for whoever runs the tests."""

    def start(self, *words: str, **more: Any) -> subprocess.Popen[bytes]:
        """Start a command."""
        return subprocess.Popen(
            [*self.program, *words], cwd=self.folder, env=self.environment, user=self.user, group=self.user, **more
        )

    def run(self, *words: str, statuses: Sequence[int] = (0,)) -> Any:
        """Run a command to its end and return its document."""
        with self.start(*words, "--json", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            out, err = child.communicate(timeout=240)
        assert child.returncode in statuses, (words, child.returncode, err.decode(), out[:2000])
        return json.loads(out)

    def with_case(self) -> Person:
        """Make keys and a case named ``case``."""
        self.run("identity", "new", "Unit 7")
        self.run("init", "case", "--title", "Pages")
        return self


def this_user(folder: Path) -> Person:
    """Whoever runs the tests; the superuser may start a browser, which is recorded."""
    environment = _prepared(folder) | ({"AFFIANT_ALLOW_ROOT_BROWSER": "1"} if os.geteuid() == 0 else {})
    return Person(folder, (sys.executable, "-I", "-m", "affiant"), environment)


def ordinary_user(folder: Path) -> Person:
    """A user without any right of their own, with this program and its libraries.

    Args:
        folder: becomes theirs; the way to it must be open to everybody.

    Raises:
        NotHereError: this process may not make one, or the program cannot be read by everybody.
    """
    if os.geteuid() != 0:
        return Person(folder, (sys.executable, "-I", "-m", "affiant"), _prepared(folder))
    python = Path("/usr/bin") / f"python{sys.version_info.major}.{sys.version_info.minor}"
    if not python.exists():
        raise NotHereError(f"no {python}, and the interpreter of the tests is the superuser's own")
    spaces = ["unshare", "--user", "--map-root-user", "true"]
    if subprocess.run(spaces, user=ORDINARY_ID, group=ORDINARY_ID, capture_output=True, check=False).returncode:
        raise NotHereError(NO_NAMESPACES)
    environment = _prepared(folder)
    made_python = [python, "-m", "venv", "--without-pip", folder / "python"]
    if (tried := subprocess.run(made_python, capture_output=True, check=False)).returncode:
        raise NotHereError(f"no Python for an ordinary user can be made: {tried.stderr.decode()[-300:]}")
    (packages,) = (folder / "python" / "lib").glob("python*/site-packages")
    ours = reachable()
    (packages / "affiant.pth").write_text(f"{ours.packages}\n{ours.program}\n")
    for path in (folder, *folder.rglob("*")):
        os.chown(path, ORDINARY_ID, ORDINARY_ID, follow_symlinks=False)
    made = Person(folder, (str(folder / "python" / "bin" / "python"), "-I", "-m", "affiant"), environment, ORDINARY_ID)
    looked = subprocess.run(
        [made.program[0], "-I", "-c", _NEEDED],
        cwd=folder, env=environment, user=ORDINARY_ID, group=ORDINARY_ID, capture_output=True, check=False,
    )  # fmt: skip
    if looked.returncode:
        raise NotHereError(f"an ordinary user cannot load the program: {looked.stderr.decode()[-300:]}")
    return made


def _prepared(folder: Path) -> dict[str, str]:
    passphrase = folder / "passphrase.txt"
    passphrase.write_text("four or five words\n")
    passphrase.chmod(0o600)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "AFFIANT_HOME": str(folder / "home"),
        "AFFIANT_PASSPHRASE_FILE": str(passphrase),
    }
