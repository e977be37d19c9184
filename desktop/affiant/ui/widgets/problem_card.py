"""A problem in words: what happened, what is safe, what to do."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from affiant.core.errors import AffiantError
from affiant.core.names import visible
from affiant.ui.widgets.plain_label import PlainLabel
from affiant.ui.wording import breakable

BUG_TITLE = "Something went wrong inside Affiant"
BUG_SAFE = "Everything that the case had acknowledged is on disk and in the ledger. Originals are never written to."
BUG_REMEDY = "Try again. If it happens once more, copy the report below and send it to the makers of Affiant."


class ProblemCard(QFrame):
    """Shows an expected error, or a bug, without dressing it up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "trouble")
        self.title = PlainLabel(look="head", wrap=True, selectable=True)
        self.subject = PlainLabel(wrap=True, selectable=True)
        self.safe = PlainLabel(look="good", wrap=True, selectable=True)
        self.remedy = PlainLabel(wrap=True, selectable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        for label in (self.title, self.subject, self.safe, self.remedy):
            column.addWidget(label)
        self.hide()

    def tell(self, error: BaseException) -> None:
        """Show an error."""
        if isinstance(error, AffiantError):
            title, subject, safe, remedy = error.title, error.subject, error.safe, error.remedy
        else:
            title, subject, safe, remedy = BUG_TITLE, type(error).__name__, BUG_SAFE, BUG_REMEDY
        self.title.setText(title if title.endswith((".", "!", "?")) else f"{title}.")
        for label, text in (
            (self.subject, f"“{breakable(visible(subject, 600))}”" if subject else ""),
            (self.safe, f"Safe: {safe}" if safe else ""),
            (self.remedy, f"What to do: {remedy}" if remedy else ""),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self.setAccessibleName(f"Problem: {title}")
        self.show()
