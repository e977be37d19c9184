"""A small card after a picture of the screen: it is safe already; account, address and note may be said now."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from affiant.core.model import Account
from affiant.ui import wording
from affiant.ui.icons import Icons
from affiant.ui.screen.guesses import Guesses
from affiant.ui.theme import SPACE
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.form_rows import add_row
from affiant.ui.widgets.plain_label import PlainLabel
from affiant.workflow.descriptions import Description

NO_ACCOUNT = "No account"
_PICTURE = QSize(192, 120)


class ShotCard(QFrame):
    """See the module. Esc leaves the pictures as they are."""

    said = Signal(object)
    """The `Description` that is to be recorded."""
    undo_wanted = Signal()
    left = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.ids: tuple[str, ...] = ()
        self._at_first = Description()
        self._warned = False
        self.picture = PlainLabel()
        self.picture.setFixedSize(_PICTURE)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setProperty("look", "picture")
        self.heading = PlainLabel(look="head")
        self.facts = PlainLabel(look="muted", wrap=True, selectable=True)
        self.missing = PlainLabel(look="warn", wrap=True)
        self.account = QComboBox()
        self.url = QLineEdit()
        self.url.setPlaceholderText("https://")
        self.note = QLineEdit()
        self.hint = PlainLabel(look="warn", wrap=True)
        self.save = button("&Save", self.submit, look="main", tip="Enter")
        self.keep = button("&Not now", self.leave, tip="Esc: the picture is kept as it is")
        self.undo = button(
            "&Undo…", self.undo_wanted.emit, icons=icons, icon="withdraw", tip="Withdraw it, with a reason"
        )
        form = QFormLayout()
        form.setVerticalSpacing(SPACE)
        for words, field in (("&Account", self.account), ("Add&ress", self.url), ("N&ote", self.note)):
            add_row(form, words, field)
        actions = QHBoxLayout()
        actions.addWidget(self.save)
        actions.addWidget(self.keep)
        actions.addStretch(1)
        actions.addWidget(self.undo)
        right = QVBoxLayout()
        right.setSpacing(SPACE)
        for label in (self.heading, self.facts, self.missing):
            right.addWidget(label)
        right.addLayout(form)
        right.addWidget(self.hint)
        right.addLayout(actions)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE * 2, SPACE * 2, SPACE * 2, SPACE * 2)
        row.setSpacing(SPACE * 2)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)
        for line in (self.url, self.note):
            line.returnPressed.connect(self.submit)
        self.hide()

    def show_shot(
        self,
        ids: tuple[str, ...],
        image: QImage,
        words: str,
        missing: tuple[str, ...],
        accounts: tuple[Account, ...],
        guesses: Guesses,
    ) -> None:
        """Show what was taken.

        Args:
            ids: of the captures; several for a sequence.
            image: the last picture.
            words: our own words on it.
            missing: what was not obtained, in our own words.
            accounts: of the case.
            guesses: filled in at first; nothing of it is recorded unless the person saves it.
        """
        self.ids = ids
        self.heading.setText(f"{ids[0]} is safe" if len(ids) == 1 else f"{ids[0]} to {ids[-1]} are safe")
        self.facts.setText(words)
        self.missing.setText(" ".join(missing))
        self.missing.setVisible(bool(missing))
        self._show_picture(image)
        self.account.clear()
        self.account.addItem(NO_ACCOUNT, None)
        for one in accounts:
            self.account.addItem(wording.account(one), one.id)
        self.account.setCurrentIndex(max(0, self.account.findData(guesses.account)))
        self.url.setText(guesses.url)
        self.url.setCursorPosition(0)
        self.note.clear()
        self.hint.hide()
        self._at_first = self.description
        self._warned = False
        self.setAccessibleName(self.heading.text())
        self.show()
        self.note.setFocus()

    @property
    def description(self) -> Description:
        """What stands in the fields."""
        return Description(
            self.account.currentData(), self.url.text().strip() or None, self.note.text().strip() or None
        )

    @property
    def typed(self) -> bool:
        """Whether the person changed what was filled in at first."""
        return not self.isHidden() and self.description != self._at_first

    def submit(self) -> None:
        """Say it."""
        self.said.emit(self.description)

    def leave(self) -> None:
        """Say nothing."""
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """See Qt."""
        if event.key() == Qt.Key.Key_Escape:
            if self.typed and not self._warned:
                self._warned = True
                self.hint.setText("Esc once more leaves without saving what you typed. The picture is kept.")
                self.hint.show()
            else:
                self.leave()
            return
        super().keyPressEvent(event)

    def _show_picture(self, image: QImage) -> None:
        ratio = self.devicePixelRatioF()
        fitting = image.size().scaled(_PICTURE * ratio, Qt.AspectRatioMode.KeepAspectRatio).boundedTo(image.size())
        # Two steps: a smooth reduction of a whole large screen takes longer than the person should wait.
        rough = image.scaled(fitting * 2, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.FastTransformation)
        source = rough if image.width() > rough.width() else image
        small = source.scaled(fitting, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        small.setDevicePixelRatio(ratio)
        self.picture.setPixmap(QPixmap.fromImage(small))
        self.picture.setAccessibleName(f"The picture, {image.width()} by {image.height()} pixels")
