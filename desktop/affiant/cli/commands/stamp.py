"""``affiant stamp``: prove the time of the newest checkpoint, online or by courier."""

from __future__ import annotations

import argparse
from pathlib import Path

from affiant.cli.authority_options import add_authority_options, chosen_authorities
from affiant.cli.command import Terminal, shown
from affiant.cli.words import path
from affiant.core.errors import AffiantError, ExitStatus
from affiant.workflow.cases import open_case
from affiant.workflow.identities import unlock_identity
from affiant.workflow.stamps import accept_reply, stamp_now, write_request
from affiant.workflow.system import System


class StampCommand:
    """``stamp CASE`` asks an authority; ``request`` and ``accept`` are the way by courier."""

    name = "stamp"
    summary = "prove the time of the newest checkpoint"

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """See `Command.configure`."""
        parser.usage = "affiant stamp [-h] (CASE | request CASE OUT.tsq | accept CASE IN.tsr) [--authority URL] …"
        parser.add_argument("words", type=path, nargs="+", metavar="CASE | request CASE OUT.tsq | accept CASE IN.tsr")
        add_authority_options(parser)

    def run(self, options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:
        """See `Command.run`."""
        words = options.words
        action = str(words[0]) if str(words[0]) in ("request", "accept") and len(words) == 3 else None
        if action is None and len(words) != 1:
            raise AffiantError(
                "usage",
                "These words do not make a stamp command",
                subject=" ".join(map(str, words)),
                remedy="affiant stamp CASE | affiant stamp request CASE OUT.tsq | affiant stamp accept CASE IN.tsr",
            )
        folder: Path = words[1] if action else words[0]
        authorities = chosen_authorities(options, system)
        with open_case(system, unlock_identity(system), folder) as case:
            if action == "request":
                size = write_request(system, case, words[2])
                terminal.show(
                    {"request": str(words[2]), "size": size},
                    lambda: (
                        f"Request for the checkpoint over {size} events written: {shown(words[2])}\n"
                        "Any online computer turns it into a reply; then: affiant stamp accept CASE IN.tsr"
                    ),
                )
                return ExitStatus.DONE
            if action == "accept":
                proof = accept_reply(system, case, words[2], authorities)
            else:
                proof = stamp_now(system, case, authorities, terminal.progress)
        terminal.show(
            {"size": proof.size, "gen_time": proof.gen_time, "authority": proof.authority},
            lambda: f"Existed no later than {proof.gen_time}: every event up to number {proof.size}.",
        )
        return ExitStatus.DONE
