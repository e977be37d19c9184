"""Instagram at the desk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.identifier_desk import FEW, ask, brief, moment, ms_of, reading

from affiant.analysis.identifiers.platforms.instagram import ALPHABET, EPOCH_MS, by_code, by_number

INSTAGRAM = "https://www.instagram.com"
CODE, ID = "DW1nTDiDvnF", "3870172288071432645"
USER = ("user", "@example", "no-time")
FORMS = {
    "profile": (f"{INSTAGRAM}/example/", [USER]),
    "post": (f"{INSTAGRAM}/p/{CODE}/", [("post", ID, "value")]),
    "post-of": (f"{INSTAGRAM}/example/p/{CODE}/", [("post", ID, "value"), USER]),
    "reel": (f"{INSTAGRAM}/reel/{CODE}/", [("reel", ID, "value")]),
    "reels": (f"{INSTAGRAM}/reels/{CODE}/", [("reel", ID, "value")]),
    "tv": (f"{INSTAGRAM}/tv/{CODE}/", [("video", ID, "value")]),
    "story": (f"{INSTAGRAM}/stories/example/{ID}/", [("story", ID, "value"), USER]),
    "highlight": (
        f"{INSTAGRAM}/stories/highlights/17900000000000000/",
        [("highlight", "17900000000000000", "no-time")],
    ),
    "tag": (f"{INSTAGRAM}/explore/tags/news/", [("tag", "@news", "no-time")]),
    "location": (f"{INSTAGRAM}/explore/locations/213385402/london/", [("location", "213385402", "no-time")]),
}


def number_of(ms: int, shard: int = 0, sequence: int = 0) -> int:
    return (ms - EPOCH_MS) << 23 | shard << 10 | sequence


def code_of(number: int) -> str:
    code = ""
    while number:
        number, place = divmod(number, 64)
        code = ALPHABET[place] + code
    return code


@pytest.mark.parametrize(("url", "expected"), list(FORMS.values()), ids=list(FORMS))
def test_every_form_of_address_is_read(url: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert brief(url) == expected


@pytest.mark.parametrize(
    "segment",
    "p reel reels tv stories explore direct accounts developer about legal press api graphql web emails challenge "  # noqa: SIM905 - the list as the facts give it
    "oauth static lite".split(),
)
def test_what_is_no_profile_is_not_taken_for_one(segment: str) -> None:
    assert [one.kind for one in ask(f"{INSTAGRAM}/{segment}/").readings] == ["address"]


@FEW
@given(st.integers(ms_of(2012, 1, 1), ms_of(2026, 11, 21)), st.integers(0, 8191), st.integers(0, 1023))
def test_a_code_made_of_a_time_gives_that_time(ms: int, shard: int, sequence: int) -> None:
    number = number_of(ms, shard, sequence)
    for found in (by_code("post", code_of(number)), by_number("post", str(number))):
        assert found.time is not None
        assert (found.time.at, found.id) == (moment(ms), str(number))
        assert dict(found.details).items() >= {"shard": str(shard), "sequence": str(sequence)}.items()


@pytest.mark.parametrize(("offset", "outcome"), [(-1, "refused"), (0, "value"), (1, "value")])
def test_times_before_2012_are_refused(offset: int, outcome: str) -> None:
    assert by_number("post", str(number_of(ms_of(2012, 1, 1) + offset))).outcome == outcome


@pytest.mark.parametrize(
    ("number", "code"), [(2**64 - 1, None), (2**64, "number-too-large"), (2**64 + 1, "number-too-large")]
)
def test_a_code_of_more_than_64_bits_is_refused(number: int, code: str | None) -> None:
    refusal = by_code("post", code_of(number)).refusal
    assert (refusal.code if refusal else None) == code


def test_the_longer_code_of_something_shared_in_private_is_refused() -> None:
    found = ask(f"{INSTAGRAM}/p/{CODE}AbCdEfGhIjKlMnOpQrStUvWxYz/").readings[0]
    assert (found.outcome, found.id) == ("refused", None)


@pytest.mark.parametrize("code", ["DW1nTDiDvn%46", "DW1nTDi.vnF", "DW1nTDiDvné"])
def test_a_character_outside_of_the_alphabet_is_refused(code: str) -> None:
    refusal = ask(f"{INSTAGRAM}/p/{code}/").readings[0].refusal
    assert refusal is not None
    assert refusal.code == "code-characters"


def test_a_forwarding_link_is_unwrapped() -> None:
    answer = ask("https://l.instagram.com/?u=https%3A%2F%2Fyoutu.be%2FLnhSTZgzKuY%3Fsi%3Dabc&e=AT1token")
    assert (answer.cleaned_url, answer.dropped) == ("https://youtu.be/LnhSTZgzKuY", ("u", "e", "si"))
    assert answer.readings[0].id == "LnhSTZgzKuY"


def test_a_bare_number_may_be_a_media_file_or_a_user() -> None:
    assert brief(ID, "instagram") == [("post, reel or story", ID, "value"), ("user", ID, "no-time")]
    assert all(one.candidate for one in ask(ID, "instagram").readings)


def test_a_code_without_its_platform_is_one_of_several() -> None:
    assert [(one.platform, one.candidate) for one in ask(CODE).readings] == [("instagram", True), ("youtube", True)]
    assert [one.candidate for one in ask(CODE, "instagram").readings] == [False]


def test_a_handle_lacks_the_numeric_id() -> None:
    assert "page source" in reading("@example", "instagram", "user").missing[0]
