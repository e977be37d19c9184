"""Builds the dossier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.platypus.flowables import Flowable

from affiant.core.errors import AffiantError, ExitStatus
from affiant.core.progress import Progress
from affiant.export.dossier.annex import code_points, files, index
from affiant.export.dossier.assemble import assemble
from affiant.export.dossier.canvas import DossierCanvas
from affiant.export.dossier.cover import cover
from affiant.export.dossier.custody import custody
from affiant.export.dossier.exhibit import exhibit, exhibit_facts, height_of
from affiant.export.dossier.exhibit_pictures import exhibit_pictures
from affiant.export.dossier.facts import DossierFacts, ExhibitFacts
from affiant.export.dossier.languages import words_for
from affiant.export.dossier.marks import Mark
from affiant.export.dossier.outline import exhibit_level, outline_groups
from affiant.export.dossier.pictures import NoPictures, PictureSource
from affiant.export.dossier.proof import proof
from affiant.export.dossier.running import Running
from affiant.export.dossier.setting import Setting
from affiant.export.dossier.template import Chapter, DossierTemplate
from affiant.export.text.font import FontSet, fonts_folder
from affiant.export.text.typesetter import Typesetter

_LAYING_OUT, _WRITING = "Laying out the dossier", "Writing the dossier"


@dataclass(frozen=True, slots=True)
class BuiltDossier:
    """What building found out."""

    pages: int
    missing: tuple[str, ...]
    """Characters that no vendored font has, as ``U+1F9FF``, in the order of code points; they are printed so."""
    without_picture: tuple[str, ...]
    """Exhibits that show no picture."""


def build_dossier(
    facts: DossierFacts, target: Path, progress: Progress, pictures: PictureSource | None = None
) -> BuiltDossier:
    """Write the dossier as a PDF, unsealed; the same facts and pictures give the same bytes.

    Args:
        facts: everything that the dossier says.
        target: the file to write; it is there only when it is whole.
        progress: counts exhibits.
        pictures: makes pictures of artefacts; without it every exhibit says that none was made.

    Raises:
        AffiantError: a font or a picture cannot be read, or the target cannot be written.
    """
    work = _Work(facts, progress, pictures or NoPictures())
    laid_out = work.lay_out()
    total = len(facts.exhibits)
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        assemble(
            laid_out,
            work.canvas._doc,
            work.setting.gallery.pictures,
            unfinished,
            lambda: progress.report(total, total, _WRITING),
        )
        unfinished.replace(target)
    except OSError as wrong:
        raise AffiantError(
            "dossier-unwritable",
            "The dossier cannot be written",
            subject=str(target),
            safe="The case is untouched.",
            remedy="Check that the folder can be written to and that the disk has room.",
            status=ExitStatus.DISK,
        ) from wrong
    except ValueError as wrong:
        raise AffiantError(
            "picture-damaged",
            "A picture that was made for the dossier is damaged",
            subject=str(target),
            safe="The case is untouched.",
            remedy="Export again; when it happens again, check the disk.",
            status=ExitStatus.DISK,
        ) from wrong
    finally:
        unfinished.unlink(missing_ok=True)
    missing = tuple(f"U+{code:04X}" for code in sorted(work.setting.typesetter.missing))
    return BuiltDossier(work.pages, missing, tuple(work.without_picture))


@dataclass
class _Work:
    """One run of the layout."""

    facts: DossierFacts
    progress: Progress
    pictures: PictureSource
    without_picture: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        typesetter = Typesetter(FontSet(fonts_folder()))
        self.setting = Setting(typesetter, words_for(self.facts.language))
        self.canvas: Any = None

    @property
    def pages(self) -> int:
        """Pages of the finished document."""
        return int(self.canvas.getPageNumber()) - 1

    def lay_out(self) -> bytes:
        """Set all pages, with empty objects for pictures."""
        out = BytesIO()
        template = DossierTemplate(out, self.facts, self.setting.words.language)
        template.build(list(self._chapters()), canvasmaker=self._make_canvas)  # type: ignore[no-untyped-call]
        return out.getvalue()

    def _make_canvas(self, *args: Any, **keywords: Any) -> DossierCanvas:
        running = Running(self.facts, self.setting)
        canvas = DossierCanvas(*args, running=running.page, total=running.total, dated=self.facts.made_at, **keywords)
        self.canvas = canvas
        return canvas

    def _chapters(self) -> Iterator[Flowable]:
        facts, setting = self.facts, self.setting
        yield from cover(facts, setting)
        yield from proof(facts, setting)
        groups = outline_groups([one.exhibit for one in facts.exhibits], setting.words)
        for place, (one, above) in enumerate(zip(facts.exhibits, groups, strict=True)):
            yield Chapter(partial(self._exhibit, place, one, above))
        yield from custody(facts, setting)
        yield Chapter(lambda: index(facts, self.canvas.places, setting))
        yield from files(facts, setting)
        yield Chapter(lambda: code_points(setting))

    def _exhibit(self, place: int, facts: ExhibitFacts, above: list[tuple[int, str]]) -> list[Flowable]:
        self.progress.report(place, len(self.facts.exhibits), _LAYING_OUT)
        below = exhibit_facts(facts, self.setting)
        try:
            shown, pictured = exhibit_pictures(facts, self.pictures, height_of(below), self.setting)
        except OSError as wrong:
            raise AffiantError(
                "picture-unreadable",
                "A picture that was made for the dossier cannot be read",
                subject=facts.exhibit,
                safe="The case is untouched.",
                remedy="Export again; when it happens again, check the disk.",
                status=ExitStatus.DISK,
            ) from wrong
        if not pictured:
            self.without_picture.append(facts.exhibit)
        level = exhibit_level(len(self.facts.exhibits))
        mark = Mark(facts.exhibit, f"{facts.exhibit} · {facts.capture}", groups=above, level=level)
        return exhibit(facts, shown, below, mark, self.setting)
