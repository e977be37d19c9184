"""What every section of one dossier works with: type, words, and how evidence is put on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reportlab.platypus.flowables import Flowable, Spacer

from affiant.core.names import visible
from affiant.export.dossier import theme
from affiant.export.dossier.columns import Block, Column, Columns
from affiant.export.dossier.picture import Gallery
from affiant.export.dossier.words import Words
from affiant.export.text.paragraph import ShapedParagraph
from affiant.export.text.style import TextStyle
from affiant.export.text.typesetter import Typesetter


@dataclass(frozen=True)
class Setting:
    """One document's means."""

    typesetter: Typesetter
    words: Words
    gallery: Gallery = field(default_factory=Gallery)

    def text(self, text: str, style: TextStyle = theme.BODY) -> ShapedParagraph:
        """Text of ours, or an identifier of ours."""
        if style.direction is None and self.words.right_to_left:
            style = replace(style, direction=1)
        return ShapedParagraph(text, self.typesetter, style)

    def evidence(self, text: str, style: TextStyle = theme.VALUE, *, one_line: bool = True) -> list[ShapedParagraph]:
        """Text from evidence, cut where it is longer than a page should hold, with a sentence that says so.

        Args:
            text: any text.
            style: the type.
            one_line: whether a newline in it is a character to be made visible, as in a name.
        """
        shown = text[: theme.MAX_FIELD]
        if not one_line:
            shown = "\n".join(shown.split("\n")[: theme.MAX_LINES])
        elif style.align == "start":
            style = replace(style, align="right" if self.words.right_to_left else "left")
        made = [ShapedParagraph(visible(shown) if one_line else shown, self.typesetter, style)]
        if len(shown) < len(text):
            made.append(self.text(self.words.cut.format(shown=len(shown), all=len(text)), theme.SMALL))
        return made

    def heading(self, text: str) -> list[Flowable]:
        """Heading of a section."""
        return [kept(self.text(text, theme.HEADING)), kept(self.space(6))]

    def subheading(self, text: str) -> list[Flowable]:
        """Heading of a part of a section or exhibit."""
        return [kept(self.space(7)), kept(self.text(text, theme.SUBHEADING))]

    def space(self, height: float) -> Flowable:
        """Vertical white space, in points."""
        return Spacer(1, height)  # type: ignore[no-untyped-call] # reportlab ships no types

    def row(self, label: str, content: Sequence[Block], width: float = theme.CONTENT_WIDTH) -> Columns:
        """A label and what stands beside it."""
        side = min(theme.LABEL_WIDTH, width * 0.3)
        return self.columns(
            [
                Column(side, [self.text(label, theme.LABEL)]),
                Column(width - side - theme.GAP, content),
            ]
        )

    def columns(self, cells: Sequence[Column], *, gap: float = theme.GAP, rule: bool = True, pad: float = 3) -> Columns:
        """Cells side by side, in reading order."""
        ordered = list(cells)[::-1] if self.words.right_to_left else cells
        return Columns(ordered, gap=gap, rule=rule, pad=pad)

    def table_head(self, widths: Sequence[float], titles: Sequence[str]) -> Columns:
        """Head of a table."""
        return self._table([[self.text(title, theme.TABLE_HEAD)] for title in titles], widths, rule=False, pad=3)

    def table_row(self, widths: Sequence[float], contents: Sequence[Sequence[Block]]) -> Columns:
        """One row of a table."""
        return self._table(contents, widths, rule=True, pad=2)

    def _table(
        self, contents: Sequence[Sequence[Block]], widths: Sequence[float], *, rule: bool, pad: float
    ) -> Columns:
        cells = [Column(width, content) for width, content in zip(widths, contents, strict=True)]
        return self.columns(cells, gap=theme.TABLE_GAP, rule=rule, pad=pad)


def kept(flowable: Flowable) -> Flowable:
    """Keep a flowable on the page of the next one."""
    vars(flowable)["keepWithNext"] = 1  # the name that reportlab reads
    return flowable


def grouped(hexadecimal: str, size: int = 8) -> str:
    """Hex digits in groups, for reading aloud."""
    return " ".join(hexadecimal[start : start + size] for start in range(0, len(hexadecimal), size))
