"""Flowables without words: QR codes, rules, places in the outline."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

from affiant.export.dossier import theme
from affiant.export.qr_modules import qr_modules


class QrCode(Flowable):
    """A QR code, error correction M."""

    def __init__(self, text: str, side: float) -> None:
        """Prepare a code.

        Args:
            text: upper-case letters and digits make the smallest code.
            side: points, quiet zone included.
        """
        super().__init__()  # type: ignore[no-untyped-call] # reportlab ships no types
        self.text, self.side = text, side

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:  # noqa: ARG002
        """See `Flowable.wrap`."""
        return self.side, self.side

    def draw(self) -> None:
        """See `Flowable.draw`; dark modules of a row that touch become one rectangle."""
        rows = qr_modules(self.text)
        module = self.side / len(rows)
        canvas = self.canv
        canvas.saveState()
        canvas.setFillColorRGB(0, 0, 0)
        path = canvas.beginPath()
        for number, row in enumerate(rows):
            column = 0
            while column < len(row):
                end = column
                while end < len(row) and row[end]:
                    end += 1
                if end > column:
                    bottom = self.side - (number + 1) * module
                    path.rect(column * module, bottom, (end - column) * module, module)
                column = max(end, column + 1)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.restoreState()


class Rule(Flowable):
    """A line over the whole width."""

    def __init__(self, thickness: float, below: float) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # reportlab ships no types
        self.thickness, self.below = thickness, below
        self._width = 0.0

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:  # noqa: ARG002
        """See `Flowable.wrap`."""
        self._width = available_width
        return available_width, self.thickness + self.below

    def draw(self) -> None:
        """See `Flowable.draw`."""
        self.canv.saveState()
        self.canv.setFillColorRGB(*theme.ACCENT)
        self.canv.rect(0, self.below, self._width, self.thickness, stroke=0, fill=1)
        self.canv.restoreState()


class Mark(Flowable):
    """A place that the outline and the running head know; it takes no room."""

    keepWithNext = 1  # noqa: N815 - the name that reportlab reads

    def __init__(self, key: str, title: str, *, groups: Sequence[tuple[int, str]] = (), level: int = 0) -> None:
        """Mark a place.

        Args:
            key: name of the place, unique in the document.
            title: for the outline and the running head; a sentence of ours.
            groups: levels and titles of the outline groups that begin here, outermost first.
            level: of the outline entry.
        """
        super().__init__()  # type: ignore[no-untyped-call] # reportlab ships no types
        self.key, self.title, self.groups, self.level = key, title, groups, level

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:  # noqa: ARG002
        """See `Flowable.wrap`."""
        return 0, 0

    def draw(self) -> None:
        """See `Flowable.draw`."""
        canvas = self.canv
        canvas.bookmarkPage(self.key)
        for level, title in self.groups:
            canvas.bookmarkPage(f"{self.key}-group{level}")
            canvas.addOutlineEntry(title, f"{self.key}-group{level}", level, True)
        canvas.addOutlineEntry(self.title, self.key, self.level, True)
        canvas.place(self.key, self.title)
