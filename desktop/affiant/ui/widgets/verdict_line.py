"""One of the three lines of a verdict: icon, word, sentence. Colour is only ever added."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from affiant.core.verdict import Line, LineName
from affiant.core.verdict_words import LINE_TITLES, STATE_WORDS
from affiant.ui.icons import Icons
from affiant.ui.verdict_wording import STATE_COLOURS
from affiant.ui.widgets.plain_label import PlainLabel


class VerdictLine(QFrame):
    """A line; says nothing until it is told one."""

    def __init__(self, name: LineName, icons: Icons) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._icons = icons
        self._title = LINE_TITLES[name]
        self.sign = PlainLabel()
        self.word = PlainLabel(look="head")
        self.word.setMinimumWidth(84)
        self.text = PlainLabel(wrap=True, selectable=True)
        self.text.setContentsMargins(0, 2, 0, 0)
        title = PlainLabel(self._title, look="head")
        title.setMinimumWidth(84)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(14)
        for label in (self.sign, title, self.word):
            row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)

    def tell(self, line: Line) -> None:
        """Show a line."""
        colour = STATE_COLOURS[line.state]
        self._icons.dress(self.sign, str(line.state), colour=colour, size=24)
        self.word.setText(STATE_WORDS[line.state])
        self.word.setProperty("look", f"state-{line.state}")
        self.word.style().unpolish(self.word)
        self.word.style().polish(self.word)
        self.text.setText(line.text)
        self.setAccessibleName(f"{self._title}: {STATE_WORDS[line.state]}. {line.text}")
