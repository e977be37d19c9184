"""A large button: icon, words and a sentence. As high as its text needs, at any text size."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from affiant.ui.icons import Icons
from affiant.ui.widgets.plain_label import PlainLabel

_ICON = 28
_NARROW = 200


class Tile(QPushButton):
    """See the module.

    Args:
        words: what it is called, also for a screen reader.
        sentence: what it does.
        icons: our icons.
        icon: name of one.
        clicked: what to do.
    """

    def __init__(self, words: str, sentence: str, icons: Icons, icon: str, clicked: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("look", "tile")
        self.setAutoDefault(False)
        across = self.sizePolicy().horizontalPolicy()
        self.setSizePolicy(across, QSizePolicy.Policy.Preferred)  # as high as the highest of its row
        self.setAccessibleName(words)
        self.setAccessibleDescription(sentence)
        self._inside = QHBoxLayout(self)
        self._inside.setContentsMargins(18, 14, 18, 14)
        self._inside.setSpacing(16)
        sign = PlainLabel()
        icons.dress(sign, icon, colour="accent", size=_ICON)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addStretch(1)
        texts.addWidget(PlainLabel(words, look="head"))
        texts.addWidget(PlainLabel(sentence, look="muted", wrap=True))
        texts.addStretch(1)
        self._inside.addWidget(sign)
        self._inside.addLayout(texts, 1)
        for label in self.findChildren(PlainLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(lambda _checked: clicked())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """See Qt."""
        width = max(_NARROW, self.width())
        return QSize(_NARROW, self._inside.totalHeightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """See Qt."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()
