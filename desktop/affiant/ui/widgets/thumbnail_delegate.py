"""Paints the preview cell of a capture: the thumbnail on neutral grey, or the icon of its kind. Never tinted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from affiant.ui.icons import Icons
from affiant.ui.models.capture_table import CaptureTable

_MARGIN = 5
_ICON = 26
_GREY = QColor("#808080")


class ThumbnailDelegate(QStyledItemDelegate):
    """For the column `Column.PREVIEW`."""

    def __init__(self, icons: Icons, parent: QObject) -> None:
        super().__init__(parent)
        self._icons = icons

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """See Qt."""
        view = option.widget
        rect: QRect = option.rect
        style = view.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view)
        box = rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        image = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(image, QImage):
            painter.fillRect(box, _GREY)
            ratio = view.devicePixelRatioF()
            smooth = Qt.TransformationMode.SmoothTransformation
            fitted = image.scaled(box.size() * ratio, Qt.AspectRatioMode.KeepAspectRatio, smooth)
            fitted.setDevicePixelRatio(ratio)
            size = fitted.deviceIndependentSize().toSize()
            painter.drawImage(box.center() - QRect(box.topLeft(), size).center() + box.topLeft(), fitted)
            return
        name = index.data(CaptureTable.ICON_NAME)
        if name:
            pixmap = self._icons.pixmap(name, "muted", _ICON, view.devicePixelRatioF())
            corner = box.center()
            painter.drawPixmap(corner.x() - _ICON // 2, corner.y() - _ICON // 2, pixmap)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802, ARG002 - Qt's signature
        """See Qt."""
        return QSize(88, 60)
