"""Paints a cell of two lines: what it is, and below it, quieter, what belongs to it. Text is plain, and gives way."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from affiant.ui.models.second_line import SECOND_LINE

_MARGIN = 8
_GAP = 3


class TwoLineDelegate(QStyledItemDelegate):
    """For lists, and for all columns of a table that hold text.

    Args:
        parent: the view.
        height: of a row, in device-independent pixels; 0 where the view decides.
    """

    def __init__(self, parent: QObject, height: int = 0) -> None:
        super().__init__(parent)
        self._height = height

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """See Qt."""
        view, rect = option.widget, option.rect
        view.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view)
        font = index.data(Qt.ItemDataRole.FontRole)
        first_font = font if isinstance(font, QFont) else option.font
        first, second = str(index.data(Qt.ItemDataRole.DisplayRole) or ""), str(index.data(SECOND_LINE) or "")
        box = rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        first_height = QFontMetrics(first_font).height()
        second_height = QFontMetrics(option.font).height() + _GAP if second else 0
        top = box.top() + (box.height() - first_height - second_height) // 2
        colours: QPalette = option.palette
        painter.save()
        self._line(painter, QRect(box.left(), top, box.width(), first_height), first, first_font)
        if second:
            painter.setPen(colours.color(QPalette.ColorRole.PlaceholderText))
            place = QRect(box.left(), top + first_height + _GAP, box.width(), second_height - _GAP)
            self._line(painter, place, second, option.font)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        """See Qt."""
        hint = super().sizeHint(option, index)
        return QSize(0, self._height) if self._height else hint

    @staticmethod
    def _line(painter: QPainter, box: QRect, text: str, font: QFont) -> None:
        painter.setFont(font)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        # Absolute: text that begins in a right-to-left script stays in its column.
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, left.value, shown)
