"""Thumbnails of captures. Only our own derivatives are read here, never an original.

A thumbnail is a PNG that the limited child process made. It is looked at only when its bytes have the hash that
names it, and its header the size that we make; everything else is shown as damaged.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

_KEPT = 600
_WAITING = 64
"""Requests that are kept; older ones belong to rows that were scrolled away."""
MAX_EDGE = 320
MAX_BYTES = 1 << 20
_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def read_thumbnail(path: Path, sha256: str) -> QImage | None:
    """Read a thumbnail; None when it is missing, is not what its name says, or is larger than we make them.

    Args:
        path: the stored object.
        sha256: 64 hex digits that name it.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError:
        return None
    right = len(data) <= MAX_BYTES and data.startswith(_PNG) and hashlib.sha256(data).hexdigest() == sha256
    if not right or max(int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) > MAX_EDGE:
        return None
    image = QImage.fromData(data, "PNG")  # type: ignore[arg-type]  # the stubs want bytes, Qt refuses them
    return None if image.isNull() else image


class Thumbnails(QObject):
    """Reads thumbnails on a thread of its own and keeps those seen last."""

    ready = Signal(str)
    """A thumbnail arrived, or turned out to be damaged; the SHA-256 that names it."""
    _read = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[str, QImage | None] = OrderedDict()
        self._wanted: OrderedDict[str, Path] = OrderedDict()
        self._turn = threading.Condition()
        self._closed = False
        self._thread: threading.Thread | None = None
        self._read.connect(self._keep, Qt.ConnectionType.QueuedConnection)

    def get(self, sha256: str, path: Path) -> QImage | None:
        """Return a thumbnail that is there; otherwise ask for it, return None, and send `ready` when it came."""
        if sha256 in self._kept:
            self._kept.move_to_end(sha256)
            return self._kept[sha256]
        with self._turn:
            self._wanted[sha256] = path
            self._wanted.move_to_end(sha256)
            while len(self._wanted) > _WAITING:
                self._wanted.popitem(last=False)
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._work, name="affiant-thumbnails", daemon=True)
                self._thread.start()
            self._turn.notify()
        return None

    def damaged(self, sha256: str) -> bool:
        """Whether a thumbnail was looked for and is not sound."""
        return sha256 in self._kept and self._kept[sha256] is None

    def clear(self) -> None:
        """Forget everything; another case is open."""
        with self._turn:
            self._wanted.clear()
        self._kept.clear()

    def close(self) -> None:
        """End the thread."""
        with self._turn:
            self._closed = True
            self._turn.notify()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _work(self) -> None:
        while True:
            with self._turn:
                while not self._wanted and not self._closed:
                    self._turn.wait()
                if self._closed:
                    return
                sha256, path = self._wanted.popitem()
            self._read.emit((sha256, read_thumbnail(path, sha256)))

    def _keep(self, arrived: tuple[str, QImage | None]) -> None:
        sha256, image = arrived
        self._kept[sha256] = image
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        self.ready.emit(sha256)
