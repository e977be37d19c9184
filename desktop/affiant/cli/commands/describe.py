"""``affiant describe``: account, URL or note of captures, said after they were taken."""

from __future__ import annotations

import argparse

from affiant.cli.command import Terminal
from affiant.cli.words import path
from affiant.core.errors import AffiantError, ExitStatus
from affiant.workflow.cases import open_case
from affiant.workflow.descriptions import Description, describe
from affiant.workflow.identities import unlock_identity
from affiant.workflow.system import System


class DescribeCommand:
    """Say of captures to which account they belong, where they were published, or a note."""

    name = "describe"
    summary = "say account, address or note of captures afterwards"

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """See `Command.configure`."""
        parser.add_argument("case", type=path, metavar="CASE")
        parser.add_argument("captures", nargs="+", metavar="CAPTURE", help="id (C00001) or number")
        parser.add_argument("--account", metavar="A", help="account it shows: A001 or PLATFORM:@HANDLE")
        parser.add_argument("--url", metavar="U", help="address where it was published")
        parser.add_argument("--note", metavar="N", help="note that goes into the ledger")

    def run(self, options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:
        """See `Command.run`."""
        said = Description(options.account, options.url, options.note)
        if said.empty:
            raise AffiantError(
                "nothing-said",
                "Nothing was said of the captures",
                safe="The case is unchanged.",
                remedy="Give --account, --url or --note.",
            )
        with open_case(system, unlock_identity(system), options.case) as case:
            describe(case, options.captures, said)
            found = [one for given in options.captures if (one := case.capture(given)) is not None]
        terminal.show(
            {"captures": [{"id": one.id, "account": one.account, "url": one.url, "note": one.note} for one in found]},
            lambda: f"{len(found)} described. What was said before stays in the ledger.",
        )
        return ExitStatus.DONE
