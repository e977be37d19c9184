"""What a command is, and what it gets."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TextIO

from affiant.cli.output import write_result, write_talk
from affiant.core.errors import ExitStatus
from affiant.core.names import visible
from affiant.core.progress import Progress
from affiant.workflow.system import System

NAME_QUESTION = "Your name, or your unit's, as it will stand in your certificate: "
"""The only question at the first run."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where a command talks: data goes to `out`, talk goes to `talk`."""

    out: TextIO
    talk: TextIO
    as_json: bool
    batch: bool
    progress: Progress
    ask: Callable[[str], str] | None = None
    """Asks a person for a line of text; None where nobody can be asked."""

    def say(self, text: str) -> None:
        """Talk to the person, on standard error."""
        write_talk(self.talk, text)

    def show(self, document: Any, text: Callable[[], str]) -> None:
        """Give the result: one JSON document under ``--json``, else plain text.

        Args:
            document: what `json` can write; text from evidence may be in it.
            text: makes the plain form; only called when it is wanted.
        """
        if self.as_json:
            write_result(self.out, json.dumps(document, ensure_ascii=True, indent=2))
        else:
            write_result(self.out, text())


def shown(text: object) -> str:
    """Text from evidence for a terminal: control and bidi characters made visible, so that it cannot steer it."""
    return "-" if text is None else visible(str(text))


class Command(Protocol):
    """One verb of the command line."""

    @property
    def name(self) -> str:
        """The verb, as typed and as its file is called."""

    @property
    def summary(self) -> str:
        """One line for ``affiant --help``."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the arguments."""

    def run(self, options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:
        """Do it.

        Raises:
            AffiantError: shown with its remedy; its status ends the program.
        """
