"""``affiant init``: a new case."""

from __future__ import annotations

import argparse

from affiant.cli.command import NAME_QUESTION, Terminal, shown
from affiant.cli.words import path
from affiant.core.errors import ExitStatus
from affiant.workflow.cases import new_case
from affiant.workflow.identities import identity_profile, unlock_or_create_identity
from affiant.workflow.system import System


class InitCommand:
    """Make a new case folder."""

    name = "init"
    summary = "make a new case"

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """See `Command.configure`."""
        parser.add_argument("case", type=path, metavar="CASE", help="folder to make")
        parser.add_argument("--title", required=True, metavar="T", help="what the case is about")
        parser.add_argument("--name", metavar="NAME", help="your name, if no identity was made yet")

    def run(self, options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:
        """See `Command.run`."""
        name = options.name
        if name is None and terminal.ask is not None and not identity_profile(system).exists():
            name = terminal.ask(NAME_QUESTION)
        identity = unlock_or_create_identity(system, name)
        with new_case(system, identity, options.case, options.title) as case:
            info = case.info
        terminal.show(
            {"id": info.id, "title": info.title, "created_at": info.created_at, "path": str(options.case)},
            lambda: f"Case made: {shown(options.case)}",
        )
        return ExitStatus.DONE
