"""Captures: add by button, drop and paste; the list; everything about the selected one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QItemSelectionModel, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from affiant.ui import wording
from affiant.ui.dialogs.choosing import choose_files, choose_folder
from affiant.ui.dialogs.withdraw import WithdrawDialog
from affiant.ui.icons import Icons
from affiant.ui.incoming import DROPPED, PASTED, Incoming
from affiant.ui.jobs import Jobs
from affiant.ui.models.capture_table import CaptureTable, Column
from affiant.ui.models.thumbnails import Thumbnails
from affiant.ui.page import Page, PageWidget
from affiant.ui.pasted_files import PastedFiles
from affiant.ui.session import Session
from affiant.ui.theme import SPACE
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.dropping import MimeDropTarget
from affiant.ui.widgets.empty_area import empty_area
from affiant.ui.widgets.failed_files import FailedFiles
from affiant.ui.widgets.item_pane import ItemPane
from affiant.ui.widgets.page_frame import PageFrame
from affiant.ui.widgets.plain_label import PlainLabel
from affiant.ui.widgets.row_table import row_table
from affiant.ui.widgets.search_field import SearchField
from affiant.ui.widgets.thumbnail_delegate import ThumbnailDelegate
from affiant.ui.widgets.watch_bar import WatchBar
from affiant.workflow.add_files import AddOrder, AddOutcome

_ROW = 60
_LOOK_MS = 1000
_LOOKED_AT = 200
"""Selected captures that are looked at to see what can be done with them; a selection may be all 100,000."""
_PREVIEW = 92
_WIDEST: dict[int, str] = {
    Column.NUMBER: "Same as C000000",
    Column.CAPTURED: "2026-11-03 10:12:17 UTC",
    Column.SHA256: "0123456789abcdefg",
}
"""Texts that must fit, by column; the name takes what is left."""
_EMPTY = (
    "Nothing is in the case yet",
    "Drop files, folders, pictures, addresses or text here, or paste with Ctrl+V",
    "Each is hashed, stored and recorded before anything is asked.",
)
NO_ACCOUNT = "No account"


class CapturesPage(Page):
    """See the module."""

    key = "captures"
    title = "Captures"
    icon = "captures"
    needs_case = True

    def build(self, session: Session, jobs: Jobs, icons: Icons) -> PageWidget:
        """See `Page.build`."""
        return CapturesWidget(session, jobs, icons)


class CapturesWidget(PageFrame):
    """The page's widget."""

    def __init__(self, session: Session, jobs: Jobs, icons: Icons) -> None:
        super().__init__("Captures", "Drop or paste anything, or add files. Originals are never changed.")
        self._session = session
        self._pasted = PastedFiles(session.verbs.home)
        self.incoming = Incoming(session, self._pasted, self.add_paths, self)
        self.thumbnails = Thumbnails(self)
        self.model = CaptureTable(self.thumbnails, self)
        self.add = button("&Add files…", self.choose, look="main", icons=icons, icon="add", tip="Ctrl+I")
        self.add_folder = button(
            "Add a &folder…", self.choose_folder, icons=icons, icon="folder", tip="With everything in it: Ctrl+Shift+I"
        )
        self.paste_button = button("&Paste", self.paste, icons=icons, icon="paste", tip="Ctrl+V")
        self.watch_button = button(
            "Wa&tch a folder…", self.watch_folder, icons=icons, icon="watch", tip="Files are added as they come into it"
        )
        for one in (self.add, self.add_folder, self.paste_button, self.watch_button):
            self.head.addWidget(one)
        self.account = QComboBox()
        self.account.setAccessibleName("Account of what is added next")
        self.url = QLineEdit()
        self.url.setPlaceholderText("URL of what is added next")
        self.url.setAccessibleName("URL of what is added next")
        self.note = QLineEdit()
        self.note.setPlaceholderText("Note on what is added next")
        self.note.setAccessibleName("Note on what is added next")
        self.search = SearchField("Search names, notes, URLs, accounts", "Search the captures")
        self.search.searched.connect(self._search)
        self.watch_bar = WatchBar(session, icons, self._watched)
        self.column.addWidget(self.watch_bar)
        self.column.addLayout(self._next_add())
        self.table = row_table(
            self.model, "Captures of the case", _WIDEST, Column.NAME, several=True, least_height=_ROW
        )
        self.table.setItemDelegateForColumn(Column.PREVIEW, ThumbnailDelegate(icons, self.table))
        self.table.setColumnWidth(Column.PREVIEW, _PREVIEW)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.pane = ItemPane(session, self.thumbnails, icons)
        self.fit = button("&Mark fit for press", self.mark_fit, tip="A person looked, and it may be shown to the press")
        self.read_button = button(
            "Read as e&xport",
            session.records_wanted.emit,
            icons=icons,
            icon="records",
            tip="If the selected files are a platform's own export: read the messages and posts in it",
        )
        self.withdraw_button = button("&Withdraw…", self.withdraw, icons=icons, icon="withdraw")
        self.counted = PlainLabel(look="muted")
        self.stack = QStackedWidget()
        self.stack.addWidget(self._list())
        self.stack.addWidget(empty_area(icons, *_EMPTY))
        self.column.addWidget(self.stack, 1)
        self.failed = FailedFiles(self.add_paths, icons)
        self.column.addWidget(self.failed)
        self._drops = (
            MimeDropTarget(self, self.take_from_window, self.incoming.accepts),
            MimeDropTarget(self.table.viewport(), self.take_from_window, self.incoming.accepts),
        )
        for keys, action in (
            (QKeySequence(QKeySequence.StandardKey.Paste), self.paste),
            (QKeySequence("Ctrl+I"), self.choose),
            (QKeySequence("Ctrl+Shift+I"), self.choose_folder),
            (QKeySequence(QKeySequence.StandardKey.Find), self.search.setFocus),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.activated.connect(action)
        session.opened.connect(self._show_case)
        session.changed.connect(self._refresh)
        self._since_look = QElapsedTimer()
        self._since_look.start()
        jobs.changed.connect(self._look_again)
        self._show_case()

    def end(self) -> None:
        """See `PageWidget.end`."""
        self.watch_bar.stop()
        self.thumbnails.close()

    def takes_from_window(self, mime: QMimeData) -> bool:
        """See `PageWidget.takes_from_window`."""
        return self.incoming.accepts(mime)

    def take_from_window(self, mime: QMimeData) -> None:
        """See `PageWidget.take_from_window`."""
        self.asks_to_be_shown.emit()
        self.incoming.take(mime, DROPPED)

    def watch_folder(self) -> None:
        """Ask for a folder and watch it; account, URL and note are those of now for all that comes."""
        if not self._session.writable or not (folder := choose_folder(self, "Watch a folder")):
            return
        account, url, note = self.account.currentData(), self.url.text().strip(), self.note.text().strip()
        self.watch_bar.watch(folder, lambda paths: AddOrder(paths, account, url or None, note or None))

    def choose(self) -> None:
        """Ask for files and add them."""
        if self._session.writable and (paths := choose_files(self, "Add files to the case")):
            self.add_paths(paths)

    def choose_folder(self) -> None:
        """Ask for a folder and add everything in it."""
        if self._session.writable and (path := choose_folder(self, "Add a folder to the case")):
            self.add_paths((path,))

    def paste(self) -> None:
        """Take what lies on the clipboard: files, else a picture, else the address of a page, else text."""
        self.incoming.take(QGuiApplication.clipboard().mimeData(), PASTED)

    def add_paths(self, paths: tuple[Path, ...]) -> None:
        """Take files and folders into the case, with the account, URL and note that stand above the list."""
        order = AddOrder(
            sources=paths,
            account=self.account.currentData(),
            url=self.url.text().strip() or None,
            note=self.note.text().strip() or None,
            not_obtained=self._pasted.not_obtained(paths),
        )
        self._session.write(
            "Adding files",
            lambda case, progress: case.add_files(order, progress),
            lambda outcome: self._added(order, outcome),
        )

    def mark_fit(self) -> None:
        """Record that the selected captures are fit for the press."""
        ids = self._session.selection
        if ids:
            self._session.write(
                "Recording the review",
                lambda case, _progress: case.mark_fit(ids, "press"),
                lambda _result: self._session.said.emit(
                    f"{wording.count(len(ids), 'capture is', 'captures are')} marked fit for press."
                ),
            )

    def withdraw(self) -> None:
        """Ask for a reason and withdraw the selected captures."""
        if self._session.selection:
            WithdrawDialog(self._session, self._session.selection, self.window()).ask()

    def _added(self, order: AddOrder, outcome: AddOutcome) -> None:
        failed = {one.path for one in outcome.failed}
        if not outcome.cancelled:
            self._pasted.remove(path for path in order.sources if str(path) not in failed)
        self.failed.tell(outcome.failed)
        again = sum(1 for one in outcome.captures if one.same_as is not None)
        words = f"{wording.count(len(outcome.captures), 'capture was', 'captures were')} added."
        if again:
            words += f" {wording.count(again, 'has', 'have')} the same bytes as an earlier one."
        if outcome.cancelled:
            words = f"Stopped, and nothing is half done. {words}"
        elif not outcome.failed:
            self.url.clear()
            self.note.clear()
        if outcome.failed:
            words += f" {wording.count(len(outcome.failed), 'file was', 'files were')} not taken; see the list."
        if outcome.not_examined is not None:
            words += f" Pictures were not all looked into: {outcome.not_examined.title}."
        self._session.said.emit(words)
        if outcome.captures:
            self._select_number(outcome.captures[-1].number)

    def _watched(self, outcome: AddOutcome) -> None:
        self.failed.tell(outcome.failed)
        words = f"{wording.count(len(outcome.captures), 'file came', 'files came')} out of the watched folder."
        self._session.said.emit(words)

    def _select_number(self, number: int) -> None:
        row = self.model.row_of_number(number)
        if row is not None:
            index = self.model.index(row, Column.NUMBER)
            how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.table.selectionModel().setCurrentIndex(index, how)
            self.table.scrollTo(index)

    def _show_case(self) -> None:
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.failed.tell(())
        self.model.show_case(self._session.reading)
        self.pane.show_capture(None)
        self._refresh()

    def _refresh(self) -> None:
        case = self._session.reading
        self.model.refresh()
        chosen = self.account.currentData()
        self.account.clear()
        self.account.addItem(NO_ACCOUNT, None)
        for one in case.accounts() if case else ():
            self.account.addItem(wording.account(one), one.id)
        self.account.setCurrentIndex(max(0, self.account.findData(chosen)))
        total = case.count_captures(withdrawn=True) if case else 0
        self.stack.setCurrentIndex(0 if total else 1)
        adding = (self.add, self.add_folder, self.paste_button, self.watch_button)
        for control in (*adding, self.account, self.url, self.note):
            control.setEnabled(self._session.writable)
        self._selected()

    def _look_again(self) -> None:
        """Let the list grow while files are being added."""
        if self._since_look.elapsed() > _LOOK_MS and not self.search.text():
            self._since_look.restart()
            if self.model.grown():
                self.model.refresh()
                self.stack.setCurrentIndex(0)

    def _search(self) -> None:
        self.model.search(self.search.text())
        self._selected()

    def _selected(self) -> None:
        chosen = self.table.selectionModel().selection()
        ranges = [chosen.at(place) for place in range(chosen.count())]
        rows = sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})
        self._session.select(tuple(self.model.id_at(row) for row in rows))
        current = self.model.capture_at(self.table.currentIndex().row()) if rows else None
        self.pane.show_capture(current)
        looked_at = [capture for row in rows[:_LOOKED_AT] if (capture := self.model.capture_at(row)) is not None]
        withdrawn = [one.withdrawn is not None for one in looked_at]
        unfit = [one.withdrawn is None and "press" not in one.fit_for for one in looked_at]
        self.fit.setEnabled(self._session.writable and any(unfit))
        self.read_button.setEnabled(self._session.writable and bool(rows) and not any(withdrawn))
        self.withdraw_button.setEnabled(self._session.writable and bool(rows) and not any(withdrawn))
        words = wording.count(self.model.rowCount(), "capture", "captures")
        if self.model.searching:
            words = f"{words} found"
            if self.model.more_found:
                words = f"The first {words}; another word narrows it"
        self.counted.setText(f"{words}, {len(rows):,} selected" if rows else words)

    def _next_add(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(PlainLabel("Next add", look="muted"))
        self.account.setMinimumWidth(200)
        row.addWidget(self.account)
        row.addWidget(self.url, 2)
        row.addWidget(self.note, 2)
        return row

    def _list(self) -> QWidget:
        right = QWidget()
        pane = QVBoxLayout(right)
        pane.setContentsMargins(SPACE, 0, 0, 0)
        pane.addWidget(self.pane, 1)
        actions = QHBoxLayout()
        actions.addWidget(self.fit)
        actions.addWidget(self.withdraw_button)
        pane.addWidget(self.read_button)
        pane.addLayout(actions)
        left = QWidget()
        lists = QVBoxLayout(left)
        lists.setContentsMargins(0, 0, 0, 0)
        lists.setSpacing(SPACE)
        above = QHBoxLayout()
        above.addWidget(self.search, 1)
        above.addWidget(self.counted)
        lists.addLayout(above)
        lists.addWidget(self.table, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        splitter.setChildrenCollapsible(False)
        splitter.handle(1).setAccessibleName("Width of the details")
        return splitter
