"""The portal's picture of a whole desktop, cut into screens. `test_screenshot_routes.py` asks a real one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from tests.fakes.screen_route import picture_of

from affiant.capture.screen.geometry import Box
from affiant.capture.screen.shot import ALL_SCREENS
from affiant.ui.screen.desktop import Desktop
from affiant.ui.screen.route import RouteState
from affiant.ui.screen.routes import portal
from affiant.ui.screen.routes.portal import Offer, PortalRoute, frozen_of

ONE = (("A", QRect(0, 0, 40, 30)),)
TWO = (("A", QRect(0, 0, 40, 30)), ("B", QRect(40, 10, 20, 20)))


@pytest.mark.parametrize(("width", "height", "scale"), [(40, 30, 1.0), (60, 45, 1.5), (80, 60, 2.0)])
def test_one_screen_is_the_whole_picture_and_its_file(width: int, height: int, scale: float) -> None:
    frozen = frozen_of(picture_of(Box(0, 0, width, height)), b"file", ONE, ())
    (screen,) = frozen.screens
    assert (screen.geometry, screen.scale, frozen.file) == (Box(0, 0, width, height), scale, b"file")
    assert frozen.not_obtained == ()


def test_screens_are_cut_out_where_the_scale_is_clear() -> None:
    image = picture_of(Box(0, 0, 120, 60))
    frozen = frozen_of(image, b"file", TWO, ())
    first, second = frozen.screens
    assert (first.geometry, second.geometry) == (Box(0, 0, 80, 60), Box(80, 20, 40, 40))
    assert second.image == image.copy(80, 20, 40, 40)
    assert (frozen.count, frozen.file) == (2, None)


@pytest.mark.parametrize(("width", "height"), [(90, 45), (100, 77)])
def test_where_it_is_not_the_whole_is_kept_and_said(width: int, height: int) -> None:
    frozen = frozen_of(picture_of(Box(0, 0, width, height)), b"file", TWO, ("before",))
    (screen,) = frozen.screens
    assert screen.geometry == Box(0, 0, width, height)
    assert (frozen.count, frozen.file, frozen.not_obtained) == (2, b"file", ("before", ALL_SCREENS))


@pytest.mark.parametrize(
    ("offer", "allowed", "state"),
    [
        (Offer.YES, True, RouteState.WORKS),
        (Offer.YES, False, RouteState.ASKS),
        (Offer.NO, False, RouteState.NO),
        (Offer.SILENT, False, RouteState.NO),
    ],
)
def test_what_is_said_follows_from_what_the_desktop_answers(
    monkeypatch: pytest.MonkeyPatch, offer: Offer, allowed: bool, state: RouteState
) -> None:
    monkeypatch.setattr(portal, "offers_screenshots", lambda: offer)
    monkeypatch.setattr(portal, "is_allowed", lambda: allowed)
    about = PortalRoute().about(Desktop("wayland", wayland=True))
    assert about is not None
    assert about.state == state


def test_it_is_not_meant_for_x11() -> None:
    assert PortalRoute().about(Desktop("xcb", wayland=False)) is None
