"""Things side by side, which may run over pages: the only table that the dossier knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from reportlab.platypus.flowables import Flowable

from affiant.export.dossier import theme

KEEP_WHOLE = 240.0
"""A row up to this height, in points, is moved to the next page rather than cut."""
_NOTHING = 0.01


class Block(Protocol):
    """What a cell can hold: reportlab's `Flowable`, with types."""

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        """Width and height that it needs."""

    def split(self, availWidth: float, availheight: float) -> Sequence[Block]:  # noqa: N803
        """Parts, of which the first fits; nothing when none does."""

    def drawOn(self, canvas: Any, x: float, y: float) -> None:  # noqa: N802
        """Draw with the lower left corner there."""


@dataclass(frozen=True, slots=True)
class Column:
    """One cell: its width and what stands in it."""

    width: float
    content: Sequence[Block]


class Columns(Flowable):
    """One row of cells, with a rule above it."""

    def __init__(self, cells: Sequence[Column], *, gap: float = theme.GAP, rule: bool = True, pad: float = 3.0) -> None:
        """Put cells side by side.

        Args:
            cells: from left to right.
            gap: points between cells.
            rule: whether a thin line stands above.
            pad: points above and below the content.
        """
        super().__init__()  # type: ignore[no-untyped-call] # reportlab ships no types
        self.cells, self.gap, self.rule, self.pad = cells, gap, rule, pad
        self._heights: list[list[float]] = []
        self._height = 0.0

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """See `Flowable.wrap`."""
        if not self._heights:
            self._heights = [
                [float(one.wrap(cell.width, available_height)[1]) for one in cell.content] for cell in self.cells
            ]
            self._height = max((sum(heights) for heights in self._heights), default=0.0) + 2 * self.pad
        return available_width, self._height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """See `Flowable.split`."""
        self.wrap(available_width, available_height)
        if self._height <= KEEP_WHOLE or available_height < KEEP_WHOLE / 4:
            return []
        inside = available_height - 2 * self.pad
        parts = [_split_cell(cell, heights, inside) for cell, heights in zip(self.cells, self._heights, strict=True)]
        if not any(first for first, _ in parts):
            return []
        made = []
        for index, rule in ((0, self.rule), (1, False)):
            cells = [Column(cell.width, part[index]) for cell, part in zip(self.cells, parts, strict=True)]
            made.append(Columns(cells, gap=self.gap, rule=rule, pad=self.pad))
        return list(made)

    def draw(self) -> None:
        """See `Flowable.draw`."""
        canvas = self.canv
        if self.rule:
            width = sum(cell.width for cell in self.cells) + self.gap * (len(self.cells) - 1)
            canvas.saveState()
            canvas.setStrokeColorRGB(*theme.RULE)
            canvas.setLineWidth(0.5)
            canvas.line(0, self._height, width, self._height)
            canvas.restoreState()
        left = 0.0
        for cell, heights in zip(self.cells, self._heights, strict=True):
            top = self._height - self.pad
            for one, height in zip(cell.content, heights, strict=True):
                one.drawOn(canvas, left, top - height)
                top -= height
            left += cell.width + self.gap


def _split_cell(cell: Column, heights: Sequence[float], available: float) -> tuple[list[Block], list[Block]]:
    first: list[Block] = []
    rest = list(cell.content)
    for one, height in zip(cell.content, heights, strict=True):
        if height <= available + _NOTHING:
            first.append(rest.pop(0))
            available -= height
            continue
        pieces = one.split(cell.width, available)
        if len(pieces) > 1:
            first.append(pieces[0])
            rest[:1] = pieces[1:]
        break
    return first, rest


class RunningTable(Flowable):
    """Rows under a head that is repeated on every page. Rows are asked for when the table is reached."""

    def __init__(
        self, head: Callable[[], Columns], rows: Callable[[], Iterable[Columns]], *, begun: list[Columns] | None = None
    ) -> None:
        """Prepare a table.

        Args:
            head: makes the head.
            rows: makes the rows; called once.
            begun: rows still to set (rest of a split table).
        """
        super().__init__()  # type: ignore[no-untyped-call] # reportlab ships no types
        self._head, self._rows, self._left = head, rows, begun
        self._shown: list[tuple[Columns, float]] = []

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """See `Flowable.wrap`; looks no further than the height that is there."""
        if self._left is None:
            self._left = list(self._rows())[::-1]
        head = self._head()
        self._shown = [(head, head.wrap(available_width, available_height)[1])]
        height = self._shown[0][1]
        for row in reversed(self._left):
            needed = row.wrap(available_width, available_height)[1]
            if height + needed > available_height + _NOTHING:
                return available_width, available_height + 1
            self._shown.append((row, needed))
            height += needed
        return available_width, height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """See `Flowable.split`."""
        self.wrap(available_width, available_height)
        fitting = len(self._shown) - 1
        left = self._left or []
        if fitting == 0 or fitting == len(left):
            return []
        del left[len(left) - fitting :]
        return [
            RunningTable(self._head, tuple, begun=[row for row, _ in self._shown[:0:-1]]),
            RunningTable(self._head, tuple, begun=left),
        ]

    def draw(self) -> None:
        """See `Flowable.draw`."""
        top = sum(height for _, height in self._shown)
        for row, height in self._shown:
            block: Block = row
            block.drawOn(self.canv, 0, top - height)
            top -= height
