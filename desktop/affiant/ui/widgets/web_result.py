"""What became of the last pages: captured or not, and everything that speaks against them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from affiant.core.completeness import DOUBTS
from affiant.core.names import visible
from affiant.ui import wording
from affiant.ui.icons import Icons
from affiant.ui.theme import SPACE
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.plain_label import PlainLabel
from affiant.workflow.web_pages import CapturedPage, FailedPage, WebCaptureOutcome

_LONGEST = 300
_HIGHEST = 190
_NARROWEST = 400
_DOUBTFUL = (
    "Kept, and marked as doubtful. To have it better, open the browser, put that right, and capture again there."
)


class WebResult(QFrame):
    """The card. A server whose certificate is not trusted can be accepted here, with its fingerprint in view.

    Args:
        accept: captures an address again, with this certificate accepted.
        icons: our icons.
    """

    def __init__(self, accept: Callable[[str, str], None], icons: Icons) -> None:
        super().__init__()
        self._accept = accept
        self._icons = icons
        self.setProperty("look", "card")
        self.setAccessibleName("What became of the last capture")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName("What became of the last capture")
        self.area.setWidget(QWidget())
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 2, SPACE, SPACE, SPACE)
        column.addWidget(self.area)
        self.hide()

    def tell(self, outcome: WebCaptureOutcome) -> None:
        """Show an outcome."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, SPACE, 0)
        column.setSpacing(SPACE // 2)
        for page in outcome.captures:
            self._captured(column, page)
        for failed in outcome.failed:
            self._failed(column, failed)
        if outcome.not_derived is not None:
            column.addWidget(_line(f"Pictures were not all looked into: {outcome.not_derived.title}.", "warn"))
        column.addStretch(1)
        self.area.setWidget(content)
        self.setVisible(bool(outcome.captures or outcome.failed))
        high = column.totalHeightForWidth(max(_NARROWEST, self.area.viewport().width()))
        self.area.setFixedHeight(min(_HIGHEST, high + SPACE))

    def _captured(self, column: QVBoxLayout, page: CapturedPage) -> None:
        size = f", {page.picture[0]:,} × {page.picture[1]:,} pixels" if page.picture else ", without a picture"
        files = wording.count(len(page.capture.artefacts), "file", "files")
        sign = ("warn", "warn") if is_doubtful(page) else ("pass", "good")
        self._head(column, *sign, f"{page.capture.id} is captured, hashed and sealed: {files}{size}.")
        column.addWidget(_line(visible(page.final_url, _LONGEST), "muted"))
        for warning in _warnings(page):
            column.addWidget(_line(warning, "warn"))
        if is_doubtful(page):
            column.addWidget(_line(_DOUBTFUL))

    def _failed(self, column: QVBoxLayout, failed: FailedPage) -> None:
        self._head(column, "fail", "bad", f"{failed.title}. Nothing of this page was captured.")
        column.addWidget(_line(visible(failed.url, _LONGEST), "muted"))
        column.addWidget(_line(failed.remedy))
        if (fingerprint := failed.fingerprint) is not None:
            url = failed.url
            again = button(
                "Capture all the same",
                lambda: self._accept(url, fingerprint),
                tip="The certificate is accepted for this capture; this is recorded and stands in every pack",
            )
            row = QHBoxLayout()
            row.addWidget(again)
            row.addStretch(1)
            column.addLayout(row)

    def _head(self, column: QVBoxLayout, icon: str, colour: str, words: str) -> None:
        sign = PlainLabel()
        self._icons.dress(sign, icon, colour=colour)
        row = QHBoxLayout()
        row.addWidget(sign)
        row.addWidget(PlainLabel(words, look="head", wrap=True), 1)
        column.addLayout(row)


def is_doubtful(page: CapturedPage) -> bool:
    """Whether anything speaks against taking the page for what it should be."""
    return bool(page.completeness.doubts) or page.broke_off is not None


def _warnings(page: CapturedPage) -> list[str]:
    found = []
    if (held := page.web["sandbox"]["held"]) is not True:
        state = "Sandbox OFF" if held is False else "Whether the sandbox held could not be seen"
        found.append(f"{state}. {page.web['sandbox']['reason'] or ''}".strip())
    if page.web["tls"] is not None and page.web["tls"]["accepted_by_operator"]:
        found.append("Certificate NOT VALID, accepted by you. This is recorded.")
    if page.broke_off is not None:
        found.append(f"Broke off: {page.broke_off.title}.")
    found += [f"Doubt: {DOUBTS[one]}" for one in page.completeness.doubts]
    return [*found, *(f"Not obtained: {one}" for one in page.not_obtained)]


def _line(words: str, look: str = "") -> PlainLabel:
    shown = wording.breakable(words)
    return PlainLabel(shown, look=look, wrap=True, selectable=shown == words)
