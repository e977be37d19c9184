"""Menus that ask which window, or which of several screens."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from affiant.capture.screen.shot import ShotWish
from affiant.core.names import visible
from affiant.ui.screen.grabbed import ordered_screens
from affiant.ui.screen.route import ScreenWindows

_MOST_WINDOWS = 30
"""Who has more open finds the foremost."""
_LONGEST = 80


def screen_menu(parent: QWidget, chosen: Callable[[ShotWish], None]) -> QMenu | None:
    """A menu of the screens; None where there is but one."""
    if len(QGuiApplication.screens()) < 2:
        return None
    menu = QMenu(parent)
    menu.setAccessibleName("Screens")
    for number, screen in enumerate(ordered_screens(), 1):
        words = f"Screen {number} ({visible(screen.name(), _LONGEST)})"
        menu.addAction(words.replace("&", "&&"), partial(chosen, ShotWish("screen", screen=number)))
    return menu


def window_menu(parent: QWidget, windows: ScreenWindows | None, chosen: Callable[[ShotWish], None]) -> QMenu | None:
    """A menu of the windows that are open; None where there are none, or nobody tells."""
    found = windows.all()[:_MOST_WINDOWS] if windows is not None else ()
    if not found:
        return None
    menu = QMenu(parent)
    menu.setAccessibleName("Windows that are open")
    for one in found:
        words = visible(one.title or one.program or "", _LONGEST) or "A window without a title"
        menu.addAction(words.replace("&", "&&"), partial(chosen, ShotWish("window", window=one.id)))
    return menu
