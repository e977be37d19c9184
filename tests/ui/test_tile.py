from PySide6.QtWidgets import QHBoxLayout, QWidget
from tests.fakes.desk import Desk

from affiant.ui.widgets.tile import Tile


def test_tiles_of_a_row_are_as_high_as_the_highest(desk: Desk) -> None:
    row = QWidget()
    desk.bot.addWidget(row)
    tiles = [
        Tile("Name", words, desk.icons, "web", lambda: None) for words in ("Short.", "A sentence of many words. " * 8)
    ]
    across = QHBoxLayout(row)
    for tile in tiles:
        across.addWidget(tile)
    row.resize(600, 400)
    row.show()
    desk.bot.waitUntil(lambda: tiles[0].height() == tiles[1].height() > 0)
