"""``affiant targets``: addresses that are to be captured, now or when there is a network."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from affiant.capture.url_list import MAX_BYTES
from affiant.cli.command import Terminal, shown
from affiant.cli.web_documents import captured_document, captured_lines, failed_document, failed_lines
from affiant.cli.web_options import add_web_options
from affiant.cli.words import path, repeat_common
from affiant.core.errors import ExitStatus
from affiant.core.model import Target
from affiant.workflow.cases import open_case, open_case_for_reading
from affiant.workflow.identities import unlock_identity
from affiant.workflow.pausing import Pause
from affiant.workflow.system import System
from affiant.workflow.target_lists import add_targets, captured_before, read_list_bytes
from affiant.workflow.target_runs import CAPTURED, FAILED, RunOrder, RunOutcome, Tried, run_targets
from affiant.workflow.target_states import PROBLEMS, STATES, state_of
from affiant.workflow.web_browsers import open_browser

_STANDARD_INPUT = Path("-")


class TargetsCommand:
    """Add lists of addresses, show what became of them, and capture them."""

    name = "targets"
    summary = "keep a list of addresses, and capture them one after another"

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """See `Command.configure`."""
        actions = parser.add_subparsers(dest="action", required=True, metavar="add|list|run")
        add = actions.add_parser("add", help="add a list; every row is kept")
        add.add_argument("case", type=path, metavar="CASE")
        add.add_argument("file", type=path, metavar="FILE|-", help="text or CSV; - reads standard input")
        listing = actions.add_parser("list", help="show all addresses and what became of them")
        listing.add_argument("case", type=path, metavar="CASE")
        run = actions.add_parser("run", help="capture what is still to be captured")
        run.add_argument("case", type=path, metavar="CASE")
        run.add_argument("--retry-failed", action="store_true", help="those that failed before, too")
        add_web_options(run)
        for action in actions.choices.values():
            repeat_common(action)

    def run(self, options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:
        """See `Command.run`."""
        return _ACTIONS[options.action](options, system, terminal)


def _add(options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:
    if options.file == _STANDARD_INPUT:
        data, name = sys.stdin.buffer.read(MAX_BYTES + 1), None
    else:
        data, name = read_list_bytes(options.file), options.file.name
    with open_case(system, unlock_identity(system), options.case) as case:
        added = add_targets(case, system, data, name, terminal.progress)
    unusable = sum(1 for one in added.targets if one.url is None)
    doubles = sum(1 for one in added.targets if one.duplicate_of)
    terminal.show(
        {"targets": _documents(added.targets, added.captured_before)},
        lambda: "\n".join(
            (
                *_lines(added.targets, added.captured_before),
                f"{len(added.targets)} rows kept: {len(added.targets) - unusable} addresses, {doubles} of them double; "
                f"{unusable} without an address.",
            )
        ),
    )
    return ExitStatus.DONE


def _list(options: argparse.Namespace, _system: System, terminal: Terminal) -> ExitStatus:
    with open_case_for_reading(options.case) as case:
        targets = case.targets()
        before = captured_before(case, targets)
    terminal.show(
        {"targets": _documents(targets, before)}, lambda: "\n".join(_lines(targets, before)) or "No addresses."
    )
    return ExitStatus.DONE


def _run(options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:
    with open_case(system, unlock_identity(system), options.case) as case:
        outcome = run_targets(
            case,
            system,
            lambda: open_browser(system, options.engine, authorities=tuple(options.site_authority)),
            RunOrder(retry_failed=options.retry_failed, wait_s=options.wait),
            terminal.progress,
            Pause(),
        )
    terminal.show(
        {
            "tried": [_tried_document(one) for one in outcome.tried],
            "to_capture": outcome.to_capture,
            "offline": outcome.offline,
        },
        lambda: _run_text(outcome),
    )
    if (why := outcome.ended) is not None:
        terminal.say(f"The run ended early. {why.title}. {why.remedy} ({why.code})")
    return outcome.status


def _documents(targets: Iterable[Target], before: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "number": one.number,
            "list": one.list,
            "row": one.row,
            "given": one.given,
            "url": one.url,
            "platform": one.platform,
            "handle": one.handle,
            "account": one.account,
            "note": one.note,
            "duplicate_of": one.duplicate_of,
            "captured_before": before.get(one.id),
            "problem": one.problem,
            "state": state_of(one),
            "tries": one.tries,
            "capture": one.capture,
            "code": one.code,
        }
        for one in targets
    ]


def _lines(targets: Sequence[Target], before: Mapping[str, str]) -> list[str]:
    lines = []
    for one in targets:
        remarks = [PROBLEMS.get(one.problem, one.problem)] if one.problem else []
        remarks += [f"double of {one.duplicate_of}"] if one.duplicate_of else []
        remarks += [f"captured before as {before[one.id]}"] if one.id in before else []
        remarks += [one.capture] if one.capture else []
        remarks += [one.code] if one.code else []
        remark = f"  ({'; '.join(remarks)})" if remarks else ""
        who = f"{one.platform or '-'} {'@' + one.handle if one.handle else '-'}"
        lines.append(f"{one.id}  {STATES[state_of(one)]:<13}{shown(who):<24} {shown(one.url or one.given)}{remark}")
    return lines


def _tried_document(tried: Tried) -> dict[str, Any]:
    return {
        "target": tried.target.id,
        "outcome": tried.outcome,
        "capture": captured_document(tried.page) if tried.page else None,
        "failed": failed_document(tried.failed) if tried.failed else None,
    }


def _run_text(outcome: RunOutcome) -> str:
    lines: list[str] = []
    for one in outcome.tried:
        if one.page is not None:
            lines += captured_lines(one.page)
        elif one.failed is not None:
            lines += failed_lines(one.failed)
        else:
            lines.append(f"{one.target.id}  {STATES[one.outcome].lower()}  {shown(one.target.url)}")
    captured = sum(1 for one in outcome.tried if one.outcome == CAPTURED)
    failed = sum(1 for one in outcome.tried if one.outcome == FAILED)
    lines.append(f"{captured} captured, {failed} failed, {outcome.to_capture} still to capture.")
    if outcome.offline:
        lines.append("This computer has no network: what needs one stays to be captured, until it is run again.")
    if outcome.cancelled:
        lines.append("Stopped by you: what is captured is safe, and the rest stays to be captured.")
    return "\n".join(lines)


_ACTIONS = {"add": _add, "list": _list, "run": _run}
