"""Choosing a region: each screen frozen and dimmed, a rubber band, and the same by keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from affiant.capture.screen.geometry import Box
from affiant.ui.screen.route import FrozenScreen

HINT = (
    "Drag, or use the arrow keys; with Shift they change the size, with Ctrl they go faster. Enter takes, Esc leaves."
)
_DIM = QColor(0, 0, 0, 120)
_LINE = QColor("#ffd54a")
_PLATE = QColor(0, 0, 0, 210)
_TEXT = QColor("#ffffff")
_PADDING = 8
_STEP, _LEAP = 1, 20
_LEAST = 4
"""Pixels; a shorter drag is a slip of the hand."""
_MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class RegionOverlay(QWidget):
    """One screen as it was, on which a region is chosen. Everything is kept in device pixels of that screen.

    Args:
        screen: what is shown.
        proposed: region of the whole desktop that is marked at first, where it meets this screen.
    """

    chosen = Signal(object)
    """A `Box`, in device pixels of the whole desktop."""
    left = Signal()

    def __init__(self, screen: FrozenScreen, proposed: Box | None) -> None:
        flags = Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint | Qt.WindowType.Tool
        super().__init__(None, flags)
        self._screen = screen
        self._picture = QPixmap.fromImage(screen.image)
        self._anchor: QPoint | None = None
        self._inside = Box(0, 0, screen.geometry.width, screen.geometry.height)
        self._local: Box | None = None
        if proposed is not None:
            moved = proposed.moved(-screen.geometry.x, -screen.geometry.y).common(self._inside)
            self._local = None if moved.empty else moved
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"Choose a region of screen {screen.number}")
        self._described()

    @property
    def region(self) -> Box | None:
        """What is marked, in device pixels of the whole desktop."""
        return None if self._local is None else self._local.moved(self._screen.geometry.x, self._screen.geometry.y)

    def cover(self) -> None:
        """Show itself over its whole screen."""
        place = self._screen.logical
        for one in QGuiApplication.screens():
            if one.geometry() == place:
                self.setScreen(one)
        self.setGeometry(place)
        self.showFullScreen()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """See Qt."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._anchor = event.position().toPoint()
        else:
            self.left.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """See Qt."""
        if self._anchor is not None:
            self._mark(self._dragged(self._anchor, event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """See Qt."""
        if self._anchor is None or event.button() != Qt.MouseButton.LeftButton:
            return
        dragged = self._dragged(self._anchor, event.position().toPoint())
        self._anchor = None
        if dragged.width >= _LEAST and dragged.height >= _LEAST:
            self._mark(dragged)
            self.chosen.emit(self.region)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """See Qt."""
        key, held = Qt.Key(event.key()), event.modifiers()
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.region is not None:
                self.chosen.emit(self.region)
        elif key in _MOVES:
            step = _LEAP if held & Qt.KeyboardModifier.ControlModifier else _STEP
            across, down = (part * step for part in _MOVES[key])
            self._shift(across, down, size=bool(held & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """See Qt."""
        painter = QPainter(self)
        painter.drawPixmap(self.rect(), self._picture)
        painter.fillRect(self.rect(), _DIM)
        if self._local is not None:
            shown = self._on_widget(self._local)
            box = self._local
            painter.drawPixmap(shown, self._picture, QRect(box.x, box.y, box.width, box.height))
            painter.setPen(QPen(_LINE, 2))
            painter.drawRect(shown.adjusted(-1, -1, 1, 1))
            self._plate(painter, shown.bottomLeft() + QPoint(0, _PADDING), self._size_words())
        self._plate(painter, QPoint(self.width() // 2, 3 * _PADDING), HINT, centred=True)
        painter.end()

    def _plate(self, painter: QPainter, place: QPoint, words: str, *, centred: bool = False) -> None:
        """Words on a dark plate, wholly on the screen."""
        metrics = painter.fontMetrics()
        size = metrics.size(0, words)
        plate = QRect(place.x(), place.y(), size.width() + 2 * _PADDING, size.height() + _PADDING)
        if centred:
            plate.moveLeft(place.x() - plate.width() // 2)
        plate.moveRight(min(plate.right(), self.width() - 1))
        plate.moveLeft(max(0, plate.left()))
        plate.moveBottom(min(plate.bottom(), self.height() - 1))
        painter.fillRect(plate, _PLATE)
        painter.setPen(_TEXT)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)

    def _size_words(self) -> str:
        box = self._local
        return "" if box is None else f"{box.width} × {box.height}"

    def _shift(self, across: int, down: int, *, size: bool) -> None:
        """Move what is marked, or change its size, within the screen; at first it is the middle."""
        whole, box = self._inside, self._local
        if box is None:
            self._mark(Box(whole.width // 4, whole.height // 4, max(1, whole.width // 2), max(1, whole.height // 2)))
        elif size:
            width = min(max(1, box.width + across), whole.width - box.x)
            height = min(max(1, box.height + down), whole.height - box.y)
            self._mark(Box(box.x, box.y, width, height))
        else:
            x = min(max(0, box.x + across), whole.width - box.width)
            y = min(max(0, box.y + down), whole.height - box.height)
            self._mark(Box(x, y, box.width, box.height))

    def _mark(self, box: Box) -> None:
        self._local = box
        self._described()
        self.update()

    def _described(self) -> None:
        self.setAccessibleDescription(f"{self._size_words() or 'Nothing is marked'}. {HINT}")

    def _dragged(self, first: QPoint, second: QPoint) -> Box:
        x, y = self._device(min(first.x(), second.x()), min(first.y(), second.y()))
        right, bottom = self._device(max(first.x(), second.x()), max(first.y(), second.y()))
        return Box(x, y, right - x, bottom - y).common(self._inside)

    def _device(self, x: int, y: int) -> tuple[int, int]:
        whole = self._inside
        return round(x * whole.width / max(1, self.width())), round(y * whole.height / max(1, self.height()))

    def _on_widget(self, box: Box) -> QRect:
        across, down = self.width() / self._inside.width, self.height() / self._inside.height
        left, top = round(box.x * across), round(box.y * down)
        return QRect(left, top, round(box.right * across) - left, round(box.bottom * down) - top)


class RegionChooser(QObject):
    """Covers all screens, and takes one region from one of them.

    Args:
        screens: frozen before; what is chosen is cut out of these very pictures.
        proposed: marked at first.
        done: takes the region, or None when the person left.
    """

    def __init__(
        self, screens: tuple[FrozenScreen, ...], proposed: Box | None, done: Callable[[Box | None], None]
    ) -> None:
        super().__init__()
        self._done = done
        self.overlays = tuple(RegionOverlay(one, proposed) for one in screens)
        for overlay in self.overlays:
            overlay.chosen.connect(self._end)
            overlay.left.connect(lambda: self._end(None))

    def start(self) -> None:
        """Show the overlays; the keys go to the one that has something marked, else to the first."""
        for overlay in self.overlays:
            overlay.cover()
        first = next((one for one in self.overlays if one.region is not None), self.overlays[0])
        first.raise_()
        first.activateWindow()
        first.setFocus()

    def _end(self, region: Box | None) -> None:
        for overlay in self.overlays:
            overlay.hide()
            overlay.deleteLater()
        self._done(region)
