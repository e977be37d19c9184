"""Buttons of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from affiant.ui.icons import Icons


def button(
    text: str,
    clicked: Callable[[], object],
    *,
    look: str = "",
    icons: Icons | None = None,
    icon: str = "",
    tip: str = "",
) -> QPushButton:
    """Make a button.

    Args:
        text: our own words, with ``&`` before the letter of its Alt key.
        clicked: what it does.
        look: ``main``, ``tile``, ``quiet`` of the style sheet, or nothing.
        icons: gives the icon, if any.
        icon: name of the icon.
        tip: our own words on what it does, with its shortcut.
    """
    made = QPushButton(text)
    if look:
        made.setProperty("look", look)
    if icons is not None and icon:
        icons.dress(made, icon, colour="on_accent" if look == "main" else "text", size=18)
    if tip:
        made.setToolTip(tip)
    made.setAutoDefault(False)
    made.clicked.connect(lambda _checked: clicked())
    return made
