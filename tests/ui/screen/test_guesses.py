"""What the card is filled with."""

from __future__ import annotations

import pytest

from affiant.capture.screen.geometry import Box
from affiant.capture.screen.shot import WindowFacts
from affiant.core.model import Account, Observation
from affiant.ui.screen.guesses import Guesses, guess, guess_account, guess_url


def account(number: int, **seen: str) -> Account:
    observations = tuple(Observation(kind, value, "at", number) for kind, value in seen.items())
    return Account(f"A{number:03d}", "x", number, observations)


ACCOUNTS = (
    account(1, handle="example"),
    account(2, handle="ab"),
    account(3, name="پانی والا"),
    account(4, handle="example_two"),
)


@pytest.mark.parametrize(
    ("title", "last", "expected"),
    [
        ("Posts by @Example / X", None, "A001"),
        ("Posts by @Example_Two / X", "A001", "A004"),
        ("about nothing", None, None),
        ("about nothing", "A002", "A002"),
        ("cab abc", "A001", "A001"),
        ("پانی والا on a page", "A001", "A003"),
        (None, "A001", "A001"),
        (None, "A009", None),
    ],
)
def test_the_account_is_guessed_from_the_title_else_the_last_one(
    title: str | None, last: str | None, expected: str | None
) -> None:
    assert guess_account(ACCOUNTS, title, last) == expected


def test_the_card_is_filled_from_window_and_clipboard_together() -> None:
    window = WindowFacts(7, "@example - browser", None, None, Box(0, 0, 9, 9), active=True)
    assert guess(ACCOUNTS, window, "A002", "https://x.example/1") == Guesses("A001", "https://x.example/1")
    assert guess(ACCOUNTS, None, "A002", "words") == Guesses("A002", "")


@pytest.mark.parametrize(
    ("clipboard", "expected"),
    [
        (" https://x.example/1?a=b \n", "https://x.example/1?a=b"),
        ("see https://x.example/1", ""),
        ("https://x.example/1\nhttps://x.example/2", ""),
        ("javascript:alert(1)", ""),
        ("https://" + "a" * 3000, ""),
        ("", ""),
    ],
)
def test_an_address_alone_on_the_clipboard_is_a_guess(clipboard: str, expected: str) -> None:
    assert guess_url(clipboard) == expected
