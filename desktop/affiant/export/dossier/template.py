"""The run of pages: one frame, and chapters that are made only when the pages before them are done."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.frames import Frame

from affiant.core.names import visible
from affiant.export.dossier import theme
from affiant.export.dossier.facts import DossierFacts

_LONGEST_TITLE = 200


class Chapter(Flowable):
    """Flowables that are made when the document reaches them, so that long dossiers stay small in memory."""

    def __init__(self, make: Callable[[], list[Flowable]]) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # reportlab ships no types
        self.make = make


class DossierTemplate(BaseDocTemplate):
    """Page size, frame and the document's properties."""

    def __init__(self, out: BytesIO, facts: DossierFacts, language: str) -> None:
        """Prepare.

        Args:
            out: receives the laid-out document.
            facts: title and signer become document properties.
            language: BCP 47 tag of our own sentences.
        """
        frame = Frame(  # type: ignore[no-untyped-call] # reportlab ships no types
            theme.MARGIN,
            theme.BOTTOM,
            theme.CONTENT_WIDTH,
            theme.CONTENT_HEIGHT,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        super().__init__(  # type: ignore[no-untyped-call]
            out,
            pagesize=(theme.PAGE_WIDTH, theme.PAGE_HEIGHT),
            pageTemplates=[PageTemplate("page", [frame])],  # type: ignore[no-untyped-call]
            title=f"Dossier: {visible(facts.case_title, _LONGEST_TITLE)}",
            author=visible(facts.signer.name, _LONGEST_TITLE),
            subject=f"Evidence dossier, case {facts.case_id}",
            creator=visible(facts.software, _LONGEST_TITLE) or "Affiant",
            lang=language,
            invariant=1,
            displayDocTitle=True,
        )

    def handle_flowable(self, flowables: list[Any]) -> None:
        """Unfold a chapter; set anything else."""
        if isinstance(flowables[0], Chapter):
            chapter = flowables.pop(0)
            flowables[:0] = chapter.make()
            return
        super().handle_flowable(flowables)  # type: ignore[no-untyped-call] # reportlab ships no types
