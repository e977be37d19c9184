"""``affiant import``: a platform's own export into a case, and what it holds as searchable records."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from affiant.capture.platform_exports.reader_keys import READER_KEYS
from affiant.cli.command import Terminal, shown
from affiant.cli.words import path
from affiant.core.errors import ExitStatus
from affiant.workflow.cases import open_case
from affiant.workflow.export_words import words_of
from affiant.workflow.identities import unlock_identity
from affiant.workflow.import_export import ImportOrder, ImportOutcome, import_export
from affiant.workflow.system import System


class ImportCommand:
    """Take a platform's own export into a case, and read it."""

    name = "import"
    summary = "take a platform's own export into a case, and read it"

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """See `Command.configure`."""
        parser.add_argument("case", type=path, metavar="CASE")
        parser.add_argument("export", type=path, metavar="EXPORT", help="folder, ZIP or file; it is only read")
        parser.add_argument("--account", metavar="A", help="account it comes from: A001 or PLATFORM:@HANDLE")
        parser.add_argument("--note", metavar="N", help="note that goes into the ledger")
        parser.add_argument(
            "--reader",
            metavar="KEY",
            choices=READER_KEYS,
            help=f"read it as this, whatever it looks like: {', '.join(READER_KEYS)}",
        )

    def run(self, options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:
        """See `Command.run`."""
        order = ImportOrder(options.export, options.account, options.note, options.reader)
        with open_case(system, unlock_identity(system), options.case) as case:
            outcome = import_export(case, order, system, terminal.progress)
        terminal.show(_document(outcome), lambda: _text(outcome))
        if (why := outcome.trouble) is not None:
            terminal.say(f"The export is safe, and was not read. {why.title}. {why.remedy} ({why.code})")
        return outcome.status


def _document(outcome: ImportOutcome) -> dict[str, Any]:
    """Exactly the fields that other programs read."""
    what, reader = outcome.what, outcome.what.reader
    return {
        "captures": [
            {"id": one.id, "path": one.path, "sha256": one.sha256, "event": one.event, "same_as": one.same_as}
            for one in outcome.captures
        ],
        "not_taken": [
            {"path": one.path, "code": one.code, "title": one.title, "remedy": one.remedy} for one in outcome.not_taken
        ],
        "reader": None if reader is None else {"key": reader.key, "version": reader.version},
        "platform": None if reader is None else reader.platform,
        "read": dict(what.read),
        "skipped": dict(what.skipped),
        "notes": dict(what.notes),
        "failed": outcome.trouble.code if outcome.trouble is not None else what.failed,
        "first_posted": what.first_posted,
        "last_posted": what.last_posted,
        "event": what.event,
    }


def _text(outcome: ImportOutcome) -> str:
    lines = [
        f"NOT TAKEN  {shown(one.path)}\n           {one.title}. {one.remedy} ({one.code})" for one in outcome.not_taken
    ]
    if outcome.captures:
        first, last = outcome.captures[0].id, outcome.captures[-1].id
        which = first if first == last else f"{first} to {last}"
        again = sum(one.same_as is not None for one in outcome.captures)
        lines.append(
            f"{which}: {len(outcome.captures)} taken, hashed and sealed"
            + (f", {again} of them with bytes that were in the case before." if again else ".")
        )
    if outcome.cancelled:
        return "\n".join([*lines, "Stopped by you: what is taken is safe, and nothing was read."])
    if outcome.captures and outcome.trouble is None:
        lines += _read(outcome)
    return "\n".join(lines)


def _read(outcome: ImportOutcome) -> list[str]:
    what = outcome.what
    if what.reader is None:
        why = f"\nWhy: {words_of(what.failed)} ({what.failed})." if what.failed else ""
        known = f"No reader knows this export, so nothing was read out of it; it is in custody all the same.{why}"
        return [known, *_counted("could not be looked into", what.skipped)]
    lines = [f"Read as: {shown(what.reader.title)}"]
    lines += [f"{count:>8}  read: {kind}" for kind, count in sorted(what.read.items())] or ["       0  read"]
    lines += _counted("skipped", what.skipped)
    lines += _counted("noted", what.notes)
    if what.first_posted is not None:
        lines.append(f"From {what.first_posted} to {what.last_posted}, as far as the export says the moment.")
    if what.failed is not None:
        lines.append(f"Reading broke off: {words_of(what.failed)} ({what.failed}).")
        lines.append("What was read before it stands; the export itself is whole.")
    return lines


def _counted(how: str, counts: Mapping[str, int]) -> list[str]:
    return [f"{count:>8}  {how}: {words_of(code)} ({code})" for code, count in sorted(counts.items())]
