"""What lies in a drop or on the clipboard, as files. Nothing is decoded here where exact bytes are to be had."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QObject
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QWidget

_PICTURES = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/tiff": "tif",
    "image/bmp": "bmp",
}
PASTED_IMAGE = "pasted image"
PASTED_TEXT = "pasted text"


@dataclass(frozen=True, slots=True)
class Pasted:
    """Bytes that lay on the clipboard, to be written to a file of ours."""

    name: str
    data: bytes


def local_files(mime: QMimeData) -> tuple[Path, ...]:
    """Files and folders of this computer that a drop or the clipboard names."""
    return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile() and url.toLocalFile())


def pasted(mime: QMimeData) -> Pasted | None:
    """Return a picture or text of the clipboard, or None when there is neither.

    A picture is taken as the exact bytes that the other program offers; only where it offers pixels alone (Windows,
    macOS) are they written as PNG.
    """
    for media_type, extension in _PICTURES.items():
        if mime.hasFormat(media_type):
            return Pasted(f"{PASTED_IMAGE}.{extension}", bytes(mime.data(media_type).data()))
    if mime.hasImage():
        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return Pasted(f"{PASTED_IMAGE}.png", _png(image))
    if mime.hasText() and mime.text():
        return Pasted(f"{PASTED_TEXT}.txt", mime.text().encode("utf-8", "surrogatepass"))
    return None


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt refuses them
    buffer.close()
    return bytes(data.data())


class DropTarget(QObject):
    """Lets a widget take files and folders that are dropped on it.

    Args:
        widget: takes the drops; its property ``over`` is true while something hangs above it.
        dropped: takes the paths.
        accepts: whether drops are taken now.
    """

    def __init__(
        self,
        widget: QWidget,
        dropped: Callable[[tuple[Path, ...]], None],
        accepts: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(widget)
        self._widget = widget
        self._dropped = dropped
        self._accepts = accepts
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """See Qt."""
        if isinstance(event, QDropEvent):
            paths = local_files(event.mimeData())
            if not paths or not self._accepts():
                return super().eventFilter(watched, event)
            event.acceptProposedAction()
            self._mark(event.type() != QEvent.Type.Drop)
            if event.type() == QEvent.Type.Drop:
                self._dropped(paths)
            return True
        if event.type() == QEvent.Type.DragLeave:
            self._mark(False)
        return super().eventFilter(watched, event)

    def _mark(self, over: bool) -> None:
        self._widget.setProperty("over", over)
        style = self._widget.style()
        style.unpolish(self._widget)
        style.polish(self._widget)
