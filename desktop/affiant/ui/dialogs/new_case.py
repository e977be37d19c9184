"""New case: title and folder; at the first run the person's name too."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from affiant.ui.dialogs.asking import AskingDialog
from affiant.ui.dialogs.choosing import choose_folder
from affiant.ui.session import Session
from affiant.ui.theme import SPACE
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.form_rows import add_row
from affiant.ui.widgets.identity_fields import IdentityFields

_UNSAFE = re.compile(r"[^\w.-]+")


def folder_name(title: str) -> str:
    """Return a folder name for a title: letters and digits of any script, ``-`` for the rest."""
    return _UNSAFE.sub("-", title).strip("-.")[:60] or "case"


class NewCaseDialog(AskingDialog):
    """Makes a case and opens it.

    Args:
        session: makes it.
        below: folder that new cases go into unless told otherwise.
        parent: the window.
    """

    def __init__(self, session: Session, below: Path, parent: QWidget | None) -> None:
        super().__init__(
            "New case",
            "One folder on this computer holds everything of the case. Keep it on a local disk.",
            "Create the case",
            parent,
        )
        self._session = session
        self._below = below
        self._own_folder = False
        self.title = QLineEdit()
        self.title.setPlaceholderText("What the matter is called, in any script")
        self.folder = QLineEdit(str(below / "case"))
        add_row(self.form, "&Title", self.title)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.folder, 1)
        self.choose = button("C&hoose…", self._choose)
        self.choose.setAccessibleName("Choose where the case's folder is made")
        row.addWidget(self.choose)
        add_row(self.form, "&Folder (made anew)", self.folder, row)
        self.identity = IdentityFields(session.verbs.questions(None), self.form)
        self.title.textChanged.connect(self._name_folder)
        self.folder.textEdited.connect(self._keep_folder)

    def submit(self) -> None:
        """Make the case."""
        if not self.title.text().strip():
            self.tell("Give the case a title.")
            self.title.setFocus()
            return
        if not self.folder.text().strip():
            self._own_folder = False
            self._name_folder(self.title.text())
        missing = self.identity.missing()
        if missing is not None:
            self.tell(missing)
            return
        self.busy("Making the case…")
        making = self._session.create(
            self.identity.answers(),
            Path(self.folder.text()).expanduser().absolute(),
            self.title.text().strip(),
            self.accept,
            self.failed,
        )
        self.wait_for(self._session.jobs, making)

    def _name_folder(self, title: str) -> None:
        if not self._own_folder:
            self.folder.setText(str(self._below / folder_name(title)))

    def _keep_folder(self) -> None:
        self._own_folder = True

    def _choose(self) -> None:
        chosen = choose_folder(self, "Make the case's folder in", self._below)
        if chosen is not None:
            self._below = chosen
            self._own_folder = False
            self._name_folder(self.title.text())
