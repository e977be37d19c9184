"""Head and foot of every page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from affiant.core.names import visible
from affiant.export.dossier import theme
from affiant.export.dossier.canvas import DossierCanvas
from affiant.export.dossier.facts import DossierFacts
from affiant.export.dossier.setting import Setting
from affiant.export.text.paragraph import draw_line
from affiant.export.text.style import TextStyle
from affiant.export.text.typesetter import Place

_HEAD, _FOOT = theme.PAGE_HEIGHT - 38, 30.0
_TOTAL_WIDTH = 17.0
_CASE_WIDTH = 320.0


@dataclass(frozen=True)
class Running:
    """Draws them."""

    facts: DossierFacts
    setting: Setting

    def page(self, canvas: DossierCanvas) -> None:
        """Draw head and foot of the page that is about to end."""
        words, typesetter = self.setting.words, self.setting.typesetter
        right = theme.PAGE_WIDTH - theme.MARGIN
        canvas.saveState()  # type: ignore[no-untyped-call] # reportlab ships no types
        canvas.setStrokeColorRGB(*theme.RULE)  # type: ignore[no-untyped-call]
        canvas.setLineWidth(0.5)  # type: ignore[no-untyped-call]
        for height in (_HEAD - 8, _FOOT + 14):
            canvas.line(theme.MARGIN, height, right, height)  # type: ignore[no-untyped-call]
        canvas.restoreState()  # type: ignore[no-untyped-call]
        title = visible(self.facts.case_title or words.untitled, 160)
        self._left(canvas, f"{words.case}: {title}" if not words.right_to_left else title, _HEAD)
        place = Place(right - 150, _HEAD, 150)
        draw_line(canvas, typesetter, canvas.here, theme.RUNNING_RIGHT, place)
        root = f"{words.checkpoint_short} {self.facts.checkpoint_root[:16]}"
        draw_line(canvas, typesetter, root, theme.RUNNING_CODE, Place(theme.MARGIN, _FOOT, _CASE_WIDTH))
        page = words.page_of.format(page=canvas.getPageNumber())  # type: ignore[no-untyped-call]
        place = Place(right - 150, _FOOT, 150 - _TOTAL_WIDTH)
        draw_line(canvas, typesetter, page, _number(theme.RUNNING_RIGHT), place)
        canvas.draw_total()

    def total(self, canvas: DossierCanvas, pages: int) -> None:
        """Draw the number of pages, once for all pages."""
        left = theme.PAGE_WIDTH - theme.MARGIN - _TOTAL_WIDTH + 2
        style = _number(replace(theme.RUNNING, align="left"))
        draw_line(canvas, self.setting.typesetter, str(pages), style, Place(left, _FOOT, _TOTAL_WIDTH))

    def _left(self, canvas: DossierCanvas, text: str, height: float) -> None:
        style = replace(theme.RUNNING, align="left")
        draw_line(canvas, self.setting.typesetter, text, style, Place(theme.MARGIN, height, _CASE_WIDTH))


def _number(style: TextStyle) -> TextStyle:
    return replace(style, direction=0)
