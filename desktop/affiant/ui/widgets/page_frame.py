"""The frame that all pages share: a title, a sentence, and the content on one grid."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from affiant.ui.page import PageWidget
from affiant.ui.theme import SPACE
from affiant.ui.widgets.plain_label import ElidedLabel, PlainLabel


class PageFrame(PageWidget):
    """A page with a head and a column below it.

    Args:
        title: the page's title.
        sentence: one line on what is done here.
    """

    def __init__(self, title: str, sentence: str = "") -> None:
        super().__init__()
        self.head = QHBoxLayout()
        self.head.setSpacing(SPACE)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(PlainLabel(title, look="title"))
        self.sentence = ElidedLabel(sentence, look="muted")
        self.sentence.setVisible(bool(sentence))
        words.addWidget(self.sentence)
        self.head.addLayout(words, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 3, SPACE * 2)
        self.column.setSpacing(SPACE * 3 // 2)
        self.column.addLayout(self.head)
