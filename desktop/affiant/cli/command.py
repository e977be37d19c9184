"""What a command is, and what it gets."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TextIO

from affiant.core.errors import ExitStatus
from affiant.core.names import visible
from affiant.core.progress import Progress
from affiant.workflow.system import System


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
        print(text, file=self.talk)

    def show(self, document: Any, text: Callable[[], str]) -> None:
        """Give the result: one JSON document under ``--json``, else plain text.

        Args:
            document: what `json` can write; text from evidence may be in it.
            text: makes the plain form; only called when it is wanted.
        """
        if self.as_json:
            print(json.dumps(document, ensure_ascii=True, indent=2), file=self.out)
        else:
            print(text(), file=self.out)


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
