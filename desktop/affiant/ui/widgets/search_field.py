"""The field that searches a list: at Enter, or once a person rests; without words all is shown again."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit

_REST_MS = 300


class SearchField(QLineEdit):
    """A line for words.

    Args:
        placeholder: what is searched.
        name: for a screen reader.
    """

    searched = Signal()
    """The list is to show what `text` finds."""

    def __init__(self, placeholder: str, name: str) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.searched)
        self.returnPressed.connect(self._now)
        self.textChanged.connect(self._changed)

    def _changed(self, text: str) -> None:
        if text:
            self._rest.start()
        else:
            self._now()

    def _now(self) -> None:
        self._rest.stop()
        self.searched.emit()
