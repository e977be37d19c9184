"""What is asked of the screen and known of a picture, as it travels and as it is recorded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from affiant.capture.screen.geometry import Box
from affiant.capture.screen.shot import COVERED, ShotFacts, ShotWish, WindowFacts

WINDOW = WindowFacts(7, "عنوان \u202e", "/usr/bin/example", 12, Box(1, 2, 3, 4), active=True)
FACTS = ShotFacts("x11", "window", Box(1, 2, 3, 4), 150, 2, "2026-11-21T10:00:00.000Z", WINDOW, (COVERED,))


@pytest.mark.parametrize(
    "wish", [ShotWish("screen", 2), ShotWish("region", region=Box(0, 0, 1, 1)), ShotWish("window", window=9)]
)
def test_a_wish_travels(wish: ShotWish) -> None:
    assert ShotWish.from_json(wish.to_json()) == wish


def test_another_mode_is_refused() -> None:
    with pytest.raises(ValueError, match="mode"):
        ShotWish.from_json({"mode": "everything"})


@pytest.mark.parametrize("facts", [FACTS, replace(FACTS, window=None, not_obtained=())])
def test_facts_travel(facts: ShotFacts) -> None:
    assert ShotFacts.from_json(facts.to_json()) == facts


def test_what_is_recorded_is_what_the_event_says_and_the_window_is_apart() -> None:
    recorded = FACTS.acquisition("5f", 3)
    assert recorded == {
        "route": "x11",
        "mode": "window",
        "geometry": {"x": 1, "y": 2, "width": 3, "height": 4},
        "scale_percent": 150,
        "screens": 2,
        "sequence": "5f",
        "position": 3,
    }
    assert FACTS.sensitive() == {"window": {"title": "عنوان \u202e", "program": "/usr/bin/example"}}
    assert replace(FACTS, window=None).sensitive() == {}
