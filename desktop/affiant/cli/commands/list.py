"""``affiant list``: what a case holds."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from affiant.cli.command import Terminal, shown
from affiant.cli.documents import account_document, capture_document, record_document, record_line
from affiant.cli.words import path
from affiant.core import event_types
from affiant.core.case_reading import CaseReading
from affiant.core.errors import ExitStatus
from affiant.core.model import Artefact, Capture
from affiant.core.platforms import TITLES
from affiant.workflow.cases import open_case_for_reading
from affiant.workflow.system import System


class ListCommand:
    """List accounts, captures, events or records; findings come with a later version of the case."""

    name = "list"
    summary = "list accounts, captures, events or records"

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """See `Command.configure`."""
        parser.add_argument("case", type=path, metavar="CASE")
        parser.add_argument("what", choices=tuple(_CONTENTS), metavar="|".join(_CONTENTS))

    def run(self, options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:  # noqa: ARG002 - part of the contract
        """See `Command.run`."""
        with open_case_for_reading(options.case) as case:
            documents, lines = _CONTENTS[options.what](case)
            terminal.show(documents if terminal.as_json else None, lambda: "\n".join(lines) or f"No {options.what}.")
        return ExitStatus.DONE


def _accounts(case: CaseReading) -> tuple[list[dict[str, Any]], Iterator[str]]:
    accounts = case.accounts()
    return [account_document(one) for one in accounts], (
        f"{one.id}  {TITLES[one.platform]:<10} @{shown(one.latest('handle'))}  {shown(one.latest('name'))}"
        for one in accounts
    )


def _captures(case: CaseReading) -> tuple[list[dict[str, Any]], Iterator[str]]:
    captures = list(case.captures())
    return [capture_document(one) for one in captures], (
        f"{one.id}  {one.captured_at}  {one.account or '-':<5} {first.sha256}  {shown(_name(one, first))}"
        + (f"  WITHDRAWN: {shown(one.withdrawn)}" if one.withdrawn is not None else "")
        for one in captures
        for first in one.artefacts[:1]
    )


def _name(capture: Capture, first: Artefact) -> str:
    """Of a page its address; all of them have files of the same names."""
    return capture.url if capture.kind == "web" and capture.url else first.name


def _events(case: CaseReading) -> tuple[list[dict[str, Any]], Iterator[str]]:
    events = [
        {"seq": one.seq, "type": one.type, "at": one.at, "actor": one.actor.name, "hash": one.hash}
        for one in case.events()
    ]
    return events, (f"{one['seq']:>6}  {one['at']}  {one['type']:<20} {one['hash']}" for one in events)


def _records(case: CaseReading) -> tuple[list[dict[str, Any]], Iterator[str]]:
    found = [one for event in case.events_of_type(event_types.EXPORT_READ) for one in case.records(event.seq)]
    return [record_document(one) for one in found], map(record_line, found)


_CONTENTS = {"accounts": _accounts, "captures": _captures, "events": _events, "records": _records}
