"""YouTube at the desk."""

from __future__ import annotations

import pytest
from tests.fakes.identifier_desk import ask, brief, reading

from affiant.analysis.identifiers.platforms.youtube import start_seconds

Y = "https://www.youtube.com"
VIDEO, CHANNEL = "LnhSTZgzKuY", "UCBR8-60-B28hp2BmDPdntcQ"
UPLOADS = "UUBR8-60-B28hp2BmDPdntcQ"
V = ("video", VIDEO, "no-time")
FORMS = {
    "channel": (f"{Y}/channel/{CHANNEL}", [("channel", CHANNEL, "no-time")], True),
    "handle": (f"{Y}/@example", [("channel", "@example", "no-time")], True),
    "handle-urdu": (f"{Y}/@%D8%A7%D8%B1%D8%AF%D9%88", [("channel", "@اردو", "no-time")], True),
    "watch": (f"{Y}/watch?v={VIDEO}", [V], True),
    "short": (f"https://youtu.be/{VIDEO}", [V], True),
    "playlist": (f"{Y}/playlist?list=PL0000000000", [("playlist", "PL0000000000", "no-time")], True),
    "uploads": (
        f"{Y}/playlist?list={UPLOADS}",
        [("playlist", UPLOADS, "no-time"), ("channel", CHANNEL, "no-time")],
        True,
    ),
    "shorts": (f"{Y}/shorts/{VIDEO}", [V], False),
    "live": (f"{Y}/live/{VIDEO}", [V], False),
    "embed": (f"{Y}/embed/{VIDEO}", [V], False),
    "no-cookie": (f"https://www.youtube-nocookie.com/embed/{VIDEO}", [V], False),
    "comment": (
        f"{Y}/watch?v={VIDEO}&lc=UgzAbCdEfGhIjKlMnOp4AaABAg",
        [V, ("comment", "UgzAbCdEfGhIjKlMnOp4AaABAg", "no-time")],
        True,
    ),
    "c": (f"{Y}/c/Example", [("channel", "@Example", "no-time")], False),
    "user": (f"{Y}/user/Example", [("channel", "@Example", "no-time")], False),
    "feed": (f"{Y}/feed/trending", [("address", None, "no-time")], True),
}


@pytest.mark.parametrize(("url", "expected", "confirmed"), list(FORMS.values()), ids=list(FORMS))
def test_every_form_of_address_is_read(url: str, expected: list[tuple[str, str | None, str]], confirmed: bool) -> None:
    assert brief(url) == expected
    assert ask(url).readings[0].confirmed is confirmed


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("42", 42), ("42s", 42), ("301", 301), ("1m2s", 62), ("1h2m3s", 3723), ("1h", 3600), ("", None), ("a", None)],
)
def test_start_times(text: str, seconds: int | None) -> None:
    assert start_seconds(text) == seconds


@pytest.mark.parametrize("name", ["t", "start", "time_continue"])
def test_every_parameter_of_the_start_is_read(name: str) -> None:
    assert ("start", "00:42") in ask(f"{Y}/watch?v={VIDEO}&{name}=42s").readings[0].details


def test_a_start_after_the_first_hour() -> None:
    assert ("start", "1:02:03") in ask(f"https://youtu.be/{VIDEO}?t=3723").readings[0].details


def test_the_uploads_of_a_channel_are_named() -> None:
    assert ("playlist of uploads", UPLOADS) in reading(CHANNEL, "youtube", "channel").details


def test_the_address_that_the_platforms_forms_want_is_given() -> None:
    details = dict(ask(f"https://youtu.be/{VIDEO}").readings[0].details)
    assert details["address for forms"] == f"{Y}/watch?v={VIDEO}"


def test_what_is_missing_is_the_channel() -> None:
    assert "browseId" in reading("@example", "youtube", "channel").missing[0]
    assert "channelId" in reading(VIDEO, "youtube", "video").missing[0]


@pytest.mark.parametrize("code", [VIDEO[:-1], VIDEO + "a", VIDEO[:-1] + "*"])
def test_a_video_id_has_eleven_characters(code: str) -> None:
    assert ask(f"{Y}/watch?v={code}").readings[0].outcome == "refused"


@pytest.mark.parametrize("code", [CHANNEL[:-1], CHANNEL + "a", "XX" + CHANNEL[2:]])
def test_a_channel_id_begins_with_uc_and_has_24_characters(code: str) -> None:
    assert ask(f"{Y}/channel/{code}").readings[0].outcome == "refused"


def test_two_videos_in_one_address_are_not_chosen_between() -> None:
    refusal = ask(f"{Y}/watch?v={VIDEO}&v=AAAAAAAAAAA").refusal
    assert refusal is not None
    assert refusal.code == "address-parameter-twice"


def test_a_number_of_eleven_digits_may_be_a_video() -> None:
    assert brief("12345678901", "youtube") == [("video", "12345678901", "no-time")]
