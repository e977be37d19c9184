"""``affiant screenshot``: a picture of the screen into a case, and what this system lets one take."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from affiant.capture.screen.geometry import read_region
from affiant.capture.screen.screen_program import ScreenProgram
from affiant.capture.screen.shot import ShotWish, WindowFacts
from affiant.cli.command import Terminal, shown
from affiant.cli.words import path
from affiant.core.errors import AffiantError, ExitStatus
from affiant.workflow.accounts import resolve_account
from affiant.workflow.capture_screen import ShotLabel, TakenScreenshot, examine_screenshot, take_screenshot
from affiant.workflow.cases import open_case
from affiant.workflow.identities import unlock_identity
from affiant.workflow.system import System

_LONGEST_DELAY_S = 3600
_WORDS = {"works": "WORKS", "asks-first": "ASKS FIRST", "no": "DOES NOT"}
_EPILOG = (
    "Without --screen, --region or --window the first screen is taken. --check and --list-windows take nothing and "
    "need no CASE; --check ends with 0 when a way works, else with 3."
)


class ScreenshotCommand:
    """Take a picture of the screen."""

    name = "screenshot"
    summary = "take a picture of the screen into a case, or check what can be taken here"

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """See `Command.configure`."""
        parser.epilog = _EPILOG
        parser.add_argument("case", type=path, nargs="?", metavar="CASE")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--screen", type=_number, metavar="N", help="a whole screen, from 1; the primary one is 1")
        what.add_argument("--region", metavar="X,Y,W,H", help="a region, in device pixels of the whole desktop")
        what.add_argument("--window", type=_number, metavar="ID", help="a window, by its id; it is brought forward")
        what.add_argument("--list-windows", action="store_true", help="list the windows that are to be seen")
        what.add_argument("--check", action="store_true", help="the capture check: test each way, and keep nothing")
        parser.add_argument("--delay", type=_seconds, default=0.0, metavar="S", help="wait so many seconds before")
        parser.add_argument("--account", metavar="A", help="account it shows: A001 or PLATFORM:@HANDLE")
        parser.add_argument("--url", metavar="U", help="address of what is on the screen")
        parser.add_argument("--note", metavar="N", help="note that goes into the ledger")

    def run(self, options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:
        """See `Command.run`."""
        if options.check:
            return _check(terminal)
        if options.list_windows:
            return _list_windows(terminal)
        if options.case is None:
            raise AffiantError(
                "case-not-named",
                "No case was named to take the picture into",
                safe="Nothing was recorded.",
                remedy="Name it: affiant screenshot CASE. Only --check and --list-windows go without.",
            )
        return _take(options.case, _wish(options), options, system, terminal)


def _take(folder: Path, wish: ShotWish, options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:
    label = ShotLabel(options.account, options.url, options.note)
    with open_case(system, unlock_identity(system), folder) as case:
        if label.account:
            resolve_account(case, label.account)  # before the screen is looked at
        with ScreenProgram(terminal.progress) as program:
            facts, picture = program.shoot(wish, round(options.delay * 1000))
            taken = take_screenshot(case, system, facts, picture, label, terminal.progress)
        unread = examine_screenshot(case, taken, terminal.progress)
    terminal.show(taken.document(), lambda: _text(taken))
    if unread is not None:
        terminal.say(f"The picture was not looked into, and is safe all the same. {unread.title}. ({unread.code})")
        return unread.status
    return ExitStatus.DONE


def _wish(options: argparse.Namespace) -> ShotWish:
    if options.region is not None:
        return ShotWish("region", region=read_region(options.region))
    if options.window is not None:
        return ShotWish("window", window=options.window)
    return ShotWish("screen", screen=options.screen)


def _text(taken: TakenScreenshot) -> str:
    facts, capture = taken.facts, taken.capture
    width, height = facts.size
    lines = [
        f"{capture.id}  {taken.sha256}  {facts.mode}, {width} × {height} pixels, by {facts.route}"
        + (f"  (same bytes as {capture.same_as})" if capture.same_as else ""),
        *(f"NOT OBTAINED  {one}" for one in facts.not_obtained),
        "Taken, hashed and sealed.",
    ]
    return "\n".join(lines)


def _check(terminal: Terminal) -> ExitStatus:
    with ScreenProgram(terminal.progress) as program:
        lines: list[dict[str, Any]] = program.check()["check"]
    works = [one for one in lines if one["state"] == "works"]
    terminal.show({"works": bool(works), "routes": lines}, lambda: "\n".join(map(_check_line, lines)) or _NOTHING)
    return ExitStatus.DONE if works else ExitStatus.INCOMPLETE


_NOTHING = "Affiant knows no way to take pictures on this kind of desktop."


def _check_line(one: dict[str, Any]) -> str:
    return f"{_WORDS[one['state']]:<10}  {one['title']}\n            {one['words']}"


def _list_windows(terminal: Terminal) -> ExitStatus:
    with ScreenProgram(terminal.progress) as program:
        found = program.windows()
    if found is None:
        raise AffiantError(
            "screen-no-windows",
            "This desktop does not let programs see the windows of others",
            remedy="Take a region or the whole screen instead.",
            status=ExitStatus.INCOMPLETE,
        )
    terminal.show([one.to_json() for one in found], lambda: "\n".join(map(_window_line, found)) or "No window is open.")
    return ExitStatus.DONE


def _window_line(one: WindowFacts) -> str:
    box = one.geometry
    place = f"{box.x},{box.y},{box.width},{box.height}"
    return f"{one.id:>10}  {place:<22}  {shown(one.program)}  {shown(one.title)}" + ("  (active)" if one.active else "")


def _number(text: str) -> int:
    number = int(text, 0)
    if number < 1:
        raise argparse.ArgumentTypeError("numbers begin with 1")
    return number


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds <= _LONGEST_DELAY_S:
        raise argparse.ArgumentTypeError(f"between 0 and {_LONGEST_DELAY_S} seconds")
    return seconds
