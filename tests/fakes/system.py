"""Surroundings for the verbs: a fixed clock, counted random bytes, a profile folder and a passphrase file."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.fakes.case_memory import CountingBytes
from tests.fakes.store_ports import START

from affiant.core.clock import FixedClock
from affiant.core.errors import AffiantError
from affiant.workflow.system import System


class Warned(list[AffiantError]):
    """Errors that were shown and ended nothing."""


def make_system(folder: Path, warned: Warned | None = None) -> System:
    """Surroundings whose profile lies below `folder`."""
    passphrase = folder / "passphrase.txt"
    passphrase.write_text("correct horse battery staple\n")
    passphrase.chmod(0o600)
    return System(
        clock=FixedClock(START, timedelta(milliseconds=10)),
        random=CountingBytes(str(folder)),
        home=folder / "home",
        passphrase_file=passphrase,
        ask_passphrase=None,
        warn=(warned if warned is not None else Warned()).append,
        machine="laptop-1",
        user="example",
    )
