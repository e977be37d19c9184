"""What a page shows while there is nothing: what would be here, and how it comes. Things can be dropped on it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from affiant.ui.icons import Icons
from affiant.ui.widgets.plain_label import PlainLabel


def empty_area(icons: Icons, head: str, *lines: str) -> QFrame:
    """Make one.

    Args:
        icons: our icons.
        head: what there is not yet, or what to do.
        lines: quieter, below it.
    """
    area = QFrame()
    area.setProperty("look", "drop")
    column = QVBoxLayout(area)
    sign = PlainLabel()
    icons.dress(sign, "drop", colour="muted", size=44)
    column.addStretch(1)
    for line in (sign, PlainLabel(head, look="head"), *(PlainLabel(one, look="muted") for one in lines)):
        line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(line)
    column.addStretch(1)
    return area
