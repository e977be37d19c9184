"""A table whose rows are picked as wholes, two lines to a cell, as every long list of the window is."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from affiant.ui.theme import SPACE
from affiant.ui.widgets.two_line_delegate import TwoLineDelegate


def row_table(
    model: QAbstractItemModel, name: str, widest: Mapping[int, str], rest: int, *, several: bool, least_height: int = 0
) -> QTableView:
    """Make one.

    Args:
        model: what it shows; a cell's second line is its data of the role `SECOND_LINE`.
        name: for screen readers.
        widest: texts that must fit, by column.
        rest: the column that takes what is left.
        several: whether more than one row can be picked.
        least_height: of a row, in device-independent pixels.
    """
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName(name)
    table.setItemDelegate(TwoLineDelegate(table))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    modes = QAbstractItemView.SelectionMode
    table.setSelectionMode(modes.ExtendedSelection if several else modes.SingleSelection)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    rows = table.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(max(least_height, 2 * table.fontMetrics().height() + 2 * SPACE))
    columns = table.horizontalHeader()
    columns.setHighlightSections(False)
    columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    for column, text in widest.items():
        table.setColumnWidth(column, table.fontMetrics().horizontalAdvance(text) + 3 * SPACE)
    columns.setSectionResizeMode(rest, QHeaderView.ResizeMode.Stretch)
    return table
