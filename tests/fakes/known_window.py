"""Windows of another program, whose every pixel is known. Run as a program: ``known_window.py JSON``.

The JSON is a list of {``title``, ``x``, ``y``, ``width``, ``height``, ``seed``}; the windows stand without a frame and
the last one is the foremost. The program prints the id of each in one line when all of them are drawn, and ends when
its standard input does.
"""

from __future__ import annotations

import json
import sys
import threading

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

_LOOK_MS = 20


def pattern(width: int, height: int, seed: int) -> bytes:
    """The pixels of a window: red, green, blue, a byte each, row by row. No two rows and no two columns are alike."""
    columns = [((x * 7 + seed) % 256, (x // 256 * 40 + seed * 3) % 256) for x in range(width)]
    rows = []
    for y in range(height):
        blue = (y * 3 + y // 256 * 50 + seed * 5) % 256
        rows.append(bytes(part for first, second in columns for part in (first, second ^ (y % 256), blue)))
    return b"".join(rows)


class _Window(QWidget):
    def __init__(self, wanted: dict[str, object]) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint)
        self._seed = int(str(wanted["seed"]))
        self.drawn = False
        self.setWindowTitle(str(wanted["title"]))
        self.setGeometry(*(int(str(wanted[key])) for key in ("x", "y", "width", "height")))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        width, height = self.width(), self.height()
        pixels = pattern(width, height, self._seed)
        painter = QPainter(self)
        painter.drawImage(0, 0, QImage(pixels, width, height, width * 3, QImage.Format.Format_RGB888))
        painter.end()
        self.drawn = True


class _Bell(QObject):
    rung = Signal()


def main(text: str) -> int:
    """Show the windows."""
    application = QApplication(sys.argv[:1])
    windows = [_Window(one) for one in json.loads(text)]
    for window in windows:
        window.show()
        window.raise_()
    bell = _Bell()
    bell.rung.connect(application.quit)
    threading.Thread(target=lambda: (sys.stdin.read(), bell.rung.emit()), daemon=True).start()

    def tell() -> None:
        if all(one.drawn for one in windows):
            application.sync()
            sys.stdout.write(" ".join(str(int(one.winId())) for one in windows) + "\n")
            sys.stdout.flush()
        else:
            QTimer.singleShot(_LOOK_MS, tell)

    tell()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
