"""The large buttons of the screen page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QGridLayout, QWidget

from affiant.ui.icons import Icons
from affiant.ui.theme import SPACE
from affiant.ui.widgets.tile import Tile

KEYS = {"region": "Ctrl+Shift+R", "screen": "Ctrl+Shift+S", "last": "Ctrl+Shift+L"}
"""Shortcuts, which hold on every page."""
_TILES = (
    ("region", "Region", "Choose it on the frozen screen.", "region"),
    ("window", "Window", "It is brought forward first.", "window"),
    ("screen", "Whole screen", "This window goes away for it.", "screen"),
    ("last", "Last region", "The same place once more.", "again"),
    ("sequence", "Sequence", "You scroll; one key a picture.", "sequence"),
)
"""Key, words, sentence, icon."""
_COLUMNS = 3


class ShotTiles(QWidget):
    """See the module.

    Args:
        icons: our icons.
        actions: what each does, by key.
    """

    def __init__(self, icons: Icons, actions: Mapping[str, Callable[[], object]]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE)
        self.tiles = {key: Tile(words, text, icons, icon, actions[key]) for key, words, text, icon in _TILES}
        for number, (key, tile) in enumerate(self.tiles.items()):
            tile.setToolTip(KEYS.get(key, ""))
            grid.addWidget(tile, number // _COLUMNS, number % _COLUMNS)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)

    def allow(self, *, pictures: bool, last: bool) -> None:
        """Say which can be chosen.

        Args:
            pictures: whether any can be stored.
            last: whether there is a last region.
        """
        for key, tile in self.tiles.items():
            tile.setEnabled(pictures and (last or key != "last"))
