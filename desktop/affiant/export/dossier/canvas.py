"""The pages: reportlab's canvas without its built-in fonts, with running head and foot, small in memory."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from affiant.export.text.untyped import PDF

_TOTAL = "total-pages"
_PDF_VERSION = (1, 7)


class DossierCanvas(Canvas):
    """One dossier's canvas.

    Every font is embedded, so nothing may name a built-in one; finished pages are compressed at once.
    """

    def __init__(
        self,
        *args: Any,
        running: Callable[[DossierCanvas], None],
        total: Callable[[DossierCanvas, int], None],
        dated: str,
        **keywords: Any,
    ) -> None:
        """Begin a document.

        Args:
            args: of reportlab's canvas.
            running: draws head and foot of a page that is about to end.
            total: draws the number of pages; called once, when it is known.
            dated: time of the document, ``2026-01-31T12:00:00.000Z``.
            keywords: of reportlab's canvas.
        """
        keywords.setdefault("pdfVersion", _PDF_VERSION)
        super().__init__(*args, **keywords)  # type: ignore[no-untyped-call] # reportlab ships no types
        self._running, self._total = running, total
        self.places: dict[str, int] = {}
        """Key of each marked place to its page."""
        self.here = ""
        """Title of the last marked place."""
        stamp = "D:" + "".join(character for character in dated[:19] if character.isdigit()) + "Z"
        document: Any = self._doc
        document.signature = hashlib.md5(f"affiant dossier {stamp}".encode(), usedforsecurity=False)
        self.setDateFormatter(lambda *_: stamp)  # type: ignore[no-untyped-call] # reportlab ships no types

    def _make_preamble(self) -> None:
        """Begin a page without setting a font, where reportlab would set Helvetica."""
        self._preamble = "1 0 0 1 0 0 cm"

    def place(self, key: str, title: str) -> None:
        """Remember that a marked place is on this page."""
        self.places[key] = int(self._pageNumber)
        self.here = title

    def draw_total(self) -> None:
        """Draw the number of pages here, which is filled in at the end."""
        self.doForm(_TOTAL)  # type: ignore[no-untyped-call] # reportlab ships no types

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Finish the page."""
        self._running(self)
        document: Any = self._doc
        name = document.thisPageName()
        super().showPage()  # type: ignore[no-untyped-call] # reportlab ships no types
        page = document.idToObject[name]
        page.Contents = _compressed(page.stream.encode("ascii"))
        page.stream = " "

    def save(self) -> None:
        """Finish the document."""
        self.beginForm(_TOTAL)  # type: ignore[no-untyped-call] # reportlab ships no types
        self._total(self, int(self._pageNumber) - 1)
        self.endForm()  # type: ignore[no-untyped-call] # reportlab ships no types
        document: Any = self._doc
        form = document.idToObject[document.getXObjectName(_TOTAL)]
        form.Contents, form.compression = _compressed(form.stream), 0
        super().save()  # type: ignore[no-untyped-call] # reportlab ships no types


def _compressed(content: bytes) -> Any:
    stream = PDF.PDFStream(content=zlib.compress(content))
    stream.dictionary["Filter"] = PDF.PDFName("FlateDecode")
    return stream
