"""What lies in a drop or on the clipboard, as files. Nothing is decoded here where exact bytes are to be had."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QObject, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QWidget

from affiant.analysis.identifiers.address import AddressError, parse_address

_PICTURES = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/tiff": "tif",
    "image/bmp": "bmp",
}
HTML_LEFT = "The formatted form (HTML) that was offered with the text was not taken."
TEXT_LEFT = "The text that was offered with the picture was not taken."
ENCODED = "The exact bytes of the picture were not offered: its pixels were written as PNG."


@dataclass(frozen=True, slots=True)
class Offered:
    """Bytes that were dropped or lay on the clipboard, to be written to a file of ours."""

    name: str
    data: bytes
    not_obtained: tuple[str, ...] = ()
    """What was offered beside them and is not taken."""


def local_files(mime: QMimeData) -> tuple[Path, ...]:
    """Files and folders of this computer that a drop or the clipboard names."""
    return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile() and url.toLocalFile())


def offered_picture(mime: QMimeData, stem: str) -> Offered | None:
    """A picture, or None where none is offered.

    It is taken as the exact bytes that the other program offers; only where it offers pixels alone (Windows, macOS) are
    they written as PNG, and this is said.
    """
    left = (TEXT_LEFT,) if mime.hasText() and mime.text() and not mime.hasUrls() else ()
    for media_type, extension in _PICTURES.items():
        if mime.hasFormat(media_type):
            return Offered(f"{stem}.{extension}", bytes(mime.data(media_type).data()), left)
    if mime.hasImage():
        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return Offered(f"{stem}.png", _png(image), (ENCODED, *left))
    return None


def offered_text(mime: QMimeData, stem: str) -> Offered | None:
    """Text as UTF-8, exactly, or None where none is offered."""
    if not mime.hasText() or not mime.text():
        return None
    left = (HTML_LEFT,) if mime.hasHtml() else ()
    return Offered(f"{stem}.txt", mime.text().encode("utf-8", "surrogatepass"), left)


def offered_address(mime: QMimeData) -> str | None:
    """The one web address that is offered, or None; addresses in a text with more in it are text."""
    urls = [url.toString(QUrl.ComponentFormattingOption.FullyEncoded) for url in mime.urls()]
    text = urls[0] if len(urls) == 1 else mime.text().strip()
    try:
        address = parse_address(text)
    except AddressError:
        return None
    return text if address.scheme in ("https", "http") else None


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt refuses them
    buffer.close()
    return bytes(data.data())


class MimeDropTarget(QObject):
    """Lets a widget take what is dropped on it.

    Args:
        widget: takes the drops; its property ``over`` is true while something hangs above it.
        dropped: takes what was dropped.
        accepts: whether this is taken now.
    """

    def __init__(
        self, widget: QWidget, dropped: Callable[[QMimeData], object], accepts: Callable[[QMimeData], bool]
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
            mime = event.mimeData()
            if not self._accepts(mime):
                return super().eventFilter(watched, event)
            event.acceptProposedAction()
            self._mark(event.type() != QEvent.Type.Drop)
            if event.type() == QEvent.Type.Drop:
                self._dropped(mime)
            return True
        if event.type() == QEvent.Type.DragLeave:
            self._mark(False)
        return super().eventFilter(watched, event)

    def _mark(self, over: bool) -> None:
        self._widget.setProperty("over", over)
        style = self._widget.style()
        style.unpolish(self._widget)
        style.polish(self._widget)


class DropTarget(MimeDropTarget):
    """Lets a widget take files and folders that are dropped on it.

    Args:
        widget: see `MimeDropTarget`.
        dropped: takes the paths.
        accepts: whether drops are taken now.
    """

    def __init__(
        self,
        widget: QWidget,
        dropped: Callable[[tuple[Path, ...]], None],
        accepts: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(
            widget, lambda mime: dropped(local_files(mime)), lambda mime: accepts() and bool(local_files(mime))
        )
