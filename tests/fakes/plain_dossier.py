"""A dossier of one line, for tests of what happens around it."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from affiant.core.progress import Progress
from affiant.export.dossier.facts import DossierFacts


def draw_plain_dossier(facts: DossierFacts, target: Path, progress: Progress) -> None:
    """Write a PDF with the same bytes for the same facts."""
    progress.report(0, len(facts.exhibits), "Drawing")
    canvas = Canvas(str(target), invariant=1, pdfVersion=(1, 7))
    canvas.drawString(72, 720, f"{facts.case_title}: {len(facts.exhibits)} exhibits, {facts.tree_size} events")
    canvas.save()
