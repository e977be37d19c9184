"""Opening a case where the identity needs a name (first run) or a passphrase (no keyring)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from affiant.ui.dialogs.asking import AskingDialog
from affiant.ui.session import Session
from affiant.ui.verbs import IdentityAnswers
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.identity_fields import IdentityFields


class UnlockDialog(AskingDialog):
    """Opens a case with what it asks for.

    Args:
        session: opens it.
        folder: the case.
        parent: the window.
    """

    def __init__(self, session: Session, folder: Path, parent: QWidget | None) -> None:
        super().__init__("Open the case", "Everything recorded in a case is signed with your keys.", "Open it", parent)
        self._session = session
        self._folder = folder
        self.identity = IdentityFields(session.verbs.questions(folder), self.form)
        self.only_look = button("Only &look", self.look, tip="Without your keys: nothing can be added or handed over")
        self.buttons.insertWidget(0, self.only_look)

    def submit(self) -> None:
        """Open the case."""
        missing = self.identity.missing()
        if missing is not None:
            self.tell(missing)
            return
        self.busy("Opening the case…")
        opening = self._session.open(self.identity.answers(), self._folder, self.accept, self.failed)
        self.wait_for(self._session.jobs, opening)

    def look(self) -> None:
        """Open the case for reading."""
        self.reject()
        self._session.look(self._folder)


def open_case(session: Session, folder: Path, parent: QWidget, failed: Callable[[BaseException], None]) -> None:
    """Open a case, with a question first only where one is needed."""
    dialog = UnlockDialog(session, folder, parent)
    if not dialog.identity.empty:
        dialog.ask()
        return
    dialog.deleteLater()
    session.open(IdentityAnswers(), folder, lambda: None, failed)
