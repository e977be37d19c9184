"""Discord at the desk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.identifier_desk import FEW, ask, brief, moment, ms_of, reading

from affiant.analysis.identifiers.platforms.discord import EPOCH_MS, FIRST

SERVER, CHANNEL, MESSAGE, FILE = (
    "427876741990711298",
    "551531058039095296",
    "643183730227281931",
    "626893414490832918",
)
D = "https://discord.com"
FORMS = {
    "channel": (f"{D}/channels/{SERVER}/{CHANNEL}", [("channel", CHANNEL, "value"), ("server", SERVER, "value")], True),
    "message": (
        f"https://discordapp.com/channels/{SERVER}/{CHANNEL}/{MESSAGE}",
        [("message", MESSAGE, "value"), ("channel", CHANNEL, "value"), ("server", SERVER, "value")],
        True,
    ),
    "direct": (f"{D}/channels/@me/{CHANNEL}", [("channel", CHANNEL, "value")], True),
    "file": (
        f"https://cdn.discordapp.com/attachments/{CHANNEL}/{FILE}/a.png",
        [("file", FILE, "value"), ("channel", CHANNEL, "value")],
        True,
    ),
    "invite": ("https://discord.gg/AbCdEf", [("invitation", None, "opaque")], False),
    "invite-long": (f"{D}/invite/AbCdEf", [("invitation", None, "opaque")], False),
    "user": (f"{D}/users/{SERVER}", [("user", SERVER, "value")], False),
    "other": (f"{D}/terms", [("address", None, "no-time")], True),
}


@pytest.mark.parametrize(("url", "expected", "confirmed"), list(FORMS.values()), ids=list(FORMS))
def test_every_form_of_address_is_read(url: str, expected: list[tuple[str, str | None, str]], confirmed: bool) -> None:
    assert brief(url) == expected
    assert ask(url).readings[0].confirmed is confirmed


@pytest.mark.parametrize(("number", "outcome"), [(FIRST - 1, "refused"), (FIRST, "value"), (FIRST + 1, "value")])
def test_a_time_begins_one_millisecond_after_the_epoch(number: int, outcome: str) -> None:
    assert ask(str(number), "discord").readings[0].outcome == outcome


@pytest.mark.parametrize(("offset", "doubtful"), [(-1, True), (0, False), (1, False)])
def test_times_before_february_2015_are_doubtful(offset: int, doubtful: bool) -> None:
    ms = ms_of(2015, 2, 1) + offset
    notes = ask(str((ms - EPOCH_MS) << 22), "discord").readings[0].notes
    assert any("doubtful" in one for one in notes) is doubtful


@FEW
@given(
    st.integers(ms_of(2015, 1, 2), ms_of(2026, 11, 21)),
    st.integers(0, 31),
    st.integers(0, 31),
    st.integers(0, 4095),
)
def test_a_number_made_of_a_time_gives_that_time(ms: int, worker: int, process: int, increment: int) -> None:
    number = (ms - EPOCH_MS) << 22 | worker << 17 | process << 12 | increment
    (found,) = ask(str(number), "discord").readings
    assert found.time is not None
    assert found.time.at == moment(ms)
    assert dict(found.details) == {"worker": str(worker), "process": str(process), "increment": str(increment)}


def test_a_file_says_when_its_link_ends_and_that_cleaning_breaks_it() -> None:
    url = f"https://cdn.discordapp.com/attachments/{CHANNEL}/{FILE}/a.png?ex=65d903de&is=65c68ede&hm=2481f3"
    answer = ask(url)
    found = reading(url, "discord", "file")
    assert answer.cleaned_url == f"https://cdn.discordapp.com/attachments/{CHANNEL}/{FILE}/a.png"
    assert answer.dropped == ("ex", "is", "hm")
    assert "does not open" in found.notes[0]
    assert dict(found.details)["link ends (from general knowledge)"] == "2024-02-23T20:45:18Z"


def test_numbers_may_have_64_bits_and_not_more() -> None:
    assert ask(str(2**64 - 1), "discord").readings[0].outcome == "conflict"
    assert ask(str(2**64), "discord").readings[0].outcome == "refused"
