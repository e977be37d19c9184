"""The findings of a verification, worst first."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from affiant.core.names import visible
from affiant.core.verdict import Finding, State
from affiant.core.verdict_words import STATE_WORDS

_TITLES = ("Outcome", "Check", "Concerns", "What was found")
_ORDER = (State.FAIL, State.UNKNOWN, State.WARN, State.PASS)
Index = QModelIndex | QPersistentModelIndex


class FindingsTable(QAbstractTableModel):
    """Rows are findings; passed ones are there only when asked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Finding, ...] = ()
        self._rows: list[Finding] = []
        self._with_passed = False

    def show_findings(self, findings: tuple[Finding, ...], *, with_passed: bool) -> None:
        """Show these findings."""
        self.beginResetModel()
        self._all, self._with_passed = findings, with_passed
        shown = (one for one in findings if with_passed or one.outcome is not State.PASS)
        self._rows = sorted(shown, key=lambda one: _ORDER.index(one.outcome))
        self.endResetModel()

    def finding(self, row: int) -> Finding:
        """The finding of a row."""
        return self._rows[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """See Qt."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """See Qt."""
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """See Qt."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _TITLES[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        finding = self._rows[index.row()]
        texts = (STATE_WORDS[finding.outcome], finding.check, visible(finding.subject, 300), finding.detail)
        return texts[index.column()]
