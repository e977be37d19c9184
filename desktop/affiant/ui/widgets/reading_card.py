"""One reading of the identifier desk as a card: every row, buttons that copy, and the way to an account."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from affiant.analysis.identifiers.reading import Outcome, Reading
from affiant.analysis.identifiers.rows import Rows, heading, reading_rows
from affiant.core.names import visible
from affiant.ui import wording
from affiant.ui.icons import Icons
from affiant.ui.theme import SPACE
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.plain_label import PlainLabel

ACCOUNT_KINDS = ("user", "channel", "group", "page", "server", "user, group or channel")
"""Kinds of readings that name a presence on a platform."""
_LOOKS = {Outcome.CONFLICT: "bad", Outcome.REFUSED: "warn"}
CopyText = Callable[[str, str], None]
"""Takes what a text is called, and the text to put on the clipboard."""


def rows_grid(rows: Rows, look: str = "") -> QGridLayout:
    """Rows in a grid.

    Args:
        rows: word and value; a value may be text from evidence.
        look: of the value of the row called Time.
    """
    grid = QGridLayout()
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, 132)
    grid.setHorizontalSpacing(SPACE * 2)
    grid.setVerticalSpacing(5)
    for row, (word, value) in enumerate(rows):
        label = PlainLabel(visible(word), look="muted")
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label, row, 0)
        shown = wording.breakable(visible(value))
        text = PlainLabel(shown, look=look if word == "Time" else "", wrap=True, selectable=shown == value)
        grid.addWidget(text, row, 1)
    return grid


def copy_buttons(exact: dict[str, str], icons: Icons, copy: CopyText) -> QHBoxLayout:
    """A row of buttons that put exact texts on the clipboard.

    Args:
        exact: what it is called, and the text.
        icons: our icons.
        copy: called with both.
    """
    row = QHBoxLayout()
    row.setSpacing(SPACE)
    for word, text in exact.items():
        row.addWidget(button(f"Copy {word}", partial(copy, word, text), icons=icons, icon="copy"))
    row.addStretch(1)
    return row


class ReadingCard(QFrame):
    """See the module.

    Args:
        reading: what to show.
        icons: our icons.
        copy: puts a text on the clipboard and says so.
        add: fills in the form of an account, or None while no case takes one.
    """

    def __init__(self, reading: Reading, icons: Icons, copy: CopyText, add: Callable[[Reading], None] | None) -> None:
        super().__init__()
        self.reading = reading
        self.setProperty("look", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 2, SPACE * 3 // 2, SPACE * 2, SPACE * 3 // 2)
        column.setSpacing(SPACE)
        head = QHBoxLayout()
        self.heading = PlainLabel(visible(heading(reading)), look="head")
        head.addWidget(self.heading, 1)
        self.unconfirmed = PlainLabel("GENERAL KNOWLEDGE", look="caption")
        self.unconfirmed.setToolTip("No source states this form: check it on a live sample.")
        self.unconfirmed.setVisible(not reading.confirmed)
        head.addWidget(self.unconfirmed)
        column.addLayout(head)
        column.addLayout(rows_grid(reading_rows(reading), _LOOKS.get(reading.outcome, "")))
        exact = {"ID": reading.id, "handle": reading.handle, "time": reading.time.text if reading.time else None}
        actions = copy_buttons({word: text for word, text in exact.items() if text}, icons, copy)
        self.add = button("Add as account…", lambda: add(reading) if add else None, icons=icons, icon="accounts")
        actions.addWidget(self.add)
        column.addLayout(actions)
        named = reading.id is not None or reading.handle is not None
        self.add.setVisible(add is not None and named and reading.kind in ACCOUNT_KINDS)
