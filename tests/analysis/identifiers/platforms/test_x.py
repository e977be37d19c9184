"""X at the desk: forms of addresses, and where its numbers begin to hold a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.identifier_desk import FEW, ask, brief, moment, ms_of, reading

from affiant.analysis.identifiers.platforms.x import EPOCH_MS, FIRST_POST, FIRST_USER, LOOSE_USERS

ID = "1382350606417817604"
FORMS = {
    "handle": ("https://x.com/example", [("user", "@example", "no-time")], True),
    "twitter": ("https://twitter.com/example", [("user", "@example", "no-time")], True),
    "mobile": ("https://mobile.twitter.com/example", [("user", "@example", "no-time")], True),
    "status": (f"https://x.com/example/status/{ID}", [("post", ID, "value"), ("user", "@example", "no-time")], True),
    "user-number": ("https://x.com/i/user/859176958403465218", [("user", "859176958403465218", "value")], False),
    "status-alone": (f"https://x.com/i/status/{ID}", [("post", ID, "value")], False),
    "web-status": (f"https://x.com/i/web/status/{ID}", [("post", ID, "value")], False),
    "photo": (f"https://x.com/a/status/{ID}/photo/2", [("post", ID, "value"), ("user", "@a", "no-time")], False),
    "video": (f"https://x.com/a/status/{ID}/video/1", [("post", ID, "value"), ("user", "@a", "no-time")], False),
    "intent": ("https://x.com/intent/user?user_id=12", [("user", "12", "refused")], False),
    "list": ("https://x.com/i/lists/1500000000000000000", [("list", "1500000000000000000", "opaque")], False),
    "community": (
        "https://x.com/i/communities/1500000000000000000",
        [("community", "1500000000000000000", "opaque")],
        False,
    ),
    "space": ("https://x.com/i/spaces/1eaKbrPAqbwKX", [("space", "1eaKbrPAqbwKX", "no-time")], False),
    "media": (
        "https://pbs.twimg.com/media/ErD8xv0VkAIBJe7?format=jpg&name=large",
        [("media file", "1346854220163551234", "value")],
        True,
    ),
    "media-file": (
        "https://pbs.twimg.com/media/ErD8xv0VkAIBJe7.jpg:large",
        [("media file", "1346854220163551234", "value")],
        True,
    ),
    "avatar": (f"https://pbs.twimg.com/profile_images/{ID}/a_400x400.jpg", [("profile picture", ID, "value")], False),
    "video-file": (f"https://video.twimg.com/ext_tw_video/{ID}/pu/vid/a.mp4", [("video file", ID, "value")], False),
    "amplify": (f"https://video.twimg.com/amplify_video/{ID}/vid/a.mp4", [("video file", ID, "value")], False),
    "home": ("https://x.com/home", [("address", None, "no-time")], True),
    "search": ("https://x.com/search?q=a", [("address", None, "no-time")], True),
}


@pytest.mark.parametrize(("url", "expected", "confirmed"), list(FORMS.values()), ids=list(FORMS))
def test_every_form_of_address_is_read(url: str, expected: list[tuple[str, str | None, str]], confirmed: bool) -> None:
    assert brief(url) == expected
    assert ask(url).readings[0].confirmed is confirmed


@pytest.mark.parametrize(
    ("number", "kind", "outcome"),
    [
        (FIRST_POST - 1, "post", "refused"),
        (FIRST_POST, "post", "value"),
        (FIRST_POST + 1, "post", "value"),
        (FIRST_USER - 1, "user", "refused"),
        (FIRST_USER, "user", "value"),
        (FIRST_USER + 1, "user", "value"),
    ],
)
def test_a_time_begins_exactly_where_the_scheme_does(number: int, kind: str, outcome: str) -> None:
    assert reading(str(number), "x", kind).outcome == outcome


def test_the_bounds_are_the_documented_moments() -> None:
    first_post, first_user = reading(str(FIRST_POST), "x", "post").time, reading(str(FIRST_USER), "x", "user").time
    assert first_post is not None
    assert first_user is not None
    assert first_post.text == "2010-11-04T02:00:00.000Z"
    assert first_user.text == "2016-02-16T00:00:00.000Z"


def test_newer_accounts_are_said_to_be_allocated_about_then() -> None:
    assert reading(str(LOOSE_USERS - 1), "x", "user").notes == ()
    assert reading(str(LOOSE_USERS), "x", "user").notes[0].startswith("ID allocated about")
    assert reading(str(LOOSE_USERS), "x", "post").notes == ()


@FEW
@given(st.integers(ms_of(2010, 11, 4, 3), ms_of(2026, 11, 21)), st.integers(0, 1023), st.integers(0, 4095))
def test_a_number_made_of_a_time_gives_that_time(ms: int, machine: int, sequence: int) -> None:
    found = reading(str((ms - EPOCH_MS) << 22 | machine << 12 | sequence), "x", "post")
    assert found.time is not None
    assert found.time.at == moment(ms)
    assert dict(found.details) == {"machine": str(machine), "sequence": str(sequence)}


def test_spare_bits_of_a_media_name_do_not_change_the_number() -> None:
    assert {reading(f"ErD8xv0VkAIBJe{last}", "x", "media file").id for last in "4567"} == {"1346854220163551234"}


def test_a_bare_name_is_a_lead_and_one_on_the_platforms_host_is_not() -> None:
    assert ask("ErD8xv0VkAIBJe7.jpg").readings[0].lead
    assert "does not show" in ask("ErD8xv0VkAIBJe7.jpg").readings[0].notes[0]
    assert not ask("https://pbs.twimg.com/media/ErD8xv0VkAIBJe7?format=jpg").readings[0].lead


@pytest.mark.parametrize(
    "name", ["ErD8xv0VkAIBJe", "ErD8xv0VkAIBJe77", "ErD8xv0VkAIBJe=", "AAAAAAAAAAAAAAA", "zzzzzzzzzzzzzzz"]
)
def test_names_of_another_length_or_an_impossible_time_are_no_lead(name: str) -> None:
    assert [one for one in ask(name).readings if one.platform == "x"] == []


def test_a_media_address_with_an_impossible_time_is_refused() -> None:
    (found,) = ask("https://pbs.twimg.com/media/AAAAAAAAAAAAAAA.jpg").readings
    assert (found.outcome, found.time) == ("refused", None)
    assert [one.outcome for one in ask("https://pbs.twimg.com/media/zzzzzzzzzzzzzzz").readings] == ["conflict"]


def test_a_handle_in_a_status_address_is_not_believed() -> None:
    assert "may be wrong or old" in ask(f"https://x.com/example/status/{ID}").readings[1].notes[0]


def test_a_handle_alone_lacks_the_numeric_id_and_says_where_it_is() -> None:
    assert "profile_banners" in reading("@example", "x", "user").missing[0]
    assert ask("@home", "x").refusal is not None


def test_a_banner_whose_second_number_is_no_time_still_gives_the_user() -> None:
    assert brief("/profile_banners/12/7", "x") == [("banner", "12", "refused"), ("user", "12", "refused")]
    assert brief("/profile_banners/012/1347981542", "x") == [("banner", None, "refused")]


def test_the_user_in_an_intent_survives_cleaning() -> None:
    answer = ask("https://x.com/intent/user?user_id=12&s=20")
    assert (answer.cleaned_url, answer.dropped) == ("https://x.com/intent/user?user_id=12", ("s",))
