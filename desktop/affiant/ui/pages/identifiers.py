"""Identifier desk: what an address, a number, a code or a file name says by itself, as it is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from affiant.analysis.identifiers.desk import DeskAnswer
from affiant.analysis.identifiers.reading import Reading
from affiant.analysis.identifiers.registry import PLATFORM_DESKS
from affiant.analysis.identifiers.rows import answer_rows
from affiant.core.platforms import PLATFORMS
from affiant.ui.icons import Icons
from affiant.ui.jobs import Jobs
from affiant.ui.page import Page, PageWidget
from affiant.ui.session import Session
from affiant.ui.theme import SPACE
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.page_frame import PageFrame
from affiant.ui.widgets.plain_label import PlainLabel
from affiant.ui.widgets.reading_card import ReadingCard, copy_buttons, rows_grid
from affiant.workflow.accounts import AccountForm
from affiant.workflow.identifiers import desk

NOTHING = "Paste an address, an ID, a code or a file name. Nothing is looked up on a network."


class IdentifiersPage(Page):
    """See the module."""

    key = "identifiers"
    title = "Identifier desk"
    icon = "identifiers"

    def build(self, session: Session, jobs: Jobs, icons: Icons) -> PageWidget:  # noqa: ARG002 - the contract
        """See `Page.build`."""
        return IdentifiersWidget(session, icons)


class IdentifiersWidget(PageFrame):
    """The page's widget."""

    def __init__(self, session: Session, icons: Icons) -> None:
        super().__init__("Identifier desk", "Times read out of numbers are derived, never what the platform shows.")
        self._session = session
        self._icons = icons
        self.cards: list[ReadingCard] = []
        self.answer: DeskAnswer | None = None
        self.paste_button = button("&Paste", self.paste, look="main", icons=icons, icon="paste", tip="Ctrl+Shift+V")
        self.head.addWidget(self.paste_button)
        self.text = QLineEdit()
        self.text.setPlaceholderText("URL, ID, code, @handle or file name")
        self.text.setAccessibleName("What to read")
        self.text.setClearButtonEnabled(True)
        self.platform = QComboBox()
        self.platform.setAccessibleName("Platform")
        self.platform.addItem("Any platform", None)
        for one in PLATFORM_DESKS:
            self.platform.addItem(one.title, one.key)
        self.older = QCheckBox("&Known to be older")
        self.older.setToolTip("Decode a number below the range that was verified; the result is marked")
        line = QHBoxLayout()
        line.setSpacing(SPACE)
        line.addWidget(self.text, 1)
        line.addWidget(self.platform)
        line.addWidget(self.older)
        self.column.addLayout(line)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName("What it says")
        self.column.addWidget(self.area, 1)
        self.text.textChanged.connect(self._read)
        self.platform.currentIndexChanged.connect(self._read)
        self.older.toggled.connect(self._read)
        session.opened.connect(self._read)
        session.changed.connect(self._writable_changed)
        self._was_writable = session.writable
        shortcut = QShortcut(QKeySequence("Ctrl+Shift+V"), self)
        shortcut.activated.connect(self.paste)
        self._read()

    def paste(self) -> None:
        """Read what lies on the clipboard as text."""
        self.text.setText(QGuiApplication.clipboard().text().strip())
        self.text.setFocus()

    def _writable_changed(self) -> None:
        if self._session.writable != self._was_writable:
            self._read()

    def _read(self) -> None:
        """Read what stands in the line; white space around it comes from pasting and is not meant."""
        self._was_writable = self._session.writable
        text = self.text.text().strip()
        now = self._session.verbs.now()
        answer = desk(text, now, self.platform.currentData(), older=self.older.isChecked()) if text else None
        self.answer = answer
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, SPACE, 0)
        column.setSpacing(SPACE * 3 // 2)
        add = self._add if self._session.writable else None
        self.cards = [ReadingCard(one, self._icons, self._copy, add) for one in (answer.readings if answer else ())]
        if answer is None:
            column.addWidget(PlainLabel(NOTHING, look="muted", wrap=True))
        elif answer.refusal is not None:
            column.addWidget(PlainLabel(f"Nothing was read. {answer.refusal.text}", look="warn", wrap=True))
        if answer is not None and (rows := answer_rows(answer)):
            frame = QFrame()
            frame.setProperty("look", "card")
            inside = QVBoxLayout(frame)
            inside.setContentsMargins(SPACE * 2, SPACE * 3 // 2, SPACE * 2, SPACE * 3 // 2)
            inside.setSpacing(SPACE)
            inside.addLayout(rows_grid(rows))
            exact = {"cleaned URL": answer.cleaned_url, "target": answer.target}
            copied = {word: text for word, text in exact.items() if text}
            inside.addLayout(copy_buttons(copied, self._icons, self._copy))
            column.addWidget(frame)
        for card in self.cards:
            column.addWidget(card)
        column.addStretch(1)
        self.area.setWidget(content)

    def _copy(self, word: str, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._session.said.emit(f"The {word} is on the clipboard.")

    def _add(self, reading: Reading) -> None:
        """Fill in the form of an account; the person looks at it and records it."""
        answer = self.answer
        alone = answer is not None and answer.readings[0] is reading and not reading.candidate
        self._session.account_wanted.emit(
            AccountForm(
                platform=reading.platform if reading.platform in PLATFORMS else "other",
                handle=reading.handle or "",
                durable_id=reading.id or "",
                url=(reading.cleaned_url or "") if alone else "",
            )
        )
