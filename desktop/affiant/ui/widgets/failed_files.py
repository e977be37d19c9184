"""Files that could not be taken: each with what happened and what to do. Nothing of them is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from affiant.core.names import visible
from affiant.ui import wording
from affiant.ui.icons import Icons
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.plain_label import PlainLabel
from affiant.workflow.add_files import FailedFile

_HEADS = ("File", "What happened", "What to do")


class FailedFiles(QFrame):
    """The list, with a way to try again.

    Args:
        again: takes the paths once more.
        icons: our icons.
    """

    def __init__(self, again: Callable[[tuple[Path, ...]], None], icons: Icons) -> None:
        super().__init__()
        self.setProperty("look", "notice")
        self._again = again
        self.failed: tuple[FailedFile, ...] = ()
        self.words = PlainLabel(look="head")
        self.table = QTableWidget(0, len(_HEADS))
        self.table.setHorizontalHeaderLabels(_HEADS)
        self.table.setAccessibleName("Files that were not taken")
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setMaximumHeight(132)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        sign = PlainLabel()
        icons.dress(sign, "warn", colour="warn")
        head = QHBoxLayout()
        head.addWidget(sign)
        head.addWidget(self.words, 1)
        head.addWidget(button("Try a&gain", self._try_again))
        head.addWidget(button("Hide this list", self.hide))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.addLayout(head)
        column.addWidget(self.table)
        self.hide()

    def tell(self, failed: tuple[FailedFile, ...]) -> None:
        """Show these; none hides the list."""
        self.failed = failed
        self.words.setText(
            f"{wording.count(len(failed), 'file was', 'files were')} not taken. Everything else is in the case."
        )
        self.table.setRowCount(len(failed))
        for row, one in enumerate(failed):
            for column, text in enumerate((visible(one.path), one.title, one.remedy)):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.setVisible(bool(failed))

    def _try_again(self) -> None:
        paths = tuple(Path(one.path) for one in self.failed)
        self.hide()
        self._again(paths)
