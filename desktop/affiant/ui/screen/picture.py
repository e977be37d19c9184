"""A picture that was taken: its pixels or the file that the system gave, as a stream for the case."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import BinaryIO, cast

from PySide6.QtGui import QImage, QPainter

from affiant.capture.screen.geometry import Box
from affiant.capture.screen.png_stream import PieceStream, png
from affiant.ui.screen.route import FrozenScreen


@dataclass(frozen=True, slots=True)
class ScreenPicture:
    """Either a file as it came, or pixels that become a PNG when they are read."""

    image: QImage
    """In device pixels, 8 bits each of red, green and blue."""
    file: bytes | None = None

    def stream(self) -> BinaryIO:
        """The bytes of the file, from the beginning; may be called on any thread."""
        if self.file is not None:
            return io.BytesIO(self.file)
        image = self.image
        pieces = png(image.width(), image.height(), memoryview(image.constBits()), image.bytesPerLine())
        return cast(BinaryIO, PieceStream(pieces))


def cut(screens: tuple[FrozenScreen, ...], box: Box) -> QImage:
    """Put the picture of a rectangle of the desktop together; black where there is no screen."""
    for one in screens:
        if one.geometry.common(box) == box:
            inside = box.moved(-one.geometry.x, -one.geometry.y)
            return in_colours(one.image.copy(inside.x, inside.y, inside.width, inside.height))
    made = QImage(box.width, box.height, QImage.Format.Format_RGB32)
    made.fill(0)
    painter = QPainter(made)
    for one in screens:
        common = one.geometry.common(box)
        if not common.empty:
            painter.drawImage(
                common.x - box.x,
                common.y - box.y,
                one.image,
                common.x - one.geometry.x,
                common.y - one.geometry.y,
                common.width,
                common.height,
            )
    painter.end()
    return in_colours(made)


def in_colours(image: QImage) -> QImage:
    """The same picture with a byte each of red, green and blue."""
    return image.convertToFormat(QImage.Format.Format_RGB888)
