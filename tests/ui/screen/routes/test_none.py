"""No screen: a reason, and never the picture of 800 by 800 pixels that Qt gives offscreen."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from affiant.core.errors import AffiantError, ExitStatus
from affiant.ui.screen.desktop import Desktop
from affiant.ui.screen.route import Frozen, RouteState
from affiant.ui.screen.routes.none import NoRoute


def test_offscreen_there_is_nothing_to_picture(qtbot: QtBot) -> None:
    desktop = Desktop.of({})
    assert desktop.platform == "offscreen"
    about = NoRoute().about(desktop)
    assert about is not None
    assert about.state == RouteState.NO
    got: list[Frozen] = []
    failed: list[AffiantError] = []
    NoRoute().freeze(desktop, got.append, failed.append)
    assert got == []
    assert [(one.code, one.status) for one in failed] == [("screen-none", ExitStatus.INCOMPLETE)]


def test_a_screen_is_not_its_business() -> None:
    assert NoRoute().about(Desktop("xcb", wayland=False)) is None
