"""The vendored fonts, read once for all tests, and a page to set text on."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from reportlab.platypus import Flowable, SimpleDocTemplate

from affiant.export.dossier.canvas import DossierCanvas
from affiant.export.text.font import FontSet, fonts_folder
from affiant.export.text.paragraph import ShapedParagraph
from affiant.export.text.style import TextStyle
from affiant.export.text.typesetter import Typesetter


@cache
def fonts() -> FontSet:
    return FontSet(fonts_folder())


def typesetter() -> Typesetter:
    return Typesetter(fonts())


def page_with(text: str, style: TextStyle | None = None) -> tuple[bytes, Typesetter]:
    """A PDF that holds one paragraph."""
    setter = typesetter()
    return document_with([ShapedParagraph(text, setter, style or TextStyle(size=13, leading=18))]), setter


def document_with(story: list[Flowable]) -> bytes:
    """A PDF that holds some flowables."""
    out = BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=(420, 600), leftMargin=4, rightMargin=4, topMargin=4, bottomMargin=4, invariant=1
    )
    document.build(
        story,
        canvasmaker=lambda *a, **k: DossierCanvas(
            *a, running=lambda _: None, total=lambda *_: None, dated="2026-11-03T10:12:00.000Z", **k
        ),
    )
    return out.getvalue()
