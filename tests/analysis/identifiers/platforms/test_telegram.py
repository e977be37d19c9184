"""Telegram at the desk: kinds of peers, and dialog IDs of the bot API."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.identifier_desk import FEW, ask, brief, reading

from affiant.analysis.identifiers.platforms.telegram import CHANNELS, HIGHEST, LOWEST, dialog

PEER = ("user, group or channel", "@example", "no-time")
MESSAGE = ("message", "@example", "no-time")
PRIVATE = [("message", "-1001234567890/8892", "no-time"), ("channel", "-1001234567890", "no-time")]
FORMS = {
    "username": ("https://t.me/example", [PEER], True),
    "message": ("https://t.me/example/77", [MESSAGE, PEER], True),
    "private": ("https://t.me/c/1234567890/8892", PRIVATE, True),
    "private-thread": ("https://t.me/c/1234567890/5/8892", PRIVATE, False),
    "topic": ("https://t.me/example/5/77", [MESSAGE, PEER], False),
    "preview": ("https://t.me/s/example", [PEER], False),
    "preview-message": ("https://t.me/s/example/77", [MESSAGE, PEER], False),
    "invite": ("https://t.me/+AbCdEf123_-x", [("invitation", None, "opaque")], False),
    "joinchat": ("https://t.me/joinchat/AbCdEf123_-x", [("invitation", None, "opaque")], False),
    "telegram-me": ("https://telegram.me/example", [PEER], True),
    "telegram-dog": ("https://telegram.dog/example/77", [MESSAGE, PEER], True),
    "below-t-me": ("https://example.t.me/77", [MESSAGE, PEER], True),
    "resolve": ("tg://resolve?domain=example&post=77", [MESSAGE, PEER], True),
    "resolve-name": ("tg://resolve?domain=example", [PEER], True),
    "privatepost": ("tg://privatepost?channel=1234567890&post=8892", PRIVATE, True),
    "stickers": ("https://t.me/addstickers/Animals", [("address", None, "no-time")], True),
    "proxy": ("tg://proxy?server=a", [("address", None, "no-time")], True),
}


@pytest.mark.parametrize(("url", "expected", "confirmed"), list(FORMS.values()), ids=list(FORMS))
def test_every_form_of_address_is_read(url: str, expected: list[tuple[str, str | None, str]], confirmed: bool) -> None:
    assert brief(url) == expected
    assert ask(url).readings[0].confirmed is confirmed


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (LOWEST - 1, None),
        (LOWEST, "channel"),
        (LOWEST + 1, "channel"),
        (-CHANNELS - 1, "channel"),
        (-CHANNELS, None),
        (-CHANNELS + 1, "group"),
        (-1, "group"),
        (1, "user"),
        (HIGHEST - 1, "user"),
        (HIGHEST, "user"),
        (HIGHEST + 1, None),
    ],
)
def test_dialog_ids_say_the_kind_of_peer_and_outside_of_the_range_nothing(number: int, kind: str | None) -> None:
    found = dialog(str(number))
    if kind is None:
        assert (found.outcome, found.id) == ("refused", None)
    else:
        assert (found.kind, found.outcome, found.id) == (kind, "no-time", str(number))


@FEW
@given(st.integers(1, -LOWEST - CHANNELS))
def test_a_channels_dialog_id_and_its_bare_number_go_both_ways(bare: int) -> None:
    (_, channel) = ask(f"https://t.me/c/{bare}/1").readings
    assert channel.id == str(-(CHANNELS + bare))
    assert dialog(str(channel.id)).details == (("bare number", str(bare)),)


def test_a_bare_number_may_be_a_user_a_group_or_a_channel() -> None:
    found = ask("1234567890", "telegram").readings
    assert [(one.kind, one.id) for one in found] == [
        ("user", "1234567890"),
        ("group", "-1234567890"),
        ("channel", "-1001234567890"),
    ]
    assert all(one.candidate and "ambiguous" in one.notes[-1] for one in found)


def test_a_minus_makes_a_dialog_id() -> None:
    assert brief("-1001234567890") == [("channel", "-1001234567890", "no-time")]


@pytest.mark.parametrize("text", ["-01", "--1", "-", "-1.5", "−1001234567890", "-١"])
def test_what_is_no_dialog_id_is_refused(text: str) -> None:
    assert ask(text).refusal is not None


@pytest.mark.parametrize("channel", ["0123", "abc", "99999999999999999999"])
def test_a_channel_that_is_none_is_refused(channel: str) -> None:
    assert ask(f"https://t.me/c/{channel}/1").readings[-1].outcome == "refused"


def test_a_message_gives_an_order_and_no_time() -> None:
    assert "order" in reading("https://t.me/example/77", "telegram", "message").notes[0]


@pytest.mark.parametrize("number", ["0", "007", "a", "1.5"])
def test_what_is_no_message_number_is_refused(number: str) -> None:
    assert reading(f"https://t.me/example/{number}", "telegram", "message").outcome == "refused"


def test_thread_comment_and_moment_are_kept_and_named() -> None:
    answer = ask("https://t.me/example/77?thread=5&comment=9&t=12&single&utm_source=a")
    assert answer.cleaned_url == "https://t.me/example/77?thread=5&comment=9&t=12&single"
    assert answer.dropped == ("utm_source",)
    assert dict(answer.readings[0].details) == {"message": "77", "thread": "5", "comment": "9", "t": "12"}


def test_a_group_that_becomes_a_supergroup_changes_its_id() -> None:
    assert "migrate_to_chat_id" in dialog("-5").notes[0]
    assert dialog("5").notes == ()


def test_a_username_lacks_the_number() -> None:
    assert "export" in reading("@example", "telegram", PEER[0]).missing[0]
