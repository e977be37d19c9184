"""The addresses that are to be captured, as rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from affiant.capture.web.problems import PROBLEMS as CAPTURE_PROBLEMS
from affiant.core.model import Target
from affiant.core.names import visible
from affiant.core.platforms import TITLES
from affiant.ui import wording
from affiant.ui.models.second_line import SECOND_LINE
from affiant.workflow.target_states import PROBLEMS, STATES, state_of

_LONGEST = 300
Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """Columns, in order."""

    TARGET = 0
    ADDRESS = 1
    """With list, row and note below it."""
    ACCOUNT = 2
    """Platform and handle."""
    DOUBLE = 3
    STATE = 4
    """With the capture or the reason below it."""


_REASONS = {
    **PROBLEMS,
    **{code: title for code, (title, _, _) in CAPTURE_PROBLEMS.items()},
    "duplicate": "its double is captured",
    "web-certificate-refused": "The certificate is not trusted",
}
"""Code and words."""
_TITLES = ("No.", "Address", "Platform, handle", "Seen before", "State")


class TargetTable(QAbstractTableModel):
    """Rows are targets, by number."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Target, ...] = ()
        self._before: Mapping[str, str] = {}
        self._doubtful: Callable[[str], bool] = lambda _capture: False

    def show_targets(
        self, targets: tuple[Target, ...], before: Mapping[str, str], doubtful: Callable[[str], bool]
    ) -> None:
        """Show these; the same ones in another state keep selection and place.

        Args:
            targets: by number.
            before: target to the capture that was there before it.
            doubtful: whether anything speaks against a capture; asked for rows that are looked at.
        """
        self._doubtful = doubtful
        same = [one.id for one in targets] == [one.id for one in self._rows]
        if same:
            self._rows, self._before = targets, before
            if targets:
                last = self.index(len(targets) - 1, len(Column) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows, self._before = targets, before
        self.endResetModel()

    def target(self, row: int) -> Target:
        """The target of a row."""
        return self._rows[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """See Qt."""
        return 0 if parent.isValid() else len(self._rows)

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
        one, column = self._rows[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(one, column)
        if role == SECOND_LINE:
            return self._second(one, column)
        ours = column == Column.STATE  # a tip of words from a page could become markup
        if role == Qt.ItemDataRole.AccessibleTextRole or (role == Qt.ItemDataRole.ToolTipRole and ours):
            return ", ".join(text for text in (self._text(one, column), self._second(one, column)) if text)
        return None

    def _text(self, one: Target, column: Column) -> str:
        match column:
            case Column.TARGET:
                return one.id
            case Column.ADDRESS:
                return visible(one.url or one.given, _LONGEST)
            case Column.ACCOUNT:
                return TITLES.get(one.platform or "", one.platform or "")
            case Column.DOUBLE:
                return f"Double of {one.duplicate_of}" if one.duplicate_of else ""
            case _:
                return STATES[state_of(one)]

    def _second(self, one: Target, column: Column) -> str:
        match column:
            case Column.ADDRESS:
                row = f"{wording.isolated(one.list, 80)}, row {one.row}" if one.list else f"row {one.row}"
                return f"{row}: {visible(one.note, _LONGEST)}" if one.note else row
            case Column.ACCOUNT:
                return wording.isolated(f"@{one.handle}", 60) if one.handle else ""
            case Column.DOUBLE:
                return f"Captured as {self._before[one.id]}" if one.id in self._before else ""
            case Column.STATE:
                if one.capture:
                    return f"{one.capture}, doubtful" if self._doubtful(one.capture) else one.capture
                code = one.code or one.problem or ""
                reason = _REASONS.get(code, code.replace("-", " "))
                return reason[:1].upper() + reason[1:]
            case _:
                return ""
