"""What is dropped or pasted, whatever it is: files, a picture, the address of a page, text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMetaMethod, QMimeData, QObject
from PySide6.QtWidgets import QWidget

from affiant.core.errors import AffiantError
from affiant.ui.dialogs.found_address import FoundAddressDialog
from affiant.ui.pasted_files import PastedFiles
from affiant.ui.session import Session
from affiant.ui.widgets.dropping import (
    Offered,
    local_files,
    offered_address,
    offered_picture,
    offered_text,
)

PASTED, DROPPED = "pasted", "dropped"
"""What a file of ours is called, by how its bytes came."""


class Incoming(QObject):
    """Decides what an offer is, and hands files on; bytes become files of ours first, so that none is lost.

    Args:
        session: the open case.
        files: writes the bytes.
        add: takes files into the case.
        window: what a question stands before.
    """

    def __init__(
        self, session: Session, files: PastedFiles, add: Callable[[tuple[Path, ...]], object], window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._files = files
        self._add = add
        self._window = window
        self.question: FoundAddressDialog | None = None

    def accepts(self, mime: QMimeData) -> bool:
        """Whether anything of this can be taken now."""
        return self._session.writable and bool(mime.hasUrls() or mime.hasImage() or mime.hasText() or _picture(mime))

    def take(self, mime: QMimeData, stem: str) -> None:
        """Take an offer: files, else a picture, else the address of a page (which is asked about), else text.

        Args:
            mime: the offer.
            stem: `PASTED` or `DROPPED`.
        """
        if not self._session.writable:
            self._session.said.emit("This case is not open for writing, so nothing can be added.")
        elif files := local_files(mime):
            self._add(files)
        elif picture := offered_picture(mime, stem):
            self._write(picture)
        elif address := offered_address(mime):
            self._ask(address, offered_text(mime, stem) or Offered(f"{stem}.txt", address.encode()))
        elif text := offered_text(mime, stem):
            self._write(text)
        else:
            self._session.said.emit(f"Nothing was {stem} that can be added.")

    def _ask(self, address: str, as_text: Offered) -> None:
        """An address may be meant as the page behind it, or as the words that it is."""
        capture = QMetaMethod.fromSignal(self._session.page_wanted)
        if not self._session.isSignalConnected(capture):
            self._write(as_text)
            return
        self.question = FoundAddressDialog(
            address,
            lambda: self._session.page_wanted.emit(address),
            lambda: self._write(as_text),
            self._window.window(),
        )
        self.question.ask()

    def _write(self, offered: Offered) -> None:
        try:
            self._add((self._files.write(offered),))
        except AffiantError as error:
            self._session.problem.emit(error)


def _picture(mime: QMimeData) -> bool:
    return any(one.startswith("image/") for one in mime.formats())
