"""The field for one address; a list that is pasted into it is handed on, and not run together to one line."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


class AddressField(QLineEdit):
    """A line for an address."""

    list_pasted = Signal()
    """The clipboard holds several lines, and a person pastes them here."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """See the module."""
        if event.matches(QKeySequence.StandardKey.Paste) and _several_lines(QGuiApplication.clipboard().text()):
            self.list_pasted.emit()
            return
        super().keyPressEvent(event)


def _several_lines(text: str) -> bool:
    return sum(1 for line in text.splitlines() if line.strip()) > 1
