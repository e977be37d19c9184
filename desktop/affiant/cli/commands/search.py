"""``affiant search``: captures and records of imported exports, by words."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from affiant.cli.command import Terminal, shown
from affiant.cli.documents import capture_document, record_document, record_line
from affiant.cli.words import path
from affiant.core.errors import ExitStatus
from affiant.core.record import FoundRecord
from affiant.workflow.cases import open_case_for_reading
from affiant.workflow.system import System


class SearchCommand:
    """Find captures by words in names, notes, addresses and what is known of their accounts, and records by theirs.

    The document of ``--json`` is the list of captures, as ever, or with ``--records`` the list of records.
    """

    name = "search"
    summary = "find captures and records by words"

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """See `Command.configure`."""
        parser.add_argument("case", type=path, metavar="CASE")
        parser.add_argument("words", nargs="+", metavar="WORDS")
        parser.add_argument("--records", action="store_true", help="only records of imported exports")

    def run(self, options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:  # noqa: ARG002 - part of the contract
        """See `Command.run`."""
        words = " ".join(options.words)
        with open_case_for_reading(options.case) as case:
            everything = case.count_captures(withdrawn=True)
            found = [] if options.records else case.captures_by_id(case.search(words, everything))
            records = (
                case.search_records(words, case.count_records()) if options.records or not terminal.as_json else ()
            )
            captures = [f"{one.id}  {one.captured_at}  {shown(one.artefacts[0].name)}" for one in found]
            captures += [] if options.records else [f"{len(found)} found."]
            terminal.show(
                [record_document(one) for one in records]
                if options.records
                else [capture_document(one) for one in found],
                lambda: "\n".join([*captures, *_records(records, said=options.records)]),
            )
        return ExitStatus.DONE


def _records(records: Sequence[FoundRecord], *, said: bool) -> list[str]:
    if not records and not said:
        return []
    return [*map(record_line, records), f"{len(records)} found in imported exports."]
