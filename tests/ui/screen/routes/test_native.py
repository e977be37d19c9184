"""Windows and macOS, of which only the words can be tested here."""

from __future__ import annotations

import pytest

from affiant.ui.screen.desktop import Desktop
from affiant.ui.screen.route import RouteState
from affiant.ui.screen.routes.native import NativeRoute


@pytest.mark.parametrize(
    ("platform", "state"),
    [("windows", RouteState.WORKS), ("cocoa", RouteState.ASKS), ("xcb", None), ("wayland", None), ("offscreen", None)],
)
def test_what_it_is_meant_for(platform: str, state: RouteState | None) -> None:
    about = NativeRoute().about(Desktop(platform, wayland=False))
    assert (None if about is None else about.state) == state
