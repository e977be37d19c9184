"""The line at the foot of the window: what was just said, and where the case stands."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from affiant.ui.widgets.plain_label import ElidedLabel, PlainLabel

_SAID_MS = 15_000


class StatusLine(QFrame):
    """Says a sentence for a while; shows the case's folder, its ledger and the network all the time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.said = ElidedLabel()
        self.where = ElidedLabel(look="muted")
        self.ledger = PlainLabel(look="muted")
        self.network = PlainLabel(look="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 16, 5)
        row.setSpacing(24)
        row.addWidget(self.said, 5)
        row.addWidget(self.where, 2)
        row.addWidget(self.ledger)
        row.addWidget(self.network)
        self._fading = QTimer(self)
        self._fading.setSingleShot(True)
        self._fading.setInterval(_SAID_MS)
        self._fading.timeout.connect(self._fade)
        self._fade()

    def say(self, words: str) -> None:
        """Say a sentence, to a screen reader too."""
        self.said.show_whole(words)
        self.said.show()
        self._fading.start()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _fade(self) -> None:
        """Leave the room to the case's folder."""
        self.said.show_whole("")
        self.said.hide()
