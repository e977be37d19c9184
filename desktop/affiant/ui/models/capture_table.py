"""The captures of a case as a table that reads only what is looked at.

Captures are numbered from 1 without a gap, so a row is a number; 100,000 of them cost one count. With a search
the rows are the ids that were found.
"""

from __future__ import annotations

from collections import OrderedDict
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication

from affiant.core.case_reading import CaseReading
from affiant.core.model import Capture
from affiant.core.names import visible
from affiant.ui import wording
from affiant.ui.models.second_line import SECOND_LINE
from affiant.ui.models.thumbnails import Thumbnails

_PAGE = 128
_PAGES_KEPT = 24
_WEB = "web"
_HASH_SHOWN = 12
MOST_FOUND = 1000
"""Captures that a search shows; who has more needs another word."""
Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """Columns, in order."""

    PREVIEW = 0
    NUMBER = 1
    """With the state below it."""
    NAME = 2
    """With the account below it."""
    CAPTURED = 3
    SHA256 = 4


_TITLES = ("Preview", "Capture", "Name, account", "Captured (UTC)", "SHA-256")


class CaptureTable(QAbstractTableModel):
    """Rows of the open case.

    Args:
        thumbnails: gives the pictures, late.
    """

    ICON_NAME = Qt.ItemDataRole.UserRole + 1
    """Name of the icon that stands where no picture is."""
    CAPTURE = Qt.ItemDataRole.UserRole + 2
    """The `Capture` itself."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._case: CaseReading | None = None
        self._count = 0
        self._found: tuple[str, ...] | None = None
        self.more_found = False
        """Whether the newest search found more than is shown."""
        self._pages: OrderedDict[int, tuple[Capture, ...]] = OrderedDict()
        self._names: dict[str, str] = {}
        self._row_of: dict[str, set[int]] = {}
        self._mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self._mono.setPointSizeF(QGuiApplication.font().pointSizeF())
        thumbnails.ready.connect(self._arrived)

    def show_case(self, case: CaseReading | None) -> None:
        """Read another case, or none."""
        self.beginResetModel()
        self._case, self._found = case, None
        self._thumbnails.clear()
        self._forget()
        self.endResetModel()

    def refresh(self) -> None:
        """Read again what may have changed; rows that are there keep their places."""
        if self._found is not None or self._case is None or self._case.count_captures(withdrawn=True) < self._count:
            self.beginResetModel()
            self._forget()
            self.endResetModel()
            return
        count = self._case.count_captures(withdrawn=True)
        self._pages.clear()
        self._row_of.clear()
        self._names.clear()
        if count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._count = count
            self.endInsertRows()
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, len(Column) - 1))

    def grown(self) -> bool:
        """Whether the case holds more captures than are shown."""
        return self._case is not None and self._case.count_captures(withdrawn=True) > self._count

    def search(self, words: str) -> None:
        """Show only the captures in which the words are, `MOST_FOUND` at most; all of the case for no words."""
        if self._case is None:
            return
        self.beginResetModel()
        found = self._case.search(words.strip(), MOST_FOUND + 1) if words.strip() else None
        self.more_found = found is not None and len(found) > MOST_FOUND
        self._found = found[:MOST_FOUND] if found is not None else None
        self._forget()
        self.endResetModel()

    @property
    def searching(self) -> bool:
        """Whether what a search found is shown, and not all."""
        return self._found is not None

    def capture_at(self, row: int) -> Capture | None:
        """The capture of a row, or None when it cannot be found any more."""
        page = self._page(row // _PAGE)
        return page[row % _PAGE] if row % _PAGE < len(page) else None

    def id_at(self, row: int) -> str:
        """The id of a row's capture, without reading it."""
        return self._found[row] if self._found is not None else f"C{row + 1:05d}"

    def row_of_number(self, number: int) -> int | None:
        """The row of a capture number, or None while a search is shown."""
        return number - 1 if self._found is None and 0 < number <= self._count else None

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
        if role == Qt.ItemDataRole.FontRole:
            return self._mono if index.column() == Column.SHA256 else None
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(80, 60)
        wanted = (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.DecorationRole,
            self.ICON_NAME,
            self.CAPTURE,
            SECOND_LINE,
        )
        if role not in wanted:
            return None
        capture = self.capture_at(index.row())
        if capture is None:
            return None
        if role == self.CAPTURE:
            return capture
        if index.column() == Column.PREVIEW:
            return self._preview(index.row(), capture, role)
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(capture, column)
        if role == SECOND_LINE:
            return self._second(capture, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(text for text in (self._text(capture, column), self._second(capture, column)) if text)
        return None

    def _text(self, capture: Capture, column: Column) -> str:
        first = capture.artefacts[0] if capture.artefacts else None
        match column:
            case Column.NUMBER:
                return capture.id
            case Column.NAME:
                if capture.kind == _WEB and capture.url:
                    return visible(capture.url, 200)
                return visible(first.name, 200) if first else ""
            case Column.CAPTURED:
                return wording.time(capture.captured_at).removesuffix(" UTC")
            case Column.SHA256:
                return first.sha256[:_HASH_SHOWN] + "…" if first else ""
            case _:
                return ""

    def _second(self, capture: Capture, column: Column) -> str:
        if column == Column.NUMBER:
            return self._state(capture)
        return self._account(capture.account) if column == Column.NAME else ""

    @staticmethod
    def _state(capture: Capture) -> str:
        if capture.withdrawn is not None:
            return "Withdrawn"
        parts = [f"Fit for {profile}" for profile in capture.fit_for]
        if capture.same_as is not None:
            parts.append(f"Same as {capture.same_as}")
        return ", ".join(parts)

    def _preview(self, row: int, capture: Capture, role: int) -> Any:
        first = capture.artefacts[0] if capture.artefacts else None
        if first is None or self._case is None:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"Preview of {capture.id}, {first.media_type}"
        if role == self.ICON_NAME:
            return wording.kind_of_file(first.media_type)
        if role != Qt.ItemDataRole.DecorationRole:
            return None
        examination = self._case.examination(first.sha256)
        if examination is None or examination.thumbnail is None:
            return None
        self._row_of.setdefault(examination.thumbnail, set()).add(row)
        return self._thumbnails.get(examination.thumbnail, self._case.object_path(examination.thumbnail))

    def _account(self, account_id: str | None) -> str:
        if account_id is None or self._case is None:
            return ""
        if account_id not in self._names:
            account = self._case.account(account_id)
            self._names[account_id] = wording.account(account) if account else account_id
        return self._names[account_id]

    def _page(self, number: int) -> tuple[Capture, ...]:
        if self._case is None:
            return ()
        if number not in self._pages:
            first = number * _PAGE
            if self._found is None:
                page = tuple(self._case.captures(first=first + 1, limit=_PAGE, withdrawn=True))
            else:
                page = self._case.captures_by_id(self._found[first : first + _PAGE])
            self._pages[number] = page
            while len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return self._pages[number]

    def _forget(self) -> None:
        self._pages.clear()
        self._row_of.clear()
        self._names.clear()
        if self._case is None:
            self._count = 0
        elif self._found is not None:
            self._count = len(self._found)
        else:
            self._count = self._case.count_captures(withdrawn=True)

    def _arrived(self, sha256: str) -> None:
        for row in self._row_of.pop(sha256, ()):
            if row < self._count:
                cell = self.index(row, Column.PREVIEW)
                self.dataChanged.emit(cell, cell, [Qt.ItemDataRole.DecorationRole])
