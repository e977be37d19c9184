"""What the other side asks the window to show, read out of its parameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from affiant.core.names import visible
from affiant.ui.browser.affiant_domain import Params

WORDS = {
    "waiting": "waiting",
    "running": "working",
    "done": "done",
    "failed": "not obtained",
    "doubt": "doubtful",
}
"""The states of an artefact, and how they are said."""
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Item:
    """One artefact of a capture."""

    code: str
    text: str
    state: str
    """Of `WORDS`."""


@dataclass(frozen=True, slots=True)
class Checklist:
    """How far a capture is."""

    items: tuple[Item, ...] = ()
    busy: bool = False
    """Whether the page must not be touched now."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """The case's accounts, as id and title."""

    titles: tuple[tuple[str, str], ...] = ()
    chosen: str = ""
    """Id; empty for none."""


def read_checklist(params: Params) -> Checklist:
    """Read the parameters of `Affiant.showState`.

    Raises:
        ValueError: other fields, types or states.
    """
    items = params.get("items")
    busy = params.get("busy")
    if not isinstance(items, list) or not isinstance(busy, bool):
        raise ValueError("items must be a list, and busy true or false")
    return Checklist(tuple(_item(one) for one in items), busy)


def read_accounts(params: Params) -> Accounts:
    """Read the parameters of `Affiant.setAccounts`.

    Raises:
        ValueError: other fields or types, or a chosen one that is not among them.
    """
    accounts = params.get("accounts")
    chosen = params.get("chosen")
    if not isinstance(accounts, list):
        raise ValueError("accounts must be a list")
    titles = tuple((_text(one, "id"), visible(_text(one, "title"), _LONGEST)) for one in accounts)
    chosen_id = "" if chosen is None else chosen
    if not isinstance(chosen_id, str) or chosen_id not in {"", *(key for key, _ in titles)}:
        raise ValueError("chosen must be the id of one of the accounts, or empty")
    return Accounts(titles, chosen_id)


def _item(value: Any) -> Item:
    state = _text(value, "state")
    if state not in WORDS:
        raise ValueError(f"a state must be one of {', '.join(WORDS)}")
    return Item(_text(value, "code"), visible(_text(value, "text"), _LONGEST), state)


def _text(value: Any, name: str) -> str:
    text = value.get(name) if isinstance(value, dict) else None
    if not isinstance(text, str):
        raise ValueError(f"{name} must be a text")
    return text
