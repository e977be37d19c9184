"""How long to wait before a picture."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from affiant.ui.screen.preferences import DELAYS_S


class DelayChoice(QComboBox):
    """See the module.

    Args:
        seconds: chosen at first.
    """

    changed = Signal(int)
    """The seconds that were chosen."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.setAccessibleName("Wait before the picture")
        for one in DELAYS_S:
            self.addItem(f"After {one} seconds" if one else "At once", one)
        self.setCurrentIndex(self.findData(seconds))
        self.currentIndexChanged.connect(lambda _index: self.changed.emit(self.seconds))

    @property
    def seconds(self) -> int:
        """What is chosen."""
        return int(self.currentData())
