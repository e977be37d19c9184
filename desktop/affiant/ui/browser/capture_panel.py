"""Beside the page: what the capture is for, the button, and how far it is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QPlainTextEdit, QVBoxLayout

from affiant.ui.browser.checklist import ChecklistView
from affiant.ui.browser.shown_state import Accounts, Checklist
from affiant.ui.icons import Icons
from affiant.ui.theme import SPACE
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.plain_label import PlainLabel

WIDTH = 320
_LINES = 3
_KEYS = ("Ctrl+Return", "Ctrl+Enter")
_READY = "Scroll, open replies and “show more” as needed. What the page shows is then captured whole."
_BUSY = "The page is being captured. Please leave it alone for a moment."


class CapturePanel(QFrame):
    """The fields, the button and the checklist.

    Args:
        icons: our icons.
    """

    wanted = Signal(dict)
    """Parameters of `Affiant.captureWanted`."""

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setFixedWidth(WIDTH)
        self._busy = False
        self._taken: tuple[str, str] | None = None
        self.account = QComboBox()
        self.account.setAccessibleName("Account")
        self.account.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.note = _few_lines("Note")
        self.expect = _few_lines("Words that must be in it, one per line")
        self.capture = button("Capture", self._ask, look="main", icons=icons, icon="shutter", tip="Ctrl+Enter")
        self.hint = PlainLabel(_READY, look="muted", wrap=True)
        self.checklist = ChecklistView(icons)
        self.checklist.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 2, SPACE * 2, SPACE * 2, SPACE * 2)
        column.setSpacing(SPACE)
        column.addWidget(PlainLabel("Capture this page", look="head"))
        for words, field in (
            ("A&ccount", self.account),
            ("&Note", self.note),
            ("&Words that must be in it, one per line", self.expect),
        ):
            label = PlainLabel(words)
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(field)
        column.addSpacing(SPACE)
        column.addWidget(self.capture)
        column.addWidget(self.hint)
        column.addSpacing(SPACE)
        column.addWidget(self.checklist, 1)
        column.addStretch(0)
        for keys in _KEYS:
            QShortcut(QKeySequence(keys), self).activated.connect(self.capture.click)
        self.show_accounts(Accounts())

    @property
    def busy(self) -> bool:
        """Whether a capture is under way."""
        return self._busy

    def show_accounts(self, accounts: Accounts) -> None:
        """Offer accounts."""
        self.account.clear()
        self.account.addItem("No account", "")
        for key, title in accounts.titles:
            self.account.addItem(title, key)
        self.account.setCurrentIndex(max(0, self.account.findData(accounts.chosen)))

    def show_checklist(self, checklist: Checklist) -> None:
        """Show how far a capture is; after a whole one, note and words make room for the next page's.

        After a doubtful one they stay, as it may be captured once more, until there is `another_page`.
        """
        ended = self._busy and not checklist.busy
        self._busy = checklist.busy
        for field in (self.account, self.note, self.expect, self.capture):
            field.setEnabled(not checklist.busy)
        self.hint.setText(_BUSY if checklist.busy else _READY)
        self.checklist.setVisible(bool(checklist.items))
        self.checklist.show_checklist(checklist)
        if ended and checklist.items and all(one.state == "done" for one in checklist.items):
            self._clear()
        elif ended and any(one.code == "captured" for one in checklist.items):
            self._taken = self._written()

    def another_page(self) -> None:
        """The window shows another page than the captured one: what was said of that is not said of this."""
        if self._taken is not None and self._taken == self._written():
            self._clear()
        self._taken = None

    def _clear(self) -> None:
        self.note.clear()
        self.expect.clear()

    def _written(self) -> tuple[str, str]:
        return self.note.toPlainText(), self.expect.toPlainText()

    def _ask(self) -> None:
        if self._busy:
            return
        words = [line.strip() for line in self.expect.toPlainText().splitlines()]
        params: dict[str, Any] = {
            "account": self.account.currentData(),
            "note": self.note.toPlainText().strip(),
            "expect": [one for one in words if one],
        }
        self.capture.setEnabled(False)  # until the other side says how far it is
        self.wanted.emit(params)


def _few_lines(name: str) -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setAccessibleName(name)
    field.setTabChangesFocus(True)
    field.setFixedHeight(field.fontMetrics().lineSpacing() * _LINES + 3 * SPACE)
    return field
