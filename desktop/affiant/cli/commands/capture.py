"""``affiant capture``: pages of the web into a case."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from affiant.capture.url_list import ListedRow
from affiant.cli.command import Terminal
from affiant.cli.web_documents import captured_document, captured_lines, failed_document, failed_lines
from affiant.cli.web_options import add_web_options, fingerprint
from affiant.cli.words import path
from affiant.core.errors import AffiantError, ExitStatus
from affiant.workflow.capture_web import capture_web
from affiant.workflow.cases import open_case
from affiant.workflow.identities import unlock_identity
from affiant.workflow.system import System
from affiant.workflow.target_lists import read_list_file
from affiant.workflow.web_browsers import open_browser
from affiant.workflow.web_pages import CapturedPage, FailedPage, Page, WebCaptureOrder, WebCaptureOutcome


class CaptureCommand:
    """Capture pages with a clean browser."""

    name = "capture"
    summary = "capture pages of the web with a clean browser"

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """See `Command.configure`."""
        parser.add_argument("case", type=path, metavar="CASE")
        parser.add_argument("urls", nargs="*", metavar="URL", help="address of a page; each becomes a capture")
        parser.add_argument("--list", type=path, metavar="FILE", help="addresses from a text or CSV file besides")
        parser.add_argument("--account", metavar="A", help="account that they show: A001 or PLATFORM:@HANDLE")
        parser.add_argument("--note", metavar="N", help="note that goes into the ledger")
        parser.add_argument(
            "--expect",
            action="append",
            default=[],
            metavar="WORDS",
            help="words that the pages are said to show; whether they do is recorded. May be given several times",
        )
        parser.add_argument(
            "--accept-certificate",
            type=fingerprint,
            metavar="SHA256",
            help="go on with a server whose certificate is not trusted and has this fingerprint; it is recorded",
        )
        add_web_options(parser)

    def run(self, options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:
        """See `Command.run`."""
        rows = read_list_file(options.list) if options.list is not None else ()
        pages = (*(Page(url) for url in options.urls), *(_page(one) for one in rows if one.url))
        if not pages and not rows:
            raise AffiantError("url-missing", "There is no address", remedy="Write one, or name a file with --list.")
        no_pages = tuple(_no_page(one) for one in rows if not one.url)
        order = WebCaptureOrder(
            pages=pages,
            account=options.account,
            note=options.note,
            wait_s=options.wait,
            expect=tuple(options.expect),
            accept_certificate=options.accept_certificate,
        )
        with (
            open_browser(system, options.engine, authorities=tuple(options.site_authority)) as browser,
            open_case(system, unlock_identity(system), options.case) as case,
        ):
            outcome = capture_web(case, system, browser, order, terminal.progress)
        failed = (*no_pages, *outcome.failed)
        terminal.show(_document(outcome.captures, failed), lambda: _text(outcome, failed))
        if (why := outcome.not_derived) is not None:
            terminal.say(f"Pictures or addresses were not all looked into. {why.title}. ({why.code})")
        return ExitStatus.USAGE if no_pages and outcome.status == ExitStatus.DONE else outcome.status


def _page(row: ListedRow) -> Page:
    return Page(row.url, row.account, row.note)


def _no_page(row: ListedRow) -> FailedPage:
    return FailedPage(
        row.given,
        row.problem or "no-address",
        "This row of the list is not the address of a page",
        f"It is row {row.row}. Write an address that begins with http or https.",
        ExitStatus.USAGE,
    )


def _document(captures: Sequence[CapturedPage], failed: Sequence[FailedPage]) -> dict[str, Any]:
    """Exactly the fields that other programs read."""
    return {
        "captures": [captured_document(one) for one in captures],
        "failed": [failed_document(one) for one in failed],
    }


def _text(outcome: WebCaptureOutcome, failed: Sequence[FailedPage]) -> str:
    lines = [line for one in outcome.captures for line in captured_lines(one)]
    lines += [line for one in failed for line in failed_lines(one)]
    lines.append(f"{len(outcome.captures)} captured, hashed and sealed; {len(failed)} not captured.")
    if outcome.cancelled:
        lines.append("Stopped by you: what is listed as captured is safe, and nothing is half done.")
    return "\n".join(lines)
