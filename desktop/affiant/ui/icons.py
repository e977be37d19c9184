"""Our own icons: small SVG files in one colour, painted in a colour of the theme."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from affiant.ui.theme import Theme

_NAME = "affiant-icon"
_COLOUR = "affiant-icon-colour"
_SIZE = "affiant-icon-size"
_DRAWN_IN = b"currentColor"


class Icons(QObject):
    """Reads the icons, and repaints those that widgets wear when the theme changes.

    Args:
        resources: folder with ``icons/*.svg``.
        theme: gives the colours.
    """

    def __init__(self, resources: Path, theme: Theme) -> None:
        super().__init__()
        self._folder = resources / "icons"
        self._theme = theme
        self._sources: dict[str, bytes] = {}

    def dress(self, wearer: QAbstractButton | QLabel, name: str, *, colour: str = "text", size: int = 20) -> None:
        """Let a button or label wear an icon, in this theme and the next.

        Args:
            wearer: button or label.
            name: file name in ``resources/icons`` without the extension.
            colour: name of a field of `theme.Colours`.
            size: edge, in device-independent pixels.
        """
        wearer.setProperty(_NAME, name)
        wearer.setProperty(_COLOUR, colour)
        wearer.setProperty(_SIZE, size)
        self._put_on(wearer)

    def dress_again(self, top: QWidget) -> None:
        """Repaint the icons of a widget and everything in it, after the theme changed."""
        for kind in (QAbstractButton, QLabel):
            for wearer in top.findChildren(kind):
                if isinstance(wearer, QAbstractButton | QLabel) and wearer.property(_NAME):
                    self._put_on(wearer)

    def pixmap(self, name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
        """Paint an icon.

        Args:
            name: see `dress`.
            colour: see `dress`.
            size: edge, in device-independent pixels.
            ratio: device pixels in one of them.
        """
        if name not in self._sources:
            self._sources[name] = (self._folder / f"{name}.svg").read_bytes()
        shade: str = getattr(self._theme.colours, colour)
        renderer = QSvgRenderer(QByteArray(self._sources[name].replace(_DRAWN_IN, shade.encode())))
        painted = QPixmap(round(size * ratio), round(size * ratio))
        painted.fill(Qt.GlobalColor.transparent)
        painter = QPainter(painted)
        renderer.render(painter)
        painter.end()
        painted.setDevicePixelRatio(ratio)
        return painted

    def _put_on(self, wearer: QAbstractButton | QLabel) -> None:
        size = int(wearer.property(_SIZE))
        painted = self.pixmap(
            str(wearer.property(_NAME)), str(wearer.property(_COLOUR)), size, wearer.devicePixelRatioF()
        )
        if isinstance(wearer, QLabel):
            wearer.setPixmap(painted)
        else:
            wearer.setIcon(QIcon(painted))
            wearer.setIconSize(painted.deviceIndependentSize().toSize())
