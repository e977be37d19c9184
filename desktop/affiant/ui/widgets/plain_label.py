"""Labels that never take text for markup."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class PlainLabel(QLabel):
    """A label in plain text.

    Args:
        text: what it says.
        look: ``title``, ``head``, ``muted``, ``caption``, ``good``, ``warn``, ``bad`` of the style sheet, or nothing.
        wrap: break lines.
        selectable: let the text be selected and copied.
    """

    def __init__(
        self,
        text: str = "",
        *,
        look: str = "",
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
            self.setMinimumHeight(self.fontMetrics().height())
            # Absolute: text that begins in the other direction stays in its column.
            self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop)
        if look:
            self.setProperty("look", look)
        if look == "caption":
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(text)


class ElidedLabel(PlainLabel):
    """A label of one line that gives way with an ellipsis in the middle instead of widening the window."""

    def __init__(self, text: str = "", *, look: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", look=look, parent=parent)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.show_whole(text)

    def show_whole(self, text: str) -> None:
        """Say something else."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """See Qt."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # the event type is Qt's own business
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideMiddle, self.width())
        self.setText(shown)
        # A tip that begins like markup would be taken for it.
        self.setToolTip(f"<p>{escape(self._whole)}</p>" if shown != self._whole else "")
