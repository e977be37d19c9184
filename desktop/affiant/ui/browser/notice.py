"""A line above the page that says what is not as it should be."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from affiant.ui.icons import Icons
from affiant.ui.theme import SPACE
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.plain_label import PlainLabel


class Notice(QFrame):
    """Our own sentence, what it is about quoted beneath, and at most one thing to do.

    Args:
        icons: our icons.
        look: ``notice`` or ``trouble`` of the style sheet.
    """

    def __init__(self, icons: Icons, look: str = "notice") -> None:
        super().__init__()
        self.setProperty("look", look)
        self._act: Callable[[], None] = self.hide
        icon = PlainLabel()
        icons.dress(icon, "warn", colour="bad" if look == "trouble" else "warn")
        self.words = PlainLabel(wrap=True)
        self.subject = PlainLabel(look="muted", wrap=True, selectable=True)
        for label in (self.words, self.subject):
            label.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.action = button("", self._do)
        self.dismiss = button("Close", self.hide, look="quiet")
        self.dismiss.setAccessibleName("Close this notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE * 3 // 2, SPACE, SPACE, SPACE)
        row.setSpacing(SPACE)
        column = QVBoxLayout()
        column.setSpacing(SPACE // 2)
        column.addWidget(self.words)
        column.addWidget(self.subject)
        column.addWidget(self.action, 0, Qt.AlignmentFlag.AlignLeading)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        row.addWidget(self.dismiss, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def say(
        self,
        words: str,
        subject: str = "",
        *,
        action: str = "",
        act: Callable[[], None] | None = None,
        stays: bool = False,
    ) -> None:
        """Show a notice in place of the one before.

        Args:
            words: our own sentence.
            subject: what it is about; already made visible.
            action: words of the button; none for no button.
            act: what the button does.
            stays: cannot be closed.
        """
        self.words.setText(words)
        self.subject.setText(subject)
        self.subject.setVisible(bool(subject))
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.dismiss.setVisible(not stays)
        self._act = act or self.hide
        self.show()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _do(self) -> None:
        self.hide()
        self._act()
