"""What is cut out of frozen screens, and what it is honestly called."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot
from tests.fakes.screen_route import DESKTOP, FakeRoute, FakeWindows, colour_at, frozen_screen, window_facts

from affiant.capture.screen.geometry import Box
from affiant.capture.screen.shot import COVERED, CUT_OFF, OUTSIDE, ShotWish
from affiant.core.errors import AffiantError
from affiant.ui.screen import shooter
from affiant.ui.screen.desktop import Desktop
from affiant.ui.screen.route import Frozen, RouteState
from affiant.ui.screen.shooter import Shooter, TakenPicture, taken_from, usable_route

TWO = (frozen_screen(1, Box(0, 0, 60, 40)), frozen_screen(2, Box(60, 10, 30, 20), scale=1.5))
"""Side by side; above and below the second one there is nothing."""


def pixels(taken: TakenPicture) -> dict[tuple[int, int], tuple[int, ...]]:
    """Every pixel of the file that goes into the case, by its place on the desktop."""
    box = taken.facts.geometry
    with Image.open(io.BytesIO(taken.picture.stream().read())) as picture:
        assert picture.size == taken.facts.size
        data = picture.convert("RGB")
        return {
            (box.x + x, box.y + y): data.getpixel((x, y))  # type: ignore[misc]  # RGB
            for x in range(box.width)
            for y in range(box.height)
        }


def expected(x: int, y: int) -> tuple[int, ...]:
    if any(one.geometry.common(Box(x, y, 1, 1)) == Box(x, y, 1, 1) for one in TWO):
        colour = colour_at(x, y)
        return colour.red(), colour.green(), colour.blue()
    return 0, 0, 0


@pytest.mark.parametrize(("number", "scale"), [(1, 100), (2, 150)])
def test_a_screen_is_taken_whole_and_pixel_by_pixel(number: int, scale: int) -> None:
    taken = taken_from(Frozen("x11", TWO, 2), ShotWish("screen", screen=number), "now")
    assert (taken.facts.mode, taken.facts.scale_percent, taken.facts.screens) == ("screen", scale, 2)
    assert taken.facts.geometry == TWO[number - 1].geometry
    assert taken.facts.not_obtained == ()
    assert all(found == expected(*place) for place, found in pixels(taken).items())


@pytest.mark.parametrize(
    ("region", "kept", "outside"),
    [
        (Box(5, 6, 7, 8), Box(5, 6, 7, 8), False),
        (Box(50, 12, 30, 10), Box(50, 12, 30, 10), False),
        (Box(50, 0, 30, 40), Box(50, 0, 30, 40), True),
        (Box(-5, -5, 20, 20), Box(0, 0, 15, 15), True),
    ],
)
def test_a_region_is_taken_over_screens_and_what_lies_outside_is_said(region: Box, kept: Box, outside: bool) -> None:
    taken = taken_from(Frozen("x11", TWO, 2), ShotWish("region", region=region), "now")
    assert taken.facts.geometry == kept
    assert (OUTSIDE in taken.facts.not_obtained) is outside
    assert all(found == expected(*place) for place, found in pixels(taken).items())


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (ShotWish("screen", screen=3), "screen-missing"),
        (ShotWish("region", region=Box(500, 500, 5, 5)), "region-outside"),
        (ShotWish("region", region=Box(62, 0, 5, 5)), "region-outside"),
    ],
)
def test_what_is_not_there_is_refused(wish: ShotWish, code: str) -> None:
    with pytest.raises(AffiantError) as refused:
        taken_from(Frozen("x11", TWO, 2), wish, "now")
    assert refused.value.code == code


def test_the_file_of_the_system_is_kept_as_it_came() -> None:
    frozen = Frozen("portal", TWO[:1], 1, file=b"\x89PNG as it came", not_obtained=("said before",))
    taken = taken_from(frozen, ShotWish("screen"), "now")
    assert taken.picture.stream().read() == b"\x89PNG as it came"
    assert taken.facts.not_obtained == ("said before",)


class Answers:
    """What a shooter said."""

    def __init__(self, qtbot: QtBot, route: FakeRoute) -> None:
        self.taken: list[TakenPicture] = []
        self.failed: list[AffiantError] = []
        self._bot = qtbot
        self._shooter = Shooter(route, DESKTOP, lambda: "2026-11-21T10:00:00.000Z")

    def __call__(self, wish: ShotWish) -> TakenPicture | AffiantError:
        self._shooter.take(wish, self.taken.append, self.failed.append)
        self._bot.waitUntil(lambda: bool(self.taken or self.failed), timeout=5000)
        assert len(self.taken) + len(self.failed) == 1
        return (self.taken + self.failed)[0]


@pytest.fixture
def asked(qtbot: QtBot) -> Callable[[FakeRoute], Answers]:
    return lambda route: Answers(qtbot, route)


def test_a_window_is_brought_forward_and_then_taken(asked: Callable[[FakeRoute], Answers]) -> None:
    windows = FakeWindows([window_facts()])
    taken = asked(FakeRoute(TWO, windows=windows))(ShotWish("window", window=7))
    assert isinstance(taken, TakenPicture)
    assert windows.brought == [7]
    assert (taken.facts.mode, taken.facts.geometry, taken.facts.not_obtained) == ("window", Box(2, 3, 20, 10), ())
    assert taken.facts.window == window_facts()
    assert taken.facts.taken_at == "2026-11-21T10:00:00.000Z"


def test_a_window_that_stays_covered_is_called_a_region_of_the_screen(
    asked: Callable[[FakeRoute], Answers], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shooter, "FORWARD_MS", 60)
    windows = FakeWindows([window_facts()], stubborn=True)
    taken = asked(FakeRoute(TWO, windows=windows))(ShotWish("window", window=7))
    assert isinstance(taken, TakenPicture)
    assert (taken.facts.mode, taken.facts.not_obtained) == ("region", (COVERED,))


def test_a_window_that_is_covered_at_the_moment_of_the_picture_is_a_region(
    asked: Callable[[FakeRoute], Answers],
) -> None:
    windows = FakeWindows([window_facts()])
    route = FakeRoute(TWO, windows=windows, looked=lambda: setattr(windows, "covered", True))
    taken = asked(route)(ShotWish("window", window=7))
    assert isinstance(taken, TakenPicture)
    assert (taken.facts.mode, taken.facts.not_obtained) == ("region", (COVERED,))


def test_a_window_that_reaches_out_of_the_screen_is_cut_and_that_is_said(
    asked: Callable[[FakeRoute], Answers],
) -> None:
    windows = FakeWindows([window_facts(geometry=Box(-10, 0, 30, 10))])
    taken = asked(FakeRoute(TWO, windows=windows))(ShotWish("window", window=7))
    assert isinstance(taken, TakenPicture)
    assert (taken.facts.geometry, taken.facts.not_obtained) == (Box(0, 0, 20, 10), (CUT_OFF,))


def test_a_window_that_closes_meanwhile_is_no_picture(asked: Callable[[FakeRoute], Answers]) -> None:
    windows = FakeWindows([window_facts()])
    failed = asked(FakeRoute(TWO, windows=windows, looked=windows.found.clear))(ShotWish("window", window=7))
    assert isinstance(failed, AffiantError)
    assert failed.code == "window-missing"


def test_without_windows_of_others_there_is_a_reason(asked: Callable[[FakeRoute], Answers]) -> None:
    failed = asked(FakeRoute(TWO))(ShotWish("window", window=7))
    assert isinstance(failed, AffiantError)
    assert failed.code == "screen-no-windows"


def test_what_the_system_refuses_is_passed_on(asked: Callable[[FakeRoute], Answers]) -> None:
    route = FakeRoute(TWO, error=AffiantError("screen-declined", "You declined"))
    failed = asked(route)(ShotWish("screen"))
    assert isinstance(failed, AffiantError)
    assert failed.code == "screen-declined"


def test_the_first_way_that_works_is_used_even_when_it_asks() -> None:
    no, asks = FakeRoute(TWO, RouteState.NO), FakeRoute(TWO, RouteState.ASKS)
    assert usable_route(DESKTOP, (no, asks)) is asks
    with pytest.raises(AffiantError) as refused:
        usable_route(DESKTOP, (no,))
    assert refused.value.code == "screen-not-possible"
    assert "Words on this way." in refused.value.remedy
    with pytest.raises(AffiantError):
        usable_route(replace(DESKTOP, platform="unheard of"), (asks,))


def test_nothing_offscreen_is_ever_taken() -> None:
    with pytest.raises(AffiantError) as refused:
        usable_route(Desktop("offscreen", wayland=False))
    assert refused.value.code == "screen-not-possible"
