"""A paragraph of any script, as a reportlab flowable.

It takes plain text. Nothing in it is markup, a link or a formula, whatever it looks like: evidence never reaches
reportlab's own `Paragraph`, which reads XML.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.platypus.flowables import Flowable

from affiant.export.text.itemise import Itemised
from affiant.export.text.lines import Line, advances, break_lines
from affiant.export.text.style import TextStyle
from affiant.export.text.typesetter import Place, Typesetter


@dataclass(frozen=True, slots=True)
class _Set:
    """A laid-out line: the paragraph it is of, its part, its height and baseline from its top."""

    itemised: Itemised
    widths: list[float]
    line: Line
    height: float
    above: float


class ShapedParagraph(Flowable):
    """Text that wraps, splits over pages and works in table cells."""

    def __init__(self, text: str, typesetter: Typesetter, style: TextStyle, lines: list[_Set] | None = None) -> None:
        """Prepare a paragraph; nothing is laid out yet.

        Args:
            text: any text; ``\\n`` and ``\\r\\n`` end lines.
            typesetter: of the document.
            style: the type.
            lines: lines that are laid out already (rest of a split paragraph).
        """
        super().__init__()  # type: ignore[no-untyped-call] # reportlab ships no types
        self.text, self.typesetter, self.style = text, typesetter, style
        self._lines = lines
        self._given = lines is not None
        self._laid_out_for = -1.0
        self._width = self._height = 0.0

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:  # noqa: ARG002
        """See `Flowable.wrap`."""
        if self._lines is None or (not self._given and self._laid_out_for != available_width):
            self._lines = self._lay_out(available_width)
            self._laid_out_for = available_width
        self._width, self._height = available_width, sum((one.height for one in self._lines), 0.0)
        return self._width, self._height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """See `Flowable.split`."""
        self.wrap(available_width, available_height)
        lines = self._lines or []
        fitting, height = 0, 0.0
        while fitting < len(lines) and height + lines[fitting].height <= available_height + 0.01:
            height += lines[fitting].height
            fitting += 1
        if fitting == 0:
            return []
        if fitting == len(lines):
            return [self]
        return [ShapedParagraph("", self.typesetter, self.style, part) for part in (lines[:fitting], lines[fitting:])]

    def draw(self) -> None:
        """See `Flowable.draw`."""
        canvas = self.canv
        canvas.saveState()
        top = self._height
        for one in self._lines or []:
            self.typesetter.draw(
                canvas,
                one.itemised,
                one.line,
                one.widths,
                self.style,
                Place(0, top - one.above, self._width),
            )
            top -= one.height
        canvas.restoreState()

    def _lay_out(self, available_width: float) -> list[_Set]:
        style = self.style
        found: list[_Set] = []
        for text in self.text.replace("\r\n", "\n").split("\n"):
            itemised = self.typesetter.itemise(text, style)
            widths = advances(itemised, self.typesetter.shaper, style.size)
            for line in break_lines(itemised, widths, available_width, style.size):
                needed = line.ascent + line.descent
                height = max(style.leading, needed)
                found.append(_Set(itemised, widths, line, height, (height - needed) / 2 + line.ascent))
        return found


def draw_line(
    canvas: Any, typesetter: Typesetter, text: str, style: TextStyle, place: Place, *, shorten: bool = True
) -> float:
    """Draw text on one line, cut with an ellipsis where it is too long.

    Args:
        canvas: reportlab's canvas.
        typesetter: of the document.
        text: without newlines.
        style: the type.
        place: baseline and column.
        shorten: whether a text wider than the column is cut.

    Returns:
        Width of what was drawn, in points.
    """
    kept = len(text)
    itemised = typesetter.itemise(text, style)
    widths = advances(itemised, typesetter.shaper, style.size)
    while shorten and kept > 1 and sum(widths) > place.width:
        kept = max(1, min(kept - 1, int(kept * place.width / sum(widths))))
        itemised = typesetter.itemise(text[:kept] + "…", style)
        widths = advances(itemised, typesetter.shaper, style.size)
    end = len(itemised.text)
    canvas.saveState()
    typesetter.draw(canvas, itemised, Line(0, end, 0, 0), widths, style, place)
    canvas.restoreState()
    return sum(widths)
