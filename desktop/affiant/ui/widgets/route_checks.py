"""The capture check: one row for each way to a picture of the screen, each with its own test."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from affiant.ui.icons import Icons
from affiant.ui.screen.capture_check import RouteCheck, RouteTest, look
from affiant.ui.screen.desktop import Desktop
from affiant.ui.screen.route import Frozen, ScreenRoute
from affiant.ui.theme import SPACE
from affiant.ui.widgets.plain_label import PlainLabel
from affiant.ui.widgets.route_row import RouteRow

_REST = (
    "Where nothing here works, pictures that other programs made can be dropped, pasted or added under Captures. Keys "
    "that work while another program is in front are off: no way to have them was tested."
)


class RouteChecks(QWidget):
    """See the module.

    Args:
        routes: ways to take pictures.
        desktop: where.
        icons: our icons.
    """

    said = Signal(str)
    """The outcome of a test."""

    def __init__(self, routes: tuple[ScreenRoute, ...], desktop: Desktop, icons: Icons) -> None:
        super().__init__()
        self._routes = routes
        self._desktop = desktop
        self._icons = icons
        self._test: RouteTest | None = None
        self.rows: list[RouteRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(PlainLabel("CAPTURE CHECK: WHAT WORKS ON THIS COMPUTER", look="caption"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(SPACE)
        column.addLayout(self._lines)
        column.addWidget(PlainLabel(_REST, look="muted", wrap=True))

    def look(self) -> None:
        """Ask each way, the first time, what it can do here, without taking a picture."""
        if not self.rows:
            self.rows = [RouteRow(one, self._icons, self.test) for one in look(self._desktop, self._routes)]
            for row in self.rows:
                self._lines.addWidget(row)

    def test(self, check: RouteCheck) -> None:
        """Take a test picture of which nothing is kept."""
        row = next(one for one in self.rows if one.check == check)

        def tested(found: RouteCheck, frozen: Frozen | None) -> None:
            row.tell(found, frozen)
            self.said.emit(found.words)

        self._test = RouteTest(self._desktop, check, tested)
        self._test.start()
