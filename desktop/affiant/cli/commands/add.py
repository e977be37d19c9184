"""``affiant add``: files and folders into a case."""

from __future__ import annotations

import argparse

from affiant.cli.command import Terminal, shown
from affiant.cli.documents import added_document
from affiant.cli.words import path
from affiant.core.errors import ExitStatus
from affiant.workflow.add_files import AddOrder, AddOutcome, add_files
from affiant.workflow.cases import open_case
from affiant.workflow.identities import unlock_identity
from affiant.workflow.system import System


class AddCommand:
    """Take files and folders into a case."""

    name = "add"
    summary = "take files and folders into a case"

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """See `Command.configure`."""
        parser.add_argument("case", type=path, metavar="CASE")
        parser.add_argument("files", type=path, nargs="+", metavar="FILE", help="file or folder; it is only read")
        parser.add_argument("--account", metavar="A", help="account it shows: A001 or PLATFORM:@HANDLE")
        parser.add_argument("--url", metavar="U", help="address where it was published")
        parser.add_argument("--note", metavar="N", help="note that goes into the ledger")

    def run(self, options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:
        """See `Command.run`."""
        order = AddOrder(tuple(options.files), options.account, options.url, options.note)
        with open_case(system, unlock_identity(system), options.case) as case:
            outcome = add_files(case, order, system, terminal.progress)
        terminal.show(added_document(outcome.captures, outcome.failed), lambda: _text(outcome))
        if (why := outcome.not_examined) is not None:
            terminal.say(f"Pictures were not all looked into, and are safe all the same. {why.title}. ({why.code})")
        return outcome.status


def _text(outcome: AddOutcome) -> str:
    lines = [
        f"{one.id}  {one.sha256}  {shown(one.path)}" + (f"  (same bytes as {one.same_as})" if one.same_as else "")
        for one in outcome.captures
    ]
    lines += [
        f"NOT TAKEN  {shown(one.path)}\n           {one.title}. {one.remedy} ({one.code})" for one in outcome.failed
    ]
    lines.append(f"{len(outcome.captures)} taken, hashed and sealed; {len(outcome.failed)} not taken.")
    if outcome.cancelled:
        lines.append("Stopped by you: what is listed as taken is safe, the rest was not touched.")
    return "\n".join(lines)
