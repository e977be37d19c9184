"""Pages that hinder a capture: it ends in bounded time, keeps what was got, and says the rest."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from tests.fakes.site.pictures import row_colour
from tests.fakes.site.server import Site
from tests.fakes.web_capture import capture, warc_records, warm

from affiant.capture.web.session import WebSession

SOON = 20
"""Seconds within which each of these pages is done, on a busy machine."""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site() as one:
        yield one


@pytest.fixture(scope="module")
def web() -> Iterator[WebSession]:
    """The built-in browser; it takes all of these pages."""
    with warm("qtwebengine") as one:
        yield one


@pytest.fixture(scope="module")
def other() -> Iterator[WebSession]:
    """Chromium, where an engine makes a difference."""
    with warm("chromium") as one:
        yield one


HINDERING: dict[str, tuple[str, str]] = {
    "debugger": ("tick", ""),
    "sound": ("plays", ""),
    "windows": ("opens", ""),
    "dialogs": ("answered false null", ""),
    "permissions": ("refused", ""),
    "password": ("A password is wanted", ""),
    "hostile-text": ("<script>alert(1)</script>", ""),
    "busy": ("busy", "a script that never paused was stopped"),
    "polls": ("polls", "quiet moment"),
    "waits": ("all but one picture", "still loading when it was taken"),
    "drip": ("it drips", "still loading when it was taken"),
    "cut-short": ("the part that came", "connection ended before it"),
}
"""Page to words that are on it, and what is said to lack."""


def is_taken_and_the_rest_is_said(web: WebSession, site: Site, page: str) -> None:
    words, said = HINDERING[page]
    begun = time.monotonic()
    captured = capture(web, site.url(page), load_ms=1500)
    assert time.monotonic() - begun < SOON
    assert words in captured.text()
    assert captured.picture().height >= 700
    assert said in " ".join(captured.outcome.not_obtained)
    assert bool(said) == bool(captured.outcome.not_obtained)


@pytest.mark.parametrize("page", list(HINDERING))
def test_a_page_that_hinders_is_taken_and_the_rest_is_said(web: WebSession, site: Site, page: str) -> None:
    is_taken_and_the_rest_is_said(web, site, page)


@pytest.mark.parametrize("page", ["busy", "cut-short", "debugger", "dialogs", "password"])
def test_the_other_engine_is_not_hindered_either(other: WebSession, site: Site, page: str) -> None:
    is_taken_and_the_rest_is_said(other, site, page)


def test_a_page_that_sends_on_by_script_is_followed(web: WebSession, site: Site) -> None:
    captured = capture(web, site.url("script-redirect"))
    assert captured.outcome.final_url == site.url("thread")
    assert "Post number 11" in captured.text()
    urls = [one.url for one in warc_records(captured.files["archive.warc.gz"]) if one.kind == "response"]
    assert urls[0] == site.url("script-redirect")


@pytest.mark.parametrize(
    ("page", "kind"), [("windows", "window"), ("dialogs", "dialog"), ("password", "authentication")]
)
def test_what_a_page_was_refused_is_recorded(web: WebSession, site: Site, page: str, kind: str) -> None:
    refused = capture(web, site.url(page)).json("record.json")["refused"]
    assert kind in {one["kind"] for one in refused}


def test_a_page_cannot_make_our_scripts_say_something_else(web: WebSession, site: Site) -> None:
    captured = capture(web, site.url("hostile-script"))
    assert captured.outcome.title == "The true title"
    assert "the true words" in captured.text()
    assert captured.json("record.json")["page"]["text_length"] > 10


def test_an_endless_page_is_followed_for_a_while_and_said_to_go_on(web: WebSession, site: Site) -> None:
    captured = capture(web, site.url("endless"))
    assert "it grows as it is scrolled" in " ".join(captured.outcome.not_obtained)
    assert captured.doubts == ("whole-page",)
    heights = [one["height"] for one in captured.outcome.web["pictures"]]
    assert sum(heights) == captured.outcome.web["page"]["height"] > 20_000
    assert f"entry {sum(heights) // 100 - 1}" in captured.text()


def test_40_000_pixels_are_one_exact_picture(web: WebSession, site: Site) -> None:
    captured = capture(web, site.url("tall", height=40_000))
    assert captured.outcome.web["pictures"] == [{"artefact": 0, "height": 40_000, "top": 0}]
    picture = captured.picture()
    wrong = [row for row in range(400) if picture.getpixel((900, row * 100 + 50)) != row_colour(row)]
    assert (picture.height, wrong) == (40_000, [])


def test_a_taller_page_is_taken_in_bands_and_cut_where_that_was_ordered(other: WebSession, site: Site) -> None:
    captured = capture(other, site.url("tall", height=60_000), max_height=50_000)
    bands = captured.outcome.web["pictures"]
    assert [one["top"] for one in bands] == list(range(0, 50_000, 8_000))
    assert captured.outcome.web["cut_at"] == 50_000
    assert captured.outcome.web["page"]["height"] == 60_000
    assert "below 50,000 pixels" in " ".join(captured.outcome.not_obtained)
    assert captured.doubts == ("whole-page",)
    for number, band in enumerate(bands, 1):
        picture = captured.picture(f"page-{number:03d}.png")
        assert picture.height == band["height"]
        for y in range(50, picture.height, 100):
            assert picture.getpixel((900, y)) == row_colour((band["top"] + y) // 100)


def test_a_body_that_the_page_left_behind_is_marked_in_the_archive(web: WebSession, site: Site) -> None:
    records = warc_records(capture(web, site.url("cut-short")).files["archive.warc.gz"])
    answer = next(one for one in records if one.kind == "response")
    assert answer.headers.get("warc-truncated") == "unspecified" or b"the part that came" in answer.body
