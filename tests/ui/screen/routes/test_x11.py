"""X11: used where the display shows everything, and not under Wayland. `test_screenshot_routes.py` takes pictures."""

from __future__ import annotations

import pytest

from affiant.ui.screen.desktop import Desktop
from affiant.ui.screen.route import RouteState
from affiant.ui.screen.routes import x11
from affiant.ui.screen.routes.x11 import X11Route


class _NoDisplay:
    def __enter__(self) -> None:
        raise ConnectionError

    def __exit__(self, *_: object) -> None:
        raise AssertionError("left without having been entered")


@pytest.mark.parametrize(
    ("desktop", "state"),
    [
        (Desktop("xcb", wayland=False), RouteState.WORKS),
        (Desktop("xcb", wayland=True), RouteState.NO),
    ],
)
def test_it_is_meant_for_x11_and_refuses_half_a_screen(desktop: Desktop, state: RouteState) -> None:
    about = X11Route().about(desktop)
    assert about is not None
    assert about.state == state


@pytest.mark.parametrize("platform", ["wayland", "offscreen", "windows", "cocoa"])
def test_it_is_not_meant_for_others(platform: str) -> None:
    assert X11Route().about(Desktop(platform, wayland=platform == "wayland")) is None


def test_a_display_that_has_gone_has_no_windows_and_covers_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(x11, "X11Display", _NoDisplay)
    windows = X11Route().windows
    assert windows is not None
    windows.bring_forward(7)
    assert (windows.all(), windows.one(7), windows.is_covered(7)) == ((), None, True)
