"""The type of one document: its faces, its codes, and what it could not print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from affiant.export.text.bidi import line_levels, visual_order
from affiant.export.text.document_font import Baked, DocumentFont
from affiant.export.text.font import FontFace, FontSet
from affiant.export.text.itemise import Itemised, Run, itemise
from affiant.export.text.lines import Line
from affiant.export.text.shape import Cluster, Shaper
from affiant.export.text.style import TextStyle
from affiant.export.text.subset import embed

_NARROW = 260
"""A space narrower than this, in thousandths of an em, is not read as a space by PDFium …"""
_READ_AS_SPACE = 300
"""… so a wider one is set and taken back."""
_SHORT, _MANY = 100, 2_000


@dataclass(eq=False)
class Typesetter:
    """Sets text on the pages of one document."""

    fonts: FontSet
    shaper: Shaper = field(default_factory=Shaper)
    missing: set[int] = field(default_factory=set)
    """Code points that no face has; they are printed as ``<U+…>``."""
    _itemised: dict[tuple[str, str, int | None], Itemised] = field(default_factory=dict)
    _document: Any = None
    _current: dict[str, DocumentFont] = field(default_factory=dict)
    _all: list[DocumentFont] = field(default_factory=list)

    def itemise(self, text: str, style: TextStyle) -> Itemised:
        """Cut one line of text, without newlines, into runs; short ones, such as labels, are remembered."""
        key = (text, style.family, style.direction)
        found = self._itemised.get(key)
        if found is None:
            found = itemise(text, self.fonts, style.family, style.direction, self.missing)
            if len(text) <= _SHORT:
                if len(self._itemised) >= _MANY:
                    self._itemised.clear()
                self._itemised[key] = found
        return found

    def addObjects(self, document: Any) -> None:  # noqa: N802 - the name that reportlab calls
        """Embed all fonts; reportlab calls it when it saves the document."""
        for font in self._all:
            embed(document, font)

    def draw(
        self, canvas: Any, itemised: Itemised, line: Line, widths: Sequence[float], style: TextStyle, place: Place
    ) -> None:
        """Draw one line.

        Args:
            canvas: reportlab's canvas.
            itemised: the paragraph.
            line: which part of it.
            widths: of `lines.advances`.
            style: size, colour and alignment.
            place: where.
        """
        text, end = itemised.text, line.end
        if line.start == end:
            return
        levels = line_levels(text, itemised.bidi, line.start, end)
        runs = _runs_of_line(itemised.runs, levels, line.start, end)
        shaped = [(run, self._shape(itemised, run)) for _, run in visual_order([(run.level, run) for run in runs])]
        total = sum(
            cluster.advance * style.size / run.face.units_per_em for run, clusters in shaped for cluster in clusters
        )
        kept = end
        while kept > line.start and text[kept - 1].isspace():
            kept -= 1
        trailing = sum(widths[kept:end])
        right_to_left = itemised.bidi.base == 1
        shown = total - trailing
        if style.align == "center":
            left = place.x + (place.width - shown) / 2
        elif style.align == "right" or (style.align == "start" and right_to_left):
            left = place.x + place.width - shown
        else:
            left = place.x
        if right_to_left:
            left -= trailing
        red, green, blue = style.colour
        canvas._code.append(f"{_number(red)} {_number(green)} {_number(blue)} rg")
        for run, clusters in shaped:
            left = self._draw_run(canvas, text, run, clusters, style.size, left, place.baseline)

    def _shape(self, itemised: Itemised, run: Run) -> tuple[Cluster, ...]:
        return self.shaper.shape(
            run.face, itemised.text, run.start, run.end, right_to_left=bool(run.level & 1), language=itemised.language
        )

    def _draw_run(
        self, canvas: Any, text: str, run: Run, clusters: Sequence[Cluster], size: float, left: float, baseline: float
    ) -> float:
        font = self._font(canvas, run.face)
        thousandths = 1000 / run.face.units_per_em
        shown: list[str] = []
        for cluster in clusters:
            source = text[run.start + cluster.start : run.start + cluster.end]
            width = cluster.advance * thousandths
            if source.isspace() and len(source) == 1 and 0 < width < _NARROW:
                wide = round(_READ_AS_SPACE / thousandths)
                shown.append(
                    f"{font.code(Baked(wide, ()), source):04X}>{_number((wide - cluster.advance) * thousandths)}<"
                )
                continue
            glyph, x, y = cluster.glyphs[0]
            alone = len(cluster.glyphs) == 1 and (x, y) == (0, 0)
            nominal = run.face.advance(glyph)
            if alone and (nominal == cluster.advance or (not run.level & 1 and cluster.advance > 0)):
                shown.append(f"{font.code(glyph, source):04X}")
                if nominal != cluster.advance:
                    shown.append(f">{_number((nominal - cluster.advance) * thousandths)}<")
                continue
            shown.append(f"{font.code(Baked(max(0, cluster.advance), cluster.glyphs), source):04X}")
            if cluster.advance < 0:
                shown.append(f">{_number(-width)}<")
        place = f"1 0 0 1 {_number(left)} {_number(baseline)} Tm"
        canvas._code.append(f"BT /{font.name} {_number(size)} Tf {place} [<{''.join(shown)}>] TJ ET")
        return left + sum(cluster.advance for cluster in clusters) * size / run.face.units_per_em

    def _font(self, canvas: Any, face: FontFace) -> DocumentFont:
        if self._document is None:
            self._document = canvas._doc
            canvas._doc.delayedFonts.append(self)
        font = self._current.get(face.key)
        if font is None or font.full:
            font = self._current[face.key] = DocumentFont(face, f"T{len(self._all)}")
            self._all.append(font)
        return font


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line is drawn, in points."""

    x: float
    """Left edge of the column."""
    baseline: float
    width: float
    """Of the column."""


def _runs_of_line(runs: Sequence[Run], levels: Sequence[int], start: int, end: int) -> list[Run]:
    """Cut runs to a line, and where rule L1 changed a level."""
    found: list[Run] = []
    for run in runs:
        first, last = max(run.start, start), min(run.end, end)
        while first < last:
            stop = first
            while stop < last and levels[stop - start] == levels[first - start]:
                stop += 1
            found.append(Run(first, stop, run.face, levels[first - start]))
            first = stop
    return found


def _number(value: float) -> str:
    """A number as content streams write it."""
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"
