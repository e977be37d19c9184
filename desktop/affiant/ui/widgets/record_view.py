"""The records of an import as a table, and the selected one whole below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QPlainTextEdit, QTableView, QVBoxLayout, QWidget

from affiant.ui.models.record_table import Column, RecordTable
from affiant.ui.record_wording import record_detail
from affiant.ui.theme import SPACE
from affiant.ui.widgets.two_line_delegate import TwoLineDelegate

_WIDEST = {
    Column.WHEN: "2026-11-03 10:12:17 UTC.",
    Column.WHO: "A name of some length, or so",
    Column.WHERE: "$['chats']['list'][0]['messages']",
}
"""Texts that must fit, by column; the text takes what is left."""
_DETAIL_LINES = 7


class RecordView(QWidget):
    """Table and detail.

    Args:
        model: the records.
    """

    def __init__(self, model: RecordTable) -> None:
        super().__init__()
        self._model = model
        self.table = self._table()
        self.detail = QPlainTextEdit()
        self.detail.setReadOnly(True)
        self.detail.setAccessibleName("The selected record")
        self.detail.setFixedHeight(_DETAIL_LINES * self.detail.fontMetrics().lineSpacing() + 3 * SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        model.modelReset.connect(self._show_record)

    def _show_record(self) -> None:
        found = self._model.record_at(self.table.currentIndex().row())
        self.detail.setPlainText(record_detail(found) if found is not None else "")

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._model)
        table.setAccessibleName("Records of exports")
        table.setItemDelegate(TwoLineDelegate(table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        rows = table.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(2 * table.fontMetrics().height() + 2 * SPACE)
        columns = table.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        for column, widest in _WIDEST.items():
            table.setColumnWidth(column, table.fontMetrics().horizontalAdvance(widest) + 2 * SPACE)
        columns.setSectionResizeMode(Column.TEXT, QHeaderView.ResizeMode.Stretch)
        table.selectionModel().currentRowChanged.connect(lambda *_: self._show_record())
        return table
