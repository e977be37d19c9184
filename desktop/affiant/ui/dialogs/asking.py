"""A dialog that never loses what was typed into it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from affiant.ui.jobs import Job, Jobs
from affiant.ui.theme import SPACE
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.plain_label import PlainLabel
from affiant.ui.widgets.problem_card import ProblemCard

_WIDTH = 560


class AskingDialog(QDialog):
    """Asks some things, then acts. Esc closes it only while nothing was typed; Cancel always does.

    Args:
        title: title of the window and first line.
        sentence: one line on what will happen.
        action: words on the main button; they name its effect.
        parent: the window it stands before.
    """

    def __init__(self, title: str, sentence: str, action: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE * 3 // 2)
        column.addWidget(PlainLabel(title, look="title"))
        column.addWidget(PlainLabel(sentence, look="muted", wrap=True))
        self.form = QFormLayout()
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.form.setVerticalSpacing(SPACE)
        column.addLayout(self.form)
        self.problem = ProblemCard()
        column.addWidget(self.problem)
        self.hint = PlainLabel(look="warn", wrap=True)
        self.hint.hide()
        column.addWidget(self.hint)
        column.addStretch(1)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        self.cancel = button("Cancel", self.reject)
        self.act = button(action, self.submit, look="main")
        self.act.setDefault(True)
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.act)
        column.addLayout(self.buttons)
        self._at_first: dict[QWidget, str] = {}
        self._running: tuple[Jobs, Job] | None = None
        self._gone = False

    def submit(self) -> None:
        """Act on what was typed; subclasses say how."""
        self.accept()

    def ask(self) -> None:
        """Show the dialog and go on; never a loop inside a loop."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._at_first = self._typed()
        self.open()
        fields = [one for one in self.findChildren(QLineEdit) if one.isEnabled()]
        first: QWidget = next(iter([*fields, *self.findChildren(QPlainTextEdit)]), self.act)
        first.setFocus()

    def busy(self, words: str) -> None:
        """Say that the action runs."""
        self.problem.hide()
        self.act.setEnabled(False)
        self.tell(words)

    def wait_for(self, jobs: Jobs, job: Job | None) -> None:
        """Know the work that was begun: whoever leaves the dialog before its end stops it."""
        self._running = (jobs, job) if job is not None else None

    def accept(self) -> None:
        """The work is done; a dialog that was left before is gone already."""
        if not self._gone:
            self._gone = True
            super().accept()

    def reject(self) -> None:
        """Leave, and stop the work that was begun."""
        self._gone = True
        if self._running is not None:
            jobs, job = self._running
            if job in jobs.running:
                jobs.cancel(job)
        super().reject()

    def failed(self, error: BaseException) -> None:
        """Say why the action did not work; everything typed stays."""
        if self._gone:
            return
        self.act.setEnabled(True)
        self.hint.hide()
        self.problem.tell(error)

    def tell(self, words: str) -> None:
        """Say something small."""
        self.hint.setText(words)
        self.hint.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """See Qt."""
        if event.key() == Qt.Key.Key_Escape and self._typed() != self._at_first:
            self.tell("Esc does not throw away what you typed. Choose Cancel to leave without saving.")
            return
        super().keyPressEvent(event)

    def _typed(self) -> dict[QWidget, str]:
        typed: dict[QWidget, str] = {one: one.text() for one in self.findChildren(QLineEdit)}
        typed.update({one: one.toPlainText() for one in self.findChildren(QPlainTextEdit)})
        return typed
