"""WhatsApp at the desk: JIDs."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.identifier_desk import FEW, ask, brief

from affiant.analysis.identifiers.platforms.whatsapp import EARLIEST, GROUPS_CHANGED

PHONE = "923001234567"
FORMS = {
    "user": (f"{PHONE}@s.whatsapp.net", [("user", f"{PHONE}@s.whatsapp.net", "no-time")], True),
    "old-user": (f"{PHONE}@c.us", [("user", f"{PHONE}@s.whatsapp.net", "no-time")], True),
    "lid": ("123456789012345@lid", [("privacy ID", "123456789012345@lid", "no-time")], True),
    "new-group": ("120363000000000009@g.us", [("group", "120363000000000009@g.us", "opaque")], True),
    "channel": ("120363000000000009@newsletter", [("channel", "120363000000000009@newsletter", "opaque")], True),
    "broadcast": ("1623281429@broadcast", [("broadcast list", "1623281429@broadcast", "value")], True),
    "status": ("status@broadcast", [("status feed", "status@broadcast", "no-time")], True),
    "invite": ("https://chat.whatsapp.com/AbCdEf123", [("invitation to a group", None, "opaque")], False),
    "chat": (f"https://wa.me/{PHONE}", [("user", f"{PHONE}@s.whatsapp.net", "no-time")], False),
    "chat-plus": (f"https://wa.me/+{PHONE}", [("user", None, "refused")], False),
    "web-channel": ("https://whatsapp.com/channel/0029VaAbCdEf", [("channel", None, "opaque")], False),
    "other": ("https://www.whatsapp.com/legal", [("address", None, "no-time")], True),
}


@pytest.mark.parametrize(("text", "expected", "confirmed"), list(FORMS.values()), ids=list(FORMS))
def test_every_form_is_read(text: str, expected: list[tuple[str, str | None, str]], confirmed: bool) -> None:
    assert brief(text) == expected
    assert ask(text).readings[0].confirmed is confirmed


@pytest.mark.parametrize(
    ("half", "outcome"),
    [
        (EARLIEST - 1, "refused"),
        (EARLIEST, "value"),
        (EARLIEST + 1, "value"),
        (GROUPS_CHANGED - 1, "value"),
        (GROUPS_CHANGED, "refused"),
        (GROUPS_CHANGED + 1, "refused"),
    ],
)
def test_an_old_group_has_a_time_between_2009_and_november_2021(half: int, outcome: str) -> None:
    assert ask(f"{PHONE}-{half}@g.us").readings[0].outcome == outcome


def test_the_time_may_stand_in_either_half() -> None:
    for jid in (f"{PHONE}-1623281429@g.us", f"1623281429-{PHONE}@g.us"):
        (found,) = ask(jid).readings
        assert found.time is not None
        assert (found.time.text, dict(found.details)) == ("2021-06-09T23:30:29Z", {"creator's phone": f"+{PHONE}"})


def test_two_halves_that_could_both_be_the_time_are_refused() -> None:
    (found,) = ask("1523281429-1623281429@g.us").readings
    assert found.refusal is not None
    assert (found.refusal.code, found.time) == ("no-single-time", None)


@FEW
@given(st.integers(EARLIEST, GROUPS_CHANGED - 1))
def test_a_group_made_of_a_time_gives_that_time(seconds: int) -> None:
    time = ask(f"{PHONE}-{seconds}@g.us").readings[0].time
    assert time is not None
    assert time.at.timestamp() == seconds
    assert time.tolerance_ms == 1000


@pytest.mark.parametrize("seconds", [EARLIEST - 1, 4102444800])
def test_a_broadcast_list_has_a_time_since_2009_and_before_the_capture(seconds: int) -> None:
    assert ask(f"{seconds}@broadcast").readings[0].outcome in ("refused", "conflict")


@pytest.mark.parametrize("local", ["12036", "abc", "120363abc", "1-2", "٩٢٣"])
def test_what_is_no_group_is_refused(local: str) -> None:
    answer = ask(f"{local}@g.us")
    assert answer.refusal is not None or answer.readings[0].outcome == "refused"


@pytest.mark.parametrize(("digits", "outcome"), [(6, "refused"), (7, "no-time"), (15, "no-time"), (16, "refused")])
def test_a_phone_number_has_7_to_15_digits(digits: int, outcome: str) -> None:
    assert ask("9" * digits, "whatsapp").readings[0].outcome == outcome


def test_a_phone_number_is_said_to_be_personal() -> None:
    assert any("redact" in note for note in ask(f"{PHONE}@s.whatsapp.net").readings[0].notes)


def test_a_message_in_a_link_is_dropped() -> None:
    answer = ask(f"https://wa.me/{PHONE}?text=secret")
    assert (answer.cleaned_url, answer.dropped) == (f"https://wa.me/{PHONE}", ("text",))


def test_no_jid_is_dated_by_the_capture() -> None:
    assert ask("status@broadcast", captured_at=datetime.fromisoformat("2010-01-01T00:00:00+00:00")).readings
