"""``affiant search``: captures by words."""

from __future__ import annotations

import argparse

from affiant.cli.command import Terminal, shown
from affiant.cli.documents import capture_document
from affiant.cli.words import path
from affiant.core.errors import ExitStatus
from affiant.workflow.cases import open_case_for_reading
from affiant.workflow.system import System


class SearchCommand:
    """Find captures by words in names, notes, addresses and what is known of their accounts."""

    name = "search"
    summary = "find captures by words"

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """See `Command.configure`."""
        parser.add_argument("case", type=path, metavar="CASE")
        parser.add_argument("words", nargs="+", metavar="WORDS")

    def run(self, options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:  # noqa: ARG002 - part of the contract
        """See `Command.run`."""
        with open_case_for_reading(options.case) as case:
            everything = case.count_captures(withdrawn=True)
            found = case.captures_by_id(case.search(" ".join(options.words), everything))
        terminal.show(
            [capture_document(one) for one in found],
            lambda: "\n".join(
                [f"{one.id}  {one.captured_at}  {shown(one.artefacts[0].name)}" for one in found]
                + [f"{len(found)} found."]
            ),
        )
        return ExitStatus.DONE
