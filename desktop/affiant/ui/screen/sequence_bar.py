"""A small bar for a sequence: the person scrolls, and one key takes the next picture."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from affiant.ui.icons import Icons
from affiant.ui.theme import SPACE
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.plain_label import PlainLabel


class SequenceBar(QWidget):
    """Stands before everything, and never in a picture: it gets out of the way for each."""

    next_wanted = Signal()
    finished = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__(None, Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        self.setWindowTitle("Sequence")
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.counted = PlainLabel(look="head")
        self.next = button("&Next picture", self.next_wanted.emit, look="main", icons=icons, icon="screen", tip="Space")
        self.finish = button("&Finish", self.finished.emit, tip="Esc")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 2, SPACE, SPACE * 2, SPACE)
        column.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)  # a tiling desktop lets it float only so
        row = QHBoxLayout()
        row.addWidget(self.counted)
        row.addSpacing(SPACE * 2)
        row.addWidget(self.next)
        row.addWidget(self.finish)
        column.addLayout(row)
        column.addWidget(PlainLabel("Scroll with the wheel, then press Space. Every picture is kept.", look="muted"))
        for keys, action in (("Space", self.next.click), ("Esc", self.finish.click)):
            QShortcut(QKeySequence(keys), self).activated.connect(action)

    def tell(self, kept: int) -> None:
        """Say how many pictures are safe in the case."""
        self.counted.setText(f"{kept} kept")
        self.next.setEnabled(True)

    def wait(self) -> None:
        """Take no key until the picture under way is safe."""
        self.next.setEnabled(False)

    def place(self, region: QRect) -> None:
        """Stand beside a region of the screen, in device-independent pixels, where there is room."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(region.center()) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        below = QPoint(region.left(), region.bottom() + SPACE)
        above = QPoint(region.left(), region.top() - self.height() - SPACE * 5)
        corner = room.bottomRight() - QPoint(self.width() + SPACE, self.height() + SPACE * 5)
        for one in (below, above):
            if room.contains(QRect(one, self.size())):
                self.move(one)
                return
        self.move(corner)

    def closeEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """See Qt: closing it finishes."""
        super().closeEvent(event)  # type: ignore[arg-type]  # the event type is Qt's own business
        self.finished.emit()
