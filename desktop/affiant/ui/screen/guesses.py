"""What the card after a picture is filled with; a guess is recorded only when the person saves it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from affiant.capture.screen.shot import WindowFacts
from affiant.core.model import Account

_ADDRESS = re.compile(r"https?://[^\s<>\"]{3,2000}")
_SHORTEST = 3
"""Characters; a shorter handle is found in every title."""


@dataclass(frozen=True, slots=True)
class Guesses:
    """What is filled in at first."""

    account: str | None = None
    """Its id."""
    url: str = ""


def guess(accounts: Sequence[Account], window: WindowFacts | None, last: str | None, clipboard: str) -> Guesses:
    """Guess from the window that was taken, the account that was said last, and the text on the clipboard."""
    return Guesses(guess_account(accounts, window.title if window is not None else None, last), guess_url(clipboard))


def guess_account(accounts: Sequence[Account], title: str | None, last: str | None) -> str | None:
    """The account whose handle or name stands in the window's title, the longest of them; else the last one.

    Args:
        accounts: of the case.
        title: of the window that was taken.
        last: id of the account that was said last in this case.
    """
    lowered = (title or "").casefold()
    found = [
        (len(name), one.id)
        for one in accounts
        for name in (one.latest("handle"), one.latest("name"))
        if name and len(name) >= _SHORTEST and name.casefold() in lowered
    ]
    if found:
        return max(found, key=lambda one: one[0])[1]
    return last if any(one.id == last for one in accounts) else None


def guess_url(clipboard: str) -> str:
    """The address on the clipboard, when it holds one and nothing else."""
    text = clipboard.strip()
    return text if _ADDRESS.fullmatch(text) else ""
