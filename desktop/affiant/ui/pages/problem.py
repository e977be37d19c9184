"""A problem: what happened, what is safe, what to do; and a report without anything private."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit

from affiant.core.errors import AffiantError
from affiant.ui.icons import Icons
from affiant.ui.jobs import Jobs
from affiant.ui.page import Page, PageWidget
from affiant.ui.problem_report import problem_report
from affiant.ui.session import Session
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.page_frame import PageFrame
from affiant.ui.widgets.plain_label import PlainLabel
from affiant.ui.widgets.problem_card import ProblemCard


class ProblemPage(Page):
    """See the module."""

    key = "problem"
    title = "Problem"
    icon = "problem"
    in_navigation = False

    def build(self, session: Session, jobs: Jobs, icons: Icons) -> PageWidget:  # noqa: ARG002 - the contract
        """See `Page.build`."""
        return ProblemWidget(session, icons)


class ProblemWidget(PageFrame):
    """The page's widget."""

    def __init__(self, session: Session, icons: Icons) -> None:
        super().__init__("A problem", "What happened, what is safe, and what you can do now.")
        self._session = session
        self.card = ProblemCard()
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setAccessibleName("Report for the makers of Affiant")
        self.report.setTabChangesFocus(True)
        self.report_title = PlainLabel(
            "REPORT FOR THE MAKERS: NO NAMES, NO PATHS OF YOURS, NO EVIDENCE", look="caption"
        )
        self.copy = button("&Copy the report", self._copy, icons=icons, icon="copy")
        self.back = button("&Back to where I was", self.asks_to_leave.emit, look="main", tip="Esc")
        shortcut = QShortcut(QKeySequence("Esc"), self)
        shortcut.activated.connect(self.asks_to_leave)
        actions = QHBoxLayout()
        actions.addWidget(self.back)
        actions.addWidget(self.copy)
        actions.addStretch(1)
        self.column.addWidget(self.card)
        self.column.addLayout(actions)
        self.column.addWidget(self.report_title)
        self.column.addWidget(self.report, 1)
        self.column.addStretch(0)
        session.problem.connect(self.tell)

    def tell(self, error: BaseException) -> None:
        """Show a problem, and ask for the page to be shown."""
        self.card.tell(error)
        self.report.setPlainText(problem_report(error))
        bug = not isinstance(error, AffiantError)
        self.report.setVisible(bug)
        self.report_title.setVisible(bug)
        self.copy.setVisible(bug)
        self.asks_to_be_shown.emit()
        self.back.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self._session.said.emit("The report is on the clipboard.")
