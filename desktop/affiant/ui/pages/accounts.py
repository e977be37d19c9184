"""Accounts: the list, a form that adds observations and never overwrites, and the history of each."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from affiant.core.model import Account
from affiant.core.names import visible
from affiant.core.platforms import PLATFORMS, TITLES
from affiant.ui import wording
from affiant.ui.icons import Icons
from affiant.ui.jobs import Jobs
from affiant.ui.models.second_line import SECOND_LINE
from affiant.ui.page import Page, PageWidget
from affiant.ui.session import Session
from affiant.ui.theme import SPACE
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.form_rows import add_row
from affiant.ui.widgets.page_frame import PageFrame
from affiant.ui.widgets.plain_label import ElidedLabel, PlainLabel
from affiant.ui.widgets.problem_card import ProblemCard
from affiant.ui.widgets.two_line_delegate import TwoLineDelegate
from affiant.workflow.accounts import AccountForm

_ID = Qt.ItemDataRole.UserRole
_KINDS = {
    "handle": "Handle",
    "durable_id": "Durable id",
    "name": "Display name",
    "bio": "Bio",
    "url": "URL",
}
_HEADS = ("Observed (our clock)", "What", "Value", "Event")


class AccountsPage(Page):
    """See the module."""

    key = "accounts"
    title = "Accounts"
    icon = "accounts"
    needs_case = True

    def build(self, session: Session, jobs: Jobs, icons: Icons) -> PageWidget:  # noqa: ARG002 - the contract
        """See `Page.build`."""
        return AccountsWidget(session, icons)


class AccountsWidget(PageFrame):
    """The page's widget."""

    def __init__(self, session: Session, icons: Icons) -> None:
        super().__init__(
            "Accounts", "An account is known by its durable id. Handle, name and bio are observations with a date."
        )
        self._session = session
        self._chosen: str | None = None
        self._as_shown: dict[str, str] = {}
        self._drafts: dict[str | None, dict[str, str]] = {}
        """What was typed and not recorded, by account; None: the new one."""
        self.new = button("&New account", self.start_new, icons=icons, icon="add", tip="Ctrl+Shift+N")
        self.head.addWidget(self.new)
        self.list = QListWidget()
        self.list.setAccessibleName("Accounts of the case")
        self.list.setItemDelegate(TwoLineDelegate(self.list, 56))
        self.list.setMinimumWidth(280)
        self.list.setMaximumWidth(360)
        self.list.currentItemChanged.connect(self._choose)
        self.none = PlainLabel("No account yet. Fill in the form to add the first.", look="muted", wrap=True)
        self.heading = PlainLabel(look="head")
        self.platform = QComboBox()
        for key in PLATFORMS:
            self.platform.addItem(TITLES[key], key)
        self.durable_id = _line("As the platform gives it: digits, or text such as UC…")
        self.handle = _line("Without the @")
        self.name = _line("As it is shown, in any script")
        self.url = _line("https://")
        self.bio = QPlainTextEdit()
        self.bio.setTabChangesFocus(True)
        self.bio.setFixedHeight(84)
        self.save = button("&Add the account", self.record, look="main", tip="Ctrl+S")
        self.problem = ProblemCard()
        self.history = self._history()
        self.history_title = PlainLabel("EVERYTHING OBSERVED, OLDEST FIRST", look="caption")
        body = QHBoxLayout()
        body.setSpacing(SPACE * 3)
        left = QVBoxLayout()
        left.addWidget(self.none)
        left.addWidget(self.list, 1)
        body.addLayout(left)
        body.addWidget(self._form(), 1)
        self.column.addLayout(body, 1)
        for keys, action in ((QKeySequence("Ctrl+Shift+N"), self.start_new), (QKeySequence("Ctrl+S"), self.record)):
            shortcut = QShortcut(keys, self)
            shortcut.activated.connect(action)
        session.opened.connect(self._another_case)
        session.changed.connect(self._refresh)
        session.account_wanted.connect(self.fill_in)
        self._refresh()
        self._fill(None)

    def start_new(self) -> None:
        """Show the form for another account, with what was typed there before."""
        self._put_aside()
        self.list.setCurrentRow(-1)
        self._fill(None)
        self.handle.setFocus()

    def fill_in(self, form: AccountForm) -> None:
        """Show the form for another account with what is known of it; nothing is recorded yet."""
        self.start_new()
        self.platform.setCurrentIndex(self.platform.findData(form.platform))
        known = {"durable_id": form.durable_id, "handle": form.handle, "name": form.name, "url": form.url}
        self._type({**known, "bio": form.bio})
        self.asks_to_be_shown.emit()

    def record(self) -> None:
        """Add the account, or what differs from the newest observations of the chosen one."""
        if not self.save.isEnabled():
            return
        fields = self._typed()
        form = AccountForm(platform=self.platform.currentData(), **fields)
        chosen = self._chosen
        self.problem.hide()
        self.save.setEnabled(False)
        self._session.write(
            "Recording the account",
            lambda case, _progress: case.observe_account(chosen, form) if chosen else case.add_account(form),
            partial(self._recorded, chosen),
            self._failed,
        )

    def _recorded(self, chosen: str | None, account: Account) -> None:
        self._session.said.emit(f"{account.id} is recorded.")
        self._drafts.pop(chosen, None)
        if chosen != self._chosen:  # another is being looked at by now
            self._refresh()
            return
        self._chosen = account.id
        self._refresh()
        self._fill(account)

    def _failed(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        self.problem.tell(error)

    def _typed(self) -> dict[str, str]:
        return {
            "durable_id": self.durable_id.text().strip(),
            "handle": self.handle.text().strip().removeprefix("@"),
            "name": self.name.text().strip(),
            "bio": self.bio.toPlainText().strip(),
            "url": self.url.text().strip(),
        }

    def _choose(self, item: QListWidgetItem | None) -> None:
        case = self._session.reading
        if item is not None and case is not None:
            self._put_aside()
            self._fill(case.account(item.data(_ID)))

    def _put_aside(self) -> None:
        """Keep what was typed and not recorded for when the account is shown again."""
        typed = self._typed()
        if typed != self._as_shown:
            self._drafts[self._chosen] = typed
        else:
            self._drafts.pop(self._chosen, None)

    def _another_case(self) -> None:
        self._drafts.clear()
        self._as_shown = self._typed()
        self.start_new()

    def _fill(self, account: Account | None) -> None:
        self._chosen = account.id if account else None
        self.problem.hide()
        self.heading.setText(wording.account(account) + f"  ({account.id})" if account else "New account")
        self.platform.setEnabled(account is None)
        if account is not None:
            self.platform.setCurrentIndex(self.platform.findData(account.platform))
        for kind, field in (
            ("durable_id", self.durable_id),
            ("handle", self.handle),
            ("name", self.name),
            ("url", self.url),
        ):
            field.setText((account.latest(kind) if account else None) or "")
        self.bio.setPlainText((account.latest("bio") if account else None) or "")
        self._as_shown = self._typed()
        if draft := self._drafts.pop(self._chosen, None):
            self._type(draft)
        self.save.setText("&Record what changed" if account else "&Add the account")
        self.save.setEnabled(self._session.writable)
        self._show_history(account)

    def _type(self, fields: dict[str, str]) -> None:
        self.durable_id.setText(fields["durable_id"])
        self.handle.setText(fields["handle"])
        self.name.setText(fields["name"])
        self.url.setText(fields["url"])
        self.bio.setPlainText(fields["bio"])

    def _show_history(self, account: Account | None) -> None:
        observations = account.observations if account else ()
        self.history.setRowCount(len(observations))
        for row, one in enumerate(observations):
            texts = (wording.time(one.at), _KINDS.get(one.kind, one.kind), visible(one.value), f"{one.seq:,}")
            for column, text in enumerate(texts):
                self.history.setItem(row, column, QTableWidgetItem(text))
        self.history.setVisible(account is not None)
        self.history_title.setVisible(account is not None)

    def _refresh(self) -> None:
        case = self._session.reading
        accounts = case.accounts() if case else ()
        self.list.blockSignals(True)
        self.list.clear()
        for one in accounts:
            captures = case.count_captures(account=one.id, withdrawn=True) if case else 0
            name = wording.isolated(one.latest("name") or "", 60) if one.latest("name") else ""
            known = wording.count(captures, "capture", "captures")
            item = QListWidgetItem(wording.account(one))
            item.setData(SECOND_LINE, "  ·  ".join(text for text in (one.id, name, known) if text))
            item.setData(_ID, one.id)
            self.list.addItem(item)
            if one.id == self._chosen:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self.list.setVisible(bool(accounts))
        self.none.setVisible(not accounts)
        self.new.setEnabled(self._session.writable)
        self.save.setEnabled(self._session.writable)
        chosen = next((one for one in accounts if one.id == self._chosen), None)
        if chosen is not None and self._typed() == self._as_shown:
            self._fill(chosen)
        elif chosen is not None:
            self._show_history(chosen)

    def _form(self) -> QScrollArea:
        form = QFormLayout()
        form.setVerticalSpacing(SPACE)
        form.setHorizontalSpacing(SPACE * 2)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("Platform", self.platform),
            ("Durable id", self.durable_id),
            ("Handle", self.handle),
            ("Display name", self.name),
            ("URL", self.url),
            ("Bio", self.bio),
        )
        for label, field in rows:
            add_row(form, label, field)
        actions = QHBoxLayout()
        actions.addWidget(self.save)
        actions.addWidget(ElidedLabel("Earlier values are kept; nothing is overwritten.", look="muted"), 1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(2, 0, 2, 0)
        column.setSpacing(SPACE * 3 // 2)
        column.addWidget(self.heading)
        column.addLayout(form)
        column.addWidget(self.problem)
        column.addLayout(actions)
        column.addSpacing(SPACE)
        column.addWidget(self.history_title)
        column.addWidget(self.history, 1)
        column.addStretch(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(content)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _history(self) -> QTableWidget:
        table = QTableWidget(0, len(_HEADS))
        table.setHorizontalHeaderLabels(_HEADS)
        table.setAccessibleName("Everything observed of the account, oldest first")
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.setMinimumHeight(140)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(0, 184)
        return table


def _line(placeholder: str) -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText(placeholder)
    return line
