"""``affiant watch``: files that come into a folder go into a case, until Ctrl+C."""

from __future__ import annotations

import argparse
import time
from functools import partial

from affiant.capture.watching.folder_watch import Presence
from affiant.cli.command import Terminal, shown
from affiant.cli.documents import added_document
from affiant.cli.words import path
from affiant.core.errors import ExitStatus
from affiant.workflow.cases import open_case
from affiant.workflow.identities import unlock_identity
from affiant.workflow.system import System
from affiant.workflow.watch_folder import WatchNews, WatchOrder, WatchOutcome, watch_folder


class WatchCommand:
    """Watch a folder."""

    name = "watch"
    summary = "take files into a case as they come into a folder, until Ctrl+C"

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """See `Command.configure`."""
        parser.add_argument("case", type=path, metavar="CASE")
        parser.add_argument(
            "folder", type=path, metavar="FOLDER", help="with all below it; it is only read, and may come later"
        )
        parser.add_argument("--account", metavar="A", help="account it shows: A001 or PLATFORM:@HANDLE")
        parser.add_argument("--url", metavar="U", help="address where it was published")
        parser.add_argument("--note", metavar="N", help="note that goes into the ledger")
        parser.add_argument(
            "--existing", action="store_true", help="take what lies there already too, but for bytes that the case has"
        )

    def run(self, options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:
        """See `Command.run`."""
        order = WatchOrder(options.folder, options.account, options.url, options.note, options.existing)
        with open_case(system, unlock_identity(system), options.case) as case:
            outcome = watch_folder(case, system, order, terminal.progress, time.sleep, partial(_tell, terminal))
        document = added_document(outcome.captures, outcome.failed) | {"left_out": outcome.left_out}
        terminal.show(document, lambda: _text(outcome))
        return outcome.status


def _tell(terminal: Terminal, news: WatchNews) -> None:
    """Say what happens while it happens."""
    if news.added is None:
        there = news.presence is Presence.THERE
        terminal.say("Watching the folder; stop with Ctrl+C." if there else "The folder is not there; waiting for it.")
        return
    for one in news.added.captures:
        terminal.say(f"{one.id}  {shown(one.path)}")
    for failed in news.added.failed:
        terminal.say(f"NOT TAKEN  {shown(failed.path)}  {failed.title}. ({failed.code})")


def _text(outcome: WatchOutcome) -> str:
    lines = [f"{one.id}  {one.sha256}  {shown(one.path)}" for one in outcome.captures]
    lines += [f"NOT TAKEN  {shown(one.path)}\n           {one.title}. {one.remedy}" for one in outcome.failed]
    words = f"{len(outcome.captures)} taken, hashed and sealed; {len(outcome.failed)} not taken"
    if outcome.left_out:
        words += f"; {outcome.left_out} left out, because the case has their bytes"
    return "\n".join([*lines, f"{words}."])
