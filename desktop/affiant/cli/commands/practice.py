"""``affiant practice``: the whole way once, on invented evidence."""

from __future__ import annotations

import argparse

from affiant.cli.command import Terminal, shown
from affiant.cli.words import path
from affiant.core.errors import ExitStatus
from affiant.workflow.practice import practice
from affiant.workflow.system import System


class PracticeCommand:
    """Make a practice case, a pack of each profile, and verify them."""

    name = "practice"
    summary = "make a practice case and a pack of each profile"

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """See `Command.configure`."""
        parser.add_argument("folder", type=path, metavar="FOLDER", help="new or empty folder")

    def run(self, options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:
        """See `Command.run`."""
        outcome = practice(system, options.folder, terminal.progress)
        packs = [
            {"profile": one.profile, "pack": str(one.pack), "captures": one.captures, "verdict": one.verdict.to_json()}
            for one in outcome.packs
        ]
        terminal.show(
            {
                "case": str(outcome.case),
                "captures": outcome.captures,
                "accounts": outcome.accounts,
                "trust": str(outcome.trust),
                "profile": str(outcome.profile),
                "packs": packs,
            },
            lambda: "\n".join(
                [
                    f"Practice case   {shown(outcome.case)}",
                    f"                {outcome.captures} captures over {outcome.accounts} accounts",
                    f"Trust file      {shown(outcome.trust)}",
                    *(
                        line
                        for one in outcome.packs
                        for line in (
                            f"\nPack: {one.profile:<10}{shown(one.pack)}",
                            *(f"  {part.name:<9} {part.state:<8} {part.text}" for part in one.verdict.lines),
                        )
                    ),
                    "\nTry it: change a byte of a pack, then verify it again:",
                    f"  affiant verify {shown(outcome.packs[0].pack)} --trust {shown(outcome.trust)}",
                    "  (in a checkout, ./packaging/run stands for affiant)",
                ]
            ),
        )
        return outcome.status
