"""``affiant withdraw``: take a capture out of use, with a reason; it stays in the case."""

from __future__ import annotations

import argparse

from affiant.cli.command import Terminal
from affiant.cli.words import path
from affiant.core.errors import ExitStatus
from affiant.workflow.cases import open_case
from affiant.workflow.identities import unlock_identity
from affiant.workflow.reviews import withdraw
from affiant.workflow.system import System


class WithdrawCommand:
    """Withdraw a capture with a reason."""

    name = "withdraw"
    summary = "withdraw a capture with a reason"

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """See `Command.configure`."""
        parser.add_argument("case", type=path, metavar="CASE")
        parser.add_argument("capture", metavar="CAPTURE", help="id (C00001) or number")
        parser.add_argument("--reason", required=True, metavar="R")

    def run(self, options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:
        """See `Command.run`."""
        with open_case(system, unlock_identity(system), options.case) as case:
            withdraw(case, options.capture, options.reason)
        terminal.show(
            {"capture": options.capture, "withdrawn": options.reason},
            lambda: "Withdrawn. It stays in the case and in the ledger, and goes into no pack.",
        )
        return ExitStatus.DONE
