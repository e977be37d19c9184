"""What is to be captured next: address, account, note, words that it must show, and with which browser."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from affiant.core.model import Account
from affiant.ui import wording
from affiant.ui.icons import Icons
from affiant.ui.theme import SPACE
from affiant.ui.widgets.address_field import AddressField
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.plain_label import PlainLabel
from affiant.workflow.web_browsers import Browser
from affiant.workflow.web_pages import Page, WebCaptureOrder

NO_ACCOUNT = "No account"
_CHOICE = 12
"""Characters of an account or a browser that are seen in the narrowest window."""


class WebOrderForm(QWidget):
    """The fields, and the two ways to go about it."""

    capture_wanted = Signal()
    browse_wanted = Signal()
    list_pasted = Signal()
    """See `AddressField.list_pasted`."""

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.address = AddressField()
        _name(self.address, "https://…", "Address of the page to be captured")
        self.address.returnPressed.connect(self.capture_wanted)
        self.address.list_pasted.connect(self.list_pasted)
        self.account = QComboBox()
        self.account.setAccessibleName("Account that the page shows")
        self.note = _field("Note that goes into the ledger", "Note on what is captured next")
        self.expect = _field("Words that it must show (optional)", "Words that the page is said to show")
        self.engine = QComboBox()
        self.engine.setAccessibleName("Browser that captures")
        for choice in (self.account, self.engine):  # a long handle must not squeeze the fields beside it
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(_CHOICE)
        self.capture = button(
            "&Capture", self.capture_wanted.emit, look="main", icons=icons, icon="web", tip="Without a window"
        )
        self.browse = button(
            "Open the &browser",
            self.browse_wanted.emit,
            icons=icons,
            icon="open",
            tip="Scroll, open replies and press Capture there",
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(SPACE)
        first = QHBoxLayout()
        first.setSpacing(SPACE)
        first.addWidget(self.address, 1)
        first.addWidget(self.capture)
        first.addWidget(self.browse)
        second = QHBoxLayout()
        second.setSpacing(SPACE)
        second.addWidget(self.account, 2)
        second.addWidget(self.note, 3)
        second.addWidget(self.expect, 3)
        second.addWidget(self.engine, 2)
        for row, (word, line) in enumerate((("Address", first), ("With it", second))):
            grid.addWidget(PlainLabel(word, look="muted"), row, 0)
            grid.addLayout(line, row, 1)
        grid.setColumnStretch(1, 1)

    def order(self) -> WebCaptureOrder:
        """What stands in the fields."""
        expect = self.expect.text().strip()
        return WebCaptureOrder(
            pages=(Page(self.address.text().strip()),),
            account=self.account.currentData(),
            note=self.note.text().strip() or None,
            expect=(expect,) if expect else (),
        )

    def chosen_engine(self) -> str:
        """Key of the chosen browser; empty while none can be used."""
        return str(self.engine.currentData() or "")

    def show_accounts(self, accounts: tuple[Account, ...]) -> None:
        """Offer these; what was chosen stays chosen."""
        chosen = self.account.currentData()
        self.account.clear()
        self.account.addItem(NO_ACCOUNT, None)
        for one in accounts:
            self.account.addItem(wording.account(one), one.id)
        self.account.setCurrentIndex(max(0, self.account.findData(chosen)))

    def show_browsers(self, browsers: tuple[Browser, ...]) -> None:
        """Offer those that can be used here."""
        chosen = self.chosen_engine()
        self.engine.clear()
        for one in browsers:
            if one.missing is None:
                self.engine.addItem(one.title, one.key)
        self.engine.setCurrentIndex(max(0, self.engine.findData(chosen)))

    def captured(self, order: WebCaptureOrder) -> None:
        """Make room for the next page: account and browser stay, and what was written since this one was ordered."""
        for field, used in (
            (self.address, order.pages[0].url),
            (self.note, order.note),
            (self.expect, "".join(order.expect)),
        ):
            if field.text().strip() == (used or ""):
                field.clear()

    def allow(self, *, writing: bool) -> None:
        """Let it be used, where the case can be written to and a browser is there."""
        usable = writing and bool(self.chosen_engine())
        for control in (self.capture, self.browse):
            control.setEnabled(usable)
        for field in (self.address, self.account, self.note, self.expect, self.engine):
            field.setEnabled(writing)


def _field(placeholder: str, name: str) -> QLineEdit:
    made = QLineEdit()
    _name(made, placeholder, name)
    return made


def _name(field: QLineEdit, placeholder: str, name: str) -> None:
    field.setPlaceholderText(placeholder)
    field.setAccessibleName(name)
