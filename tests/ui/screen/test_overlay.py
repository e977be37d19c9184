"""Choosing a region with the mouse and with keys, in device pixels, on one of several screens."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot
from tests.fakes.screen_route import frozen_screen

from affiant.capture.screen.geometry import Box
from affiant.ui.screen.overlay import RegionChooser, RegionOverlay

LEFT = Qt.MouseButton.LeftButton
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def overlay(qtbot: QtBot, proposed: Box | None = None, scale: float = 1.0) -> tuple[RegionOverlay, list[Box | None]]:
    screen = frozen_screen(1, Box(0, 0, round(100 * scale), round(60 * scale)), scale)
    made = RegionOverlay(screen, proposed)
    qtbot.addWidget(made)
    made.resize(100, 60)
    made.show()
    chosen: list[Box | None] = []
    made.chosen.connect(chosen.append)
    made.left.connect(lambda: chosen.append(None))
    return made, chosen


@pytest.mark.parametrize(
    ("scale", "expected"), [(1.0, Box(10, 20, 40, 25)), (1.5, Box(15, 30, 60, 38)), (2.0, Box(20, 40, 80, 50))]
)
def test_a_drag_in_any_direction_chooses_device_pixels(qtbot: QtBot, scale: float, expected: Box) -> None:
    for first, second in ((QPoint(10, 20), QPoint(50, 45)), (QPoint(50, 45), QPoint(10, 20))):
        made, chosen = overlay(qtbot, scale=scale)
        qtbot.mousePress(made, LEFT, pos=first)
        qtbot.mouseMove(made, QPoint(30, 30))
        qtbot.mouseRelease(made, LEFT, pos=second)
        assert chosen == [expected]


def test_a_slip_of_the_hand_chooses_nothing_and_the_other_button_leaves(qtbot: QtBot) -> None:
    made, chosen = overlay(qtbot)
    qtbot.mousePress(made, LEFT, pos=QPoint(10, 10))
    qtbot.mouseRelease(made, LEFT, pos=QPoint(12, 11))
    assert chosen == []
    qtbot.mousePress(made, Qt.MouseButton.RightButton, pos=QPoint(10, 10))
    assert chosen == [None]


def test_a_drag_beyond_the_edge_ends_at_the_edge(qtbot: QtBot) -> None:
    made, chosen = overlay(qtbot)
    qtbot.mousePress(made, LEFT, pos=QPoint(80, 40))
    qtbot.mouseRelease(made, LEFT, pos=QPoint(300, 300))
    assert chosen == [Box(80, 40, 20, 20)]


def test_keys_move_and_size_and_take(qtbot: QtBot) -> None:
    made, chosen = overlay(qtbot)
    qtbot.keyClick(made, Qt.Key.Key_Return)
    assert chosen == []
    qtbot.keyClick(made, Qt.Key.Key_Right)
    assert made.region == Box(25, 15, 50, 30)
    qtbot.keyClick(made, Qt.Key.Key_Left)
    qtbot.keyClick(made, Qt.Key.Key_Down)
    assert made.region == Box(24, 16, 50, 30)
    qtbot.keyClick(made, Qt.Key.Key_Right, SHIFT)
    qtbot.keyClick(made, Qt.Key.Key_Up, SHIFT)
    assert made.region == Box(24, 16, 51, 29)
    qtbot.keyClick(made, Qt.Key.Key_Left, CONTROL)
    assert made.region == Box(4, 16, 51, 29)
    assert "51 × 29" in made.accessibleDescription()
    qtbot.keyClick(made, Qt.Key.Key_Enter)
    assert chosen == [Box(4, 16, 51, 29)]


def test_keys_stay_on_the_screen_and_leave_at_least_a_pixel(qtbot: QtBot) -> None:
    made, _ = overlay(qtbot, Box(90, 50, 5, 5))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        for _turn in range(3):
            qtbot.keyClick(made, key, CONTROL)
    assert made.region == Box(95, 55, 5, 5)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
        qtbot.keyClick(made, key, CONTROL | SHIFT)
    assert made.region == Box(95, 55, 1, 1)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(made, key, CONTROL | SHIFT)
    assert made.region == Box(95, 55, 5, 5)


def test_the_last_region_is_marked_at_first_and_escape_leaves(qtbot: QtBot) -> None:
    made, chosen = overlay(qtbot, Box(5, 5, 10, 10))
    assert made.region == Box(5, 5, 10, 10)
    qtbot.keyClick(made, Qt.Key.Key_Escape)
    assert chosen == [None]


def test_what_is_chosen_is_bright_and_the_rest_is_dim(qtbot: QtBot) -> None:
    made = RegionOverlay(frozen_screen(1, Box(0, 0, 250, 200)), Box(100, 120, 20, 10))
    qtbot.addWidget(made)
    made.resize(250, 200)
    seen = made.grab().toImage()
    assert seen.pixelColor(110, 125) == QColor(110, 125, 0)
    assert seen.pixelColor(240, 125).red() < 200


def test_the_region_of_the_second_screen_is_in_pixels_of_the_whole_desktop(qtbot: QtBot) -> None:
    screens = (frozen_screen(1, Box(0, 0, 60, 40)), frozen_screen(2, Box(60, 0, 60, 40)))
    done: list[Box | None] = []
    chooser = RegionChooser(screens, Box(70, 5, 10, 10), done.append)
    chooser.start()
    first, second = chooser.overlays
    assert (first.region, second.region) == (None, Box(70, 5, 10, 10))
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert done == [Box(70, 5, 10, 10)]
    assert not first.isVisible()
    assert not second.isVisible()
