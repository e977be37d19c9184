"""Builds the dossier."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from affiant.core.progress import Progress
from affiant.export.dossier.facts import DossierFacts
from affiant.export.dossier.pictures import PictureSource


@dataclass(frozen=True, slots=True)
class BuiltDossier:
    """What building found out."""

    pages: int
    missing: tuple[str, ...]
    """Characters that no vendored font has, as ``U+1F600``, in the order of code points; they are printed so."""
    without_picture: tuple[str, ...]
    """Exhibits of which no picture could be made."""


def build_dossier(
    facts: DossierFacts, target: Path, progress: Progress, pictures: PictureSource | None = None
) -> BuiltDossier:
    """Write the dossier as a PDF, unsealed; the same facts and pictures give the same bytes.

    Args:
        facts: everything that the dossier says.
        target: the file to write; a file of this name is replaced.
        progress: counts exhibits.
        pictures: makes pictures of artefacts; without it every exhibit says that none was made.

    Raises:
        AffiantError: the target cannot be written.
    """
    raise NotImplementedError
