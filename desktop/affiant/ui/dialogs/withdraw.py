"""Withdrawing captures: nothing is deleted, and the reason is recorded."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from affiant.core.progress import Progress
from affiant.ui import wording
from affiant.ui.dialogs.asking import AskingDialog
from affiant.ui.session import Session
from affiant.ui.verbs import WritableCase
from affiant.ui.widgets.form_rows import add_row


class WithdrawDialog(AskingDialog):
    """Withdraws captures with one reason.

    Args:
        session: the open case.
        ids: captures to withdraw.
        parent: the window.
    """

    def __init__(self, session: Session, ids: tuple[str, ...], parent: QWidget | None) -> None:
        what = wording.count(len(ids), "capture", "captures")
        super().__init__(
            f"Withdraw {what}",
            "It stays in the case and in the ledger, and goes into no pack. This is recorded and cannot be undone.",
            f"Withdraw {what}",
            parent,
        )
        self._session = session
        self._ids = ids
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(110)
        add_row(self.form, "&Reason (recorded)", self.reason)

    def submit(self) -> None:
        """Withdraw."""
        reason = self.reason.toPlainText().strip()
        if not reason:
            self.tell("Say in a few words why.")
            return
        self.busy("Recording…")

        def work(case: WritableCase, progress: Progress) -> None:
            for done, one in enumerate(self._ids):
                progress.report(done, len(self._ids), "Recording")
                case.withdraw(one, reason)

        self.wait_for(self._session.jobs, self._session.write("Withdrawing", work, self._done, self.failed))

    def _done(self, _result: None) -> None:
        self._session.said.emit(f"{wording.count(len(self._ids), 'capture is', 'captures are')} withdrawn.")
        self.accept()
