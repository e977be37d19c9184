"""``affiant verify``: three lines about a pack or a case."""

from __future__ import annotations

import argparse

from affiant.cli.command import Terminal
from affiant.cli.words import path
from affiant.core.errors import ExitStatus
from affiant.verify.report import text_report
from affiant.workflow.system import System
from affiant.workflow.verification import verify


class VerifyCommand:
    """Check a pack or a case."""

    name = "verify"
    summary = "check a pack or a case"

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """See `Command.configure`."""
        parser.add_argument("path", type=path, metavar="PACK-OR-CASE", help="folder or ZIP")
        parser.add_argument(
            "--trust", type=path, action="append", default=[], metavar="FILE", help="trust file got outside of the pack"
        )
        parser.add_argument("--thorough", action="store_true", help="recompute SHA-512 of every file as well")

    def run(self, options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:
        """See `Command.run`."""
        verdict = verify(system, options.path, options.trust, terminal.progress, thorough=options.thorough)
        terminal.show(verdict.to_json(), lambda: text_report(verdict))
        return verdict.status
