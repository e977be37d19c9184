"""The capture check says what is so: nothing is called working that gave no picture."""

from __future__ import annotations

import pytest
from tests.fakes.screen_route import DESKTOP, FakeRoute, frozen_screen

from affiant.capture.screen.geometry import Box
from affiant.core.errors import AffiantError
from affiant.ui.screen.capture_check import RouteCheck, RouteTest, look, run_tests
from affiant.ui.screen.route import Frozen, RouteState

SCREENS = (frozen_screen(1, Box(0, 0, 8, 6)),)


def checked(*routes: FakeRoute) -> tuple[RouteCheck, ...]:
    said: list[tuple[RouteCheck, ...]] = []
    kept = run_tests(DESKTOP, said.append, routes)
    assert kept is not None
    (lines,) = said
    return lines


def test_only_what_works_without_asking_is_tested() -> None:
    works, asks, no = (FakeRoute(SCREENS, state) for state in RouteState)
    lines = checked(works, asks, no)
    assert [(one.state, one.tested) for one in lines] == [
        (RouteState.WORKS, True),
        (RouteState.ASKS, False),
        (RouteState.NO, False),
    ]
    assert (works.frozen, asks.frozen, no.frozen) == (1, 0, 0)
    assert "8 × 6" in lines[0].words


def test_a_way_that_gives_no_picture_does_not_work() -> None:
    broken = FakeRoute(SCREENS, error=AffiantError("screen-gave-nothing", "The system gave no picture"))
    (line,) = checked(broken)
    assert (line.state, line.tested) == (RouteState.NO, True)
    assert "The system gave no picture" in line.words


def test_a_test_shows_its_picture_and_asking_stays_asking() -> None:
    asks = FakeRoute(SCREENS, RouteState.ASKS)
    (line,) = look(DESKTOP, (asks,))
    said: list[tuple[RouteCheck, Frozen | None]] = []
    RouteTest(DESKTOP, line, lambda check, frozen: said.append((check, frozen))).start()
    ((check, frozen),) = said
    assert (check.state, check.tested) == (RouteState.ASKS, True)
    assert frozen is not None
    assert frozen.screens == SCREENS


@pytest.mark.parametrize("state", list(RouteState))
def test_the_json_of_a_line(state: RouteState) -> None:
    (line,) = look(DESKTOP, (FakeRoute(SCREENS, state),))
    assert line.to_json() == {
        "route": "x11",
        "title": "Test screen",
        "state": str(state),
        "words": "Words on this way.",
        "tested": False,
        "windows": False,
    }
