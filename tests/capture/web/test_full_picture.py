"""The picture of a page that the browser does not draw to its end: never silently incomplete."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image
from tests.fakes.devtools import FakeBrowser

from affiant.capture.web import picture_check
from affiant.capture.web.full_picture import BAND_HEIGHT, ONE_SHOT_AREA, ONE_SHOT_HEIGHT, FullPicture, Shot, plan
from affiant.capture.web.picture_check import Picture, Region, size_of
from affiant.capture.web.picture_facts import BIN, PictureFacts
from affiant.capture.web.protocol import ProtocolError

WIDTH = 40
ROW = 100


def drawn(top: int, height: int, white_from: int | None) -> bytes:
    """Rows with a grey and a dot each; a shot that reaches below `white_from` in the page is white from there on."""
    image = Image.new("RGB", (WIDTH, height), "white")
    for y in range(top - top % ROW, top + height, ROW):
        if white_from is not None and y >= white_from:
            break
        shade = y // ROW % 200
        image.paste((shade, shade, 90), (0, y - top, WIDTH, y - top + ROW))
        image.paste((255, 0, 0), (5, y - top + 20, 15, y - top + 30))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


class Page:
    """Answers ``Page.captureScreenshot``."""

    def __init__(self, white_from: Callable[[int], int | None] = lambda _: None, smaller: int = 0) -> None:
        self._white_from = white_from
        self._smaller = smaller
        self.asked: list[tuple[int, int]] = []

    def __call__(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        clip = params["clip"]
        top, height = clip["y"], clip["height"]
        self.asked.append((top, height))
        png = drawn(top, height - self._smaller, self._white_from(height))
        return {"data": base64.b64encode(png).decode()}


@pytest.fixture
def take() -> Iterator[Callable[[Page, PictureFacts], list[Shot]]]:
    browsers: list[FakeBrowser] = []

    def taken(page: Page, facts: PictureFacts) -> list[Shot]:
        browsers.append(FakeBrowser(page))
        taker = FullPicture(browsers[-1].protocol, None, 1.0, list(range(facts.height // BIN)))
        parts, first = taker.begin(facts)
        return list(taker.take(facts, parts, first, lambda: None))

    yield taken
    for one in browsers:
        one.close()


def facts_of(height: int) -> PictureFacts:
    return PictureFacts(WIDTH, height, WIDTH, height)


def test_one_shot_up_to_the_bound_and_bands_beyond() -> None:
    assert plan(1280, ONE_SHOT_HEIGHT, 1.0) == [(0, ONE_SHOT_HEIGHT)]
    bands = plan(1280, ONE_SHOT_HEIGHT + 1, 1.0)
    assert bands[0] == (0, BAND_HEIGHT)
    assert bands[-1] == (40_000, 1)
    for width, height, scale in ((1280, 40_000, 2.0), (5000, 30_000, 1.0), (5000, 200_000, 3.0), (1, 1, 1.0)):
        parts = plan(width, height, scale)
        assert sum(size for _, size in parts) == height
        assert all(width * size * scale * scale <= ONE_SHOT_AREA for _, size in parts)
        assert [top for top, _ in parts] == [sum(size for _, size in parts[:n]) for n in range(len(parts))]


def test_a_page_that_is_drawn_to_its_end_is_one_picture(take: Callable[..., list[Shot]]) -> None:
    facts = facts_of(20_000)
    (shot,) = take(Page(), facts)
    assert (shot.top, shot.height, size_of(shot.png)) == (0, 20_000, (WIDTH, 20_000))
    assert (facts.good_to, facts.checked, facts.notes) == (None, True, [])


def test_a_shot_that_goes_white_is_taken_again_in_bands(take: Callable[..., list[Shot]]) -> None:
    facts = facts_of(20_000)
    page = Page(lambda height: 13_000 if height > BAND_HEIGHT else None)
    shots = take(page, facts)
    assert [(one.top, one.height) for one in shots] == [(0, 8000), (8000, 8000), (16_000, 4000)]
    assert (facts.good_to, facts.notes) == (None, ["taken-again-in-bands"])
    assert [one.png for one in shots] == [drawn(one.top, one.height, None) for one in shots]


def test_bands_that_are_white_as_well_are_said_to_be(take: Callable[..., list[Shot]]) -> None:
    facts = facts_of(60_000)
    take(Page(lambda height: 30_000 if height > BIN else None), facts)
    assert facts.good_to == 30_000


def test_a_page_that_is_truly_of_one_colour_is_no_fault(take: Callable[..., list[Shot]]) -> None:
    facts = facts_of(6_000)
    take(Page(lambda _: 0), facts)
    assert (facts.good_to, facts.checked, facts.notes) == (None, True, [])


def test_a_shot_of_another_size_is_refused(take: Callable[..., list[Shot]]) -> None:
    with pytest.raises(ProtocolError):
        take(Page(smaller=10), facts_of(6_000))


def test_the_end_of_a_tall_shot_is_always_compared(take: Callable[..., list[Shot]]) -> None:
    page = Page()
    take(page, facts_of(20_000))
    assert (19_800, 200) in page.asked


def test_blank_places_and_equal_parts_are_seen() -> None:
    picture = Picture(drawn(0, 1000, 500))
    regions = [Region(top, 100) for top in range(0, 1000, 100)]
    assert [one.top for one in picture.blank(regions)] == [500, 600, 700, 800, 900]
    assert picture.shows(Picture(drawn(200, 100, None)), 200)
    assert not picture.shows(Picture(drawn(200, 100, None)), 300)
    assert not picture.shows(Picture(drawn(0, 1001, None)), 0)
    assert not picture.shows(Picture(drawn(900, 101, None)), 900), "beyond the end"
    assert not picture.shows(Picture(drawn(0, 100, None)), -1)


def test_a_picture_larger_than_the_bound_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    Picture(drawn(0, 50, None))
    monkeypatch.setattr(picture_check, "MAX_PIXELS", WIDTH * 50 - 1)
    with pytest.raises(ValueError, match="not a picture of ours"):
        Picture(drawn(0, 50, None))


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", drawn(0, 50, None)[:-60], b"GIF89a" + bytes(100)])
def test_what_is_no_whole_picture_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="picture"):
        Picture(data)
