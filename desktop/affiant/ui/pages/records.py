"""Records: platforms' own exports, and what they hold: searchable, each record with its place in the original."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit

from affiant.core import event_types
from affiant.core.event import Event
from affiant.ui import wording
from affiant.ui.dialogs.choosing import choose_file, choose_folder
from affiant.ui.icons import Icons
from affiant.ui.jobs import Jobs
from affiant.ui.models.record_table import RecordTable
from affiant.ui.page import Page, PageWidget
from affiant.ui.record_wording import import_counts, import_title, outcome_words
from affiant.ui.session import Session
from affiant.ui.theme import SPACE
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.dropping import DropTarget
from affiant.ui.widgets.empty_area import empty_area
from affiant.ui.widgets.failed_files import FailedFiles
from affiant.ui.widgets.page_frame import PageFrame
from affiant.ui.widgets.plain_label import PlainLabel
from affiant.ui.widgets.record_view import RecordView
from affiant.ui.widgets.search_field import SearchField
from affiant.workflow.import_export import ImportOrder, ImportOutcome, WhatWasRead

NO_ACCOUNT = "No account"
SEARCHED = "Found in all imports. Clear the search to see one of them."
NOTHING = (
    "Drop the folder, ZIP or file that a platform gave out, or import it.",
    "It is taken whole and stays unchanged; what is read out of it points back into it.",
)


class RecordsPage(Page):
    """See the module."""

    key = "records"
    title = "Records"
    icon = "records"
    needs_case = True

    def build(self, session: Session, jobs: Jobs, icons: Icons) -> PageWidget:  # noqa: ARG002 - the contract
        """See `Page.build`."""
        return RecordsWidget(session, icons)


class RecordsWidget(PageFrame):
    """The page's widget."""

    def __init__(self, session: Session, icons: Icons) -> None:
        super().__init__("Records", "What platforms' own exports hold. Derived: the export itself is the evidence.")
        self._session = session
        self._imports: tuple[Event, ...] = ()
        self.model = RecordTable(self)
        self.file_button = button(
            "&Import an export…", self.choose, look="main", icons=icons, icon="add", tip="A ZIP or a single file"
        )
        self.folder_button = button("Import a &folder…", self.choose_folder, icons=icons, icon="folder")
        self.selected_button = button(
            "&Read selected captures",
            self.read_selected,
            tip="The captures selected on the page Captures, as one export",
        )
        for one in (self.file_button, self.folder_button, self.selected_button):
            self.head.addWidget(one)
        self.account = QComboBox()
        self.account.setAccessibleName("Account of what is imported next")
        self.account.setMinimumWidth(200)
        self.note = QLineEdit()
        self.note.setPlaceholderText("Note on what is imported next")
        self.note.setAccessibleName("Note on what is imported next")
        self.which = QComboBox()
        self.which.setAccessibleName("Import that is shown")
        self.which.currentIndexChanged.connect(self._show_import)
        self.search = SearchField("Search texts, names and ids of all imports", "Search the records")
        self.search.searched.connect(self._show_import)
        self.counts = PlainLabel(look="muted", wrap=True)
        self.counted = PlainLabel(look="muted")
        self.view = RecordView(self.model)
        self.empty = empty_area(icons, "No export was read yet", *NOTHING)
        self.failed = FailedFiles(self.import_paths, icons)
        self._lay_out()
        self._drops = tuple(
            DropTarget(one, self.import_paths, lambda: session.writable) for one in (self, self.view.table.viewport())
        )
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.search.setFocus)
        session.opened.connect(self._show_case)
        session.changed.connect(self._refresh)
        session.selection_changed.connect(self._allow)
        session.records_wanted.connect(self._read_and_show)
        self._show_case()

    def choose(self) -> None:
        """Ask for a file and import it."""
        if self._session.writable and (path := choose_file(self, "Import a platform's own export")):
            self.import_paths((path,))

    def choose_folder(self) -> None:
        """Ask for a folder and import it."""
        if self._session.writable and (path := choose_folder(self, "Import the folder of an export")):
            self.import_paths((path,))

    def import_paths(self, paths: tuple[Path, ...]) -> None:
        """Import exports, one after the other."""
        for path in paths:
            self._import(ImportOrder(path, self.account.currentData(), self.note.text().strip() or None))

    def _import(self, order: ImportOrder) -> None:
        self._session.write(
            "Importing an export", lambda case, progress: case.import_export(order, progress), self._imported
        )

    def read_selected(self) -> None:
        """Read the selected captures as one export."""
        ids = self._session.selection
        if ids:
            self._session.write(
                "Reading an export", lambda case, progress: case.read_captures(ids, progress), self._read
            )

    def _read_and_show(self) -> None:
        self.asks_to_be_shown.emit()
        self.read_selected()

    def _imported(self, outcome: ImportOutcome) -> None:
        self.failed.tell(outcome.not_taken)
        words = f"{wording.count(len(outcome.captures), 'capture was', 'captures were')} added."
        if outcome.not_taken:
            words += f" {wording.count(len(outcome.not_taken), 'file was', 'files were')} not taken; see the list."
        if outcome.trouble is not None:
            self._session.problem.emit(outcome.trouble)
        if outcome.cancelled or outcome.trouble is not None or not outcome.captures:
            self._session.said.emit(f"Stopped, and nothing is half done. {words}" if outcome.cancelled else words)
            return
        self.note.clear()
        self._read(outcome.what, words)

    def _read(self, what: WhatWasRead, before: str = "") -> None:
        self._session.said.emit(f"{before} {outcome_words(what)}".strip())
        place = self.which.findData(what.event)
        if what.event is not None and place >= 0:
            self.search.clear()
            self.which.setCurrentIndex(place)

    def _show_case(self) -> None:
        self._imports = ()
        self.which.clear()
        self.search.clear()
        self.failed.tell(())
        self._refresh()

    def _refresh(self) -> None:
        case = self._session.reading
        chosen = self.account.currentData()
        self.account.clear()
        self.account.addItem(NO_ACCOUNT, None)
        for one in case.accounts() if case else ():
            self.account.addItem(wording.account(one), one.id)
        self.account.setCurrentIndex(max(0, self.account.findData(chosen)))
        imports = tuple(case.events_of_type(event_types.EXPORT_READ)) if case else ()
        if [one.seq for one in imports] != [one.seq for one in self._imports] or not imports:
            self._imports = imports
            self.which.blockSignals(True)
            self.which.clear()
            for event in reversed(imports):
                self.which.addItem(import_title(event), event.seq)
            self.which.blockSignals(False)
            self._show_import()
        self._allow()

    def _show_import(self) -> None:
        case, words = self._session.reading, self.search.text().strip()
        event = next((one for one in self._imports if one.seq == self.which.currentData()), None)
        self.counts.setText(SEARCHED if words else import_counts(event) if event is not None else "")
        total = sum(int(one["count"]) for one in event.data["read"]) if event is not None else 0
        if case is not None and words:
            self.model.show_found(case, words)
        else:
            self.model.show_import(case, event.seq if event is not None else 0, total)
        found = wording.count(self.model.rowCount(), "record", "records")
        found = f"{found} found in all imports" if words else found
        self.counted.setText(f"The first {found}; another word narrows it" if self.model.more_found else found)
        for one in (self.which, self.search, self.view, self.counts, self.counted):
            one.setVisible(bool(self._imports))
        self.empty.setVisible(not self._imports)

    def _allow(self) -> None:
        writable = self._session.writable
        for one in (self.file_button, self.folder_button, self.account, self.note):
            one.setEnabled(writable)
        self.selected_button.setEnabled(writable and bool(self._session.selection))

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(SPACE)
        above.addWidget(PlainLabel("Next import", look="muted"))
        above.addWidget(self.account)
        above.addWidget(self.note, 1)
        looking = QHBoxLayout()
        looking.setSpacing(SPACE)
        looking.addWidget(self.which, 1)
        looking.addWidget(self.search, 1)
        looking.addWidget(self.counted)
        self.column.addLayout(above)
        self.column.addLayout(looking)
        self.column.addWidget(self.counts)
        self.column.addWidget(self.view, 1)
        self.column.addWidget(self.empty, 1)
        self.column.addWidget(self.failed)
