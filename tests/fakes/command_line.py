"""Runs the real command line in this process, with a profile of its own."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from affiant.cli.main import main
from affiant.identity import registry
from affiant.identity.wrapping import Cost

PASSPHRASE = "correct horse battery staple"


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    talk: str

    @property
    def document(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


@dataclass
class CommandLine:
    """A person at a terminal without a keyring: a profile folder and a passphrase file."""

    folder: Path
    capture: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch
    home: Path = field(init=False)

    def __post_init__(self) -> None:
        self.home = self.folder / "home"
        passphrase = self.folder / "passphrase.txt"
        passphrase.write_text(PASSPHRASE + "\n")
        passphrase.chmod(0o600)
        # Argon2id at its real cost is tested with the identity; here it would only be waited for.
        self.monkeypatch.setattr(registry, "Cost", lambda: Cost(memory_kib=64, iterations=1, lanes=1))
        self.monkeypatch.setenv("AFFIANT_HOME", str(self.home))
        self.monkeypatch.setenv("AFFIANT_PASSPHRASE_FILE", str(passphrase))

    def run(self, *words: object) -> Ran:
        """Run a command and return what it said."""
        self.capture.readouterr()
        with _signals_kept():
            try:
                status = main([str(word) for word in words])
            except SystemExit as left:
                status = int(left.code or 0)
        said = self.capture.readouterr()
        return Ran(status, said.out, said.err)

    def json(self, *words: object) -> Any:
        """Run a command that must succeed, with ``--json``."""
        ran = self.run(*words, "--json")
        assert ran.status == 0, ran
        return ran.document

    def new_case(self, name: str = "case") -> Path:
        """Make the identity, if there is none, and a case."""
        if not (self.home / "identity").exists():
            assert self.run("identity", "new", "--name", "Test Investigator").status == 0
        case = self.folder / name
        ran = self.run("init", case, "--title", "A case for a test")
        assert ran.status == 0, ran
        return case


@contextmanager
def _signals_kept() -> Iterator[None]:
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
