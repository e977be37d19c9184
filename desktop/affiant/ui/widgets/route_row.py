"""One way to a picture of the screen in the capture check: what it can do here, in words, and a test of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from affiant.ui.icons import Icons
from affiant.ui.screen.capture_check import RouteCheck
from affiant.ui.screen.route import Frozen, RouteState
from affiant.ui.theme import SPACE
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.plain_label import PlainLabel

_SHOWN = {
    RouteState.WORKS: ("pass", "good", "Works"),
    RouteState.ASKS: ("warn", "warn", "Asks first"),
    RouteState.NO: ("fail", "bad", "Does not work"),
}
"""Icon, colour and word of each state."""
_PREVIEW = QSize(200, 120)


class RouteRow(QFrame):
    """See the module.

    Args:
        check: what is known of the way.
        icons: our icons.
        test: takes a test picture.
    """

    def __init__(self, check: RouteCheck, icons: Icons, test: Callable[[RouteCheck], object]) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.check = check
        self._icons = icons
        self.sign = PlainLabel()
        self.title = PlainLabel(look="head")
        self.words = PlainLabel(wrap=True)
        self.preview = PlainLabel()
        self.preview.setFixedSize(_PREVIEW)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setProperty("look", "picture")
        self.preview.hide()
        self.kept = PlainLabel("Nothing of this picture is kept.", look="muted")
        self.kept.hide()
        self.test = button("&Test", lambda: test(self.check), tip="Takes a picture, shows it, and keeps nothing")
        self.test.setAccessibleName(f"Test: {check.route.title}")
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.title)
        texts.addWidget(self.words)
        texts.addWidget(self.preview)
        texts.addWidget(self.kept)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE * 2, SPACE, SPACE * 2, SPACE)
        row.setSpacing(SPACE * 2)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addWidget(self.test, 0, Qt.AlignmentFlag.AlignTop)
        self.tell(check, None)

    def tell(self, check: RouteCheck, frozen: Frozen | None) -> None:
        """Show what a test, or another look, said."""
        self.check = check
        icon, colour, word = _SHOWN[check.state]
        self._icons.dress(self.sign, icon, colour=colour, size=24)
        self.title.setText(f"{check.route.title}: {word.lower()}")
        self.words.setText(check.words)
        self.setAccessibleName(f"{check.route.title}: {word}. {check.words}")
        self.preview.setVisible(frozen is not None)
        self.kept.setVisible(frozen is not None)
        if frozen is not None:
            image = frozen.screens[0].image
            small = image.scaled(
                _PREVIEW, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self.preview.setPixmap(QPixmap.fromImage(small))
            self.preview.setAccessibleName("The test picture")
