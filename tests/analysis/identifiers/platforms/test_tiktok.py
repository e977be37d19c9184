"""TikTok at the desk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.identifier_desk import FEW, ask, brief, reading

from affiant.analysis.identifiers.platforms.tiktok import ENTITIES, FIRST

T = "https://www.tiktok.com"
VIDEO, OTHER = "6854717870488702213", "7334673362142839826"
USER = ("user", "@example", "no-time")
FORMS = {
    "user": (f"{T}/@example", [USER], True),
    "video": (f"{T}/@example/video/{VIDEO}", [("video", VIDEO, "value"), USER], True),
    "embed": (f"{T}/embed/{VIDEO}", [("video", VIDEO, "value")], True),
    "photo": (f"{T}/@example/photo/{VIDEO}", [("photo post", VIDEO, "value"), USER], False),
    "live": (f"{T}/@example/live", [USER], False),
    "vm": ("https://vm.tiktok.com/ZMabcdef/", [("short link", None, "opaque")], False),
    "vt": ("https://vt.tiktok.com/ZSabcdef/", [("short link", None, "opaque")], False),
    "t": (f"{T}/t/ZTabcdef/", [("short link", None, "opaque")], False),
    "other": (f"{T}/foryou", [("address", None, "no-time")], True),
}


@pytest.mark.parametrize(("url", "expected", "confirmed"), list(FORMS.values()), ids=list(FORMS))
def test_every_form_of_address_is_read(url: str, expected: list[tuple[str, str | None, str]], confirmed: bool) -> None:
    assert brief(url) == expected
    assert ask(url).readings[0].confirmed is confirmed


@pytest.mark.parametrize(("number", "outcome"), [(FIRST - 1, "refused"), (FIRST, "value"), (FIRST + 1, "value")])
def test_a_time_begins_where_somebody_has_verified_it(number: int, outcome: str) -> None:
    assert ask(str(number), "tiktok").readings[0].outcome == outcome


def test_an_older_object_is_decoded_when_a_person_says_so_and_is_marked() -> None:
    (found,) = ask(str(FIRST - 1), "tiktok", older=True).readings
    assert (found.outcome, found.refusal) == ("value", None)
    assert found.time is not None
    assert found.time.text == "2017-12-16T04:39:43Z"
    assert "Unverified range" in found.notes[-1]


@pytest.mark.parametrize("number", ["999999999999999999", "685471787048870221", "10000000000000000000"])
def test_a_number_that_has_not_19_digits_is_refused_even_as_an_older_one(number: str) -> None:
    refusal = ask(number, "tiktok", older=True).readings[0].refusal
    assert refusal is not None
    assert refusal.code == "number-length"


@FEW
@given(
    st.integers(FIRST >> 32, 1795000000).filter(lambda one: one > FIRST >> 32),
    st.integers(0, 999),
    st.integers(0, 31),
    st.sampled_from(sorted(ENTITIES)),
    st.integers(0, 255),
)
def test_a_number_made_of_a_time_gives_that_time(
    seconds: int, milliseconds: int, sequence: int, entity: int, machine: int
) -> None:
    number = seconds << 32 | milliseconds << 22 | sequence << 14 | entity << 8 | machine
    (found,) = ask(str(number), "tiktok").readings
    assert found.time is not None
    assert found.time.at.timestamp() == seconds
    assert found.kind == ENTITIES[entity]
    assert dict(found.details) == {
        "milliseconds field": str(milliseconds),
        "sequence": str(sequence),
        "entity": f"{entity} {ENTITIES[entity]}",
        "machine": str(machine),
    }


def test_the_time_is_about_and_shows_no_milliseconds() -> None:
    time = reading(VIDEO, "tiktok", "video").time
    assert time is not None
    assert (time.tolerance_ms, time.tolerance) == (60_000, "about, ±1 min")
    assert "." not in time.text


@pytest.mark.parametrize(("milliseconds", "doubt"), [(999, False), (1000, True), (1023, True)])
def test_more_than_999_milliseconds_are_a_reason_to_doubt(milliseconds: int, doubt: bool) -> None:
    number = 1595988373 << 32 | milliseconds << 22 | 13 << 8
    assert any("doubt" in note for note in ask(str(number), "tiktok").readings[0].notes) is doubt


def test_a_video_address_with_the_number_of_a_user_is_warned_of() -> None:
    assert "another kind" in ask(f"{T}/@example/video/{OTHER}").readings[0].notes[0]
    assert ask(f"{T}/@example/video/{VIDEO}").readings[0].notes == ()


def test_a_sec_uid_is_opaque() -> None:
    (found,) = ask("MS4wLjABAAAA" + "v7iSuuXDJGDvJkmH_vz1qkDZYo1apxgzaxdBSeIuPiM").readings
    assert (found.kind, found.outcome) == ("user", "opaque")


def test_an_unknown_entity_is_named_as_such() -> None:
    number = 1595988373 << 32 | 7 << 8
    assert ("entity", "7 unknown") in ask(str(number), "tiktok").readings[0].details
