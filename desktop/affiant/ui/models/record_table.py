"""Records of imported exports as a table that reads only what is looked at.

Either all records of one import, in their order, page by page; or those of all imports that a search found.
"""

from __future__ import annotations

from collections import OrderedDict
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from affiant.core.case_reading import CaseReading
from affiant.core.names import visible
from affiant.core.record import FoundRecord, Record
from affiant.ui import wording
from affiant.ui.models.second_line import SECOND_LINE
from affiant.ui.record_wording import place

_PAGE = 128
_PAGES_KEPT = 24
_LONGEST = 300
_AS_WRITTEN = "as written; no moment"
MOST_FOUND = 1000
"""Records that a search shows; who has more needs another word."""
Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """Columns, in order."""

    WHEN = 0
    """The moment, or else what the export writes; below it, which of the two it is."""
    WHO = 1
    """With the conversation below it."""
    TEXT = 2
    """With kind and notes below it."""
    WHERE = 3
    """The file in the export; below it the place in it."""


_TITLES = ("When", "Who, conversation", "Text", "Where in the original")


class RecordTable(QAbstractTableModel):
    """Rows are records."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._case: CaseReading | None = None
        self._seq = 0
        self._count = 0
        self._found: tuple[FoundRecord, ...] | None = None
        self.more_found = False
        """Whether the newest search found more than is shown."""
        self._pages: OrderedDict[int, tuple[FoundRecord, ...]] = OrderedDict()

    def show_import(self, case: CaseReading | None, seq: int, count: int) -> None:
        """Show all records of one import.

        Args:
            case: the open case, or None for no rows.
            seq: number of its ``export.read`` event.
            count: records that it has.
        """
        self.beginResetModel()
        self._case, self._seq, self._count = case, seq, count if case is not None else 0
        self._found, self.more_found = None, False
        self._pages.clear()
        self.endResetModel()

    def show_found(self, case: CaseReading, words: str) -> None:
        """Show the records of all imports in which the words are, `MOST_FOUND` at most."""
        self.beginResetModel()
        found = case.search_records(words, MOST_FOUND + 1)
        self.more_found = len(found) > MOST_FOUND
        self._case, self._found = case, found[:MOST_FOUND]
        self._count = len(self._found)
        self._pages.clear()
        self.endResetModel()

    def record_at(self, row: int) -> FoundRecord | None:
        """The record of a row, or None when it cannot be found any more."""
        if row < 0:
            return None
        if self._found is not None:
            return self._found[row] if row < len(self._found) else None
        page = self._page(row // _PAGE)
        return page[row % _PAGE] if row % _PAGE < len(page) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """See Qt."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """See Qt."""
        return 0 if parent.isValid() else len(Column)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """See Qt."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _TITLES[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        if role not in (Qt.ItemDataRole.DisplayRole, SECOND_LINE, Qt.ItemDataRole.AccessibleTextRole):
            return None
        found = self.record_at(index.row())
        if found is None:
            return None
        first, second = _cell(found.record, Column(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(one for one in (first, second) if one)
        return first if role == Qt.ItemDataRole.DisplayRole else second

    def _page(self, number: int) -> tuple[FoundRecord, ...]:
        if self._case is None:
            return ()
        if number not in self._pages:
            self._pages[number] = tuple(self._case.records(self._seq, first=number * _PAGE + 1, limit=_PAGE))
            while len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return self._pages[number]


def _cell(one: Record, column: Column) -> tuple[str, str]:
    match column:
        case Column.WHEN:
            written = visible(one.posted_as or "", 80)
            if one.posted_at is not None:
                return wording.time(one.posted_at), written
            return written, _AS_WRITTEN if written else ""
        case Column.WHO:
            conversation = wording.isolated(one.conversation, 80) if one.conversation else ""
            return visible(one.author or one.author_id or "", 80), conversation
        case Column.TEXT:
            text = visible(" ".join(one.text[: 2 * _LONGEST].split()) or ", ".join(one.media), _LONGEST)
            return text, ", ".join((one.kind, *(note.replace("-", " ") for note in one.notes)))
        case _:
            return visible(one.where.file, _LONGEST), place(one)
