"""The artefacts of the capture that is under way, each with an icon and a word."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from affiant.ui.browser.shown_state import WORDS, Checklist
from affiant.ui.icons import Icons

_ICONS = {
    "waiting": ("waiting", "muted"),
    "running": ("running", "accent"),
    "done": ("pass", "good"),
    "failed": ("fail", "bad"),
    "doubt": ("warn", "warn"),
}
_SIZE = 18


class ChecklistView(QListWidget):
    """Shows a `Checklist`. It can be walked with the arrow keys, for screen readers.

    Args:
        icons: our icons.
    """

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._icons = icons
        self._shown = Checklist()
        self.setAccessibleName("What is captured")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setWordWrap(True)
        self.setIconSize(QSize(_SIZE, _SIZE))
        self.setSpacing(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_checklist(self, checklist: Checklist) -> None:
        """Show how far a capture is; the line that was reached stays."""
        reached = self.currentRow()
        self._shown = checklist
        while self.count() > len(checklist.items):
            self.takeItem(self.count() - 1)
        for row, item in enumerate(checklist.items):
            line = self.item(row) if row < self.count() else QListWidgetItem(self)
            icon, colour = _ICONS[item.state]
            line.setIcon(QIcon(self._icons.pixmap(icon, colour, _SIZE, self.devicePixelRatioF())))
            line.setText(f"{item.text} – {WORDS[item.state]}")
        self.setCurrentRow(min(reached, self.count() - 1))

    def dress_again(self) -> None:
        """Paint the icons in the colours of the theme that is worn now."""
        self.show_checklist(self._shown)
