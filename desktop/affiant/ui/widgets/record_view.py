"""The records of an import as a table, and the selected one whole below it."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from affiant.ui.models.record_table import Column, RecordTable
from affiant.ui.record_wording import record_detail
from affiant.ui.theme import SPACE
from affiant.ui.widgets.row_table import row_table

_WIDEST: dict[int, str] = {
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
        self.table = row_table(model, "Records of exports", _WIDEST, Column.TEXT, several=False)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_record())
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
