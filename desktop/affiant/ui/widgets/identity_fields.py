"""What must be asked to open, or first to make, the identity: as little as possible, often nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QLineEdit

from affiant.ui.verbs import IdentityAnswers, Questions
from affiant.ui.widgets.form_rows import add_row

_SHORTEST = 12


class IdentityFields:
    """Adds the fields to a form: a name at the first run, a passphrase where there is no keyring."""

    def __init__(self, questions: Questions, form: QFormLayout) -> None:
        first_run = questions.name
        self._name = _field(form, "Your name or your unit's name (it stands in every signature)") if first_run else None
        self._passphrase = self._again = None
        if questions.passphrase:
            self._passphrase = _field(form, "Passphrase of your keys (this computer has no keyring)", secret=True)
            if first_run:
                self._passphrase.setPlaceholderText(
                    "At least 12 characters. Write it down: nobody can get it back for you."
                )
                self._again = _field(form, "The passphrase once more", secret=True)

    @property
    def empty(self) -> bool:
        """Whether nothing need be asked."""
        return self._name is None and self._passphrase is None

    def answers(self) -> IdentityAnswers:
        """What was typed."""
        return IdentityAnswers(
            self._name.text().strip() if self._name else None,
            self._passphrase.text() if self._passphrase else None,
        )

    def missing(self) -> str | None:
        """A sentence on what is missing, with the focus on its field, or None."""
        if self._name is not None and not self._name.text().strip():
            self._name.setFocus()
            return "Give a name; it can be the name of your unit."
        if self._passphrase is not None and not self._passphrase.text():
            self._passphrase.setFocus()
            return "Give the passphrase of your keys."
        if self._passphrase is not None and self._again is not None:
            if len(self._passphrase.text()) < _SHORTEST:
                self._passphrase.setFocus()
                return f"The passphrase needs at least {_SHORTEST} characters; four or five words do well."
            if self._passphrase.text() != self._again.text():
                self._again.setFocus()
                return "The two passphrases differ."
        return None


def _field(form: QFormLayout, label: str, *, secret: bool = False) -> QLineEdit:
    field = QLineEdit()
    if secret:
        field.setEchoMode(QLineEdit.EchoMode.Password)
    add_row(form, label, field)
    return field
