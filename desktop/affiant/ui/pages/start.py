"""Start: new case, open, recent, practice, verify."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QListWidget, QListWidgetItem

from affiant.core.errors import AffiantError
from affiant.core.names import visible
from affiant.ui import wording
from affiant.ui.dialogs.choosing import choose_file, choose_folder
from affiant.ui.dialogs.new_case import NewCaseDialog
from affiant.ui.dialogs.unlock import open_case
from affiant.ui.icons import Icons
from affiant.ui.jobs import BUILD, Jobs
from affiant.ui.models.second_line import SECOND_LINE
from affiant.ui.page import Page, PageWidget
from affiant.ui.session import Session, is_case
from affiant.ui.theme import SPACE
from affiant.ui.widgets.dropping import DropTarget
from affiant.ui.widgets.page_frame import PageFrame
from affiant.ui.widgets.plain_label import PlainLabel
from affiant.ui.widgets.tile import Tile
from affiant.ui.widgets.two_line_delegate import TwoLineDelegate

_FOLDER = Qt.ItemDataRole.UserRole
PRACTICE_FOLDER = "Affiant practice"
CASES_FOLDER = "Affiant cases"


class StartPage(Page):
    """See the module."""

    key = "start"
    title = "Start"
    icon = "start"

    def build(self, session: Session, jobs: Jobs, icons: Icons) -> PageWidget:
        """See `Page.build`."""
        return StartWidget(session, jobs, icons)


class StartWidget(PageFrame):
    """The page's widget."""

    def __init__(self, session: Session, jobs: Jobs, icons: Icons) -> None:
        super().__init__("Affiant", "Capture, keep custody, and hand over what a stranger can verify.")
        self._session = session
        self._jobs = jobs
        self._icons = icons
        self.new = Tile("New case", "A folder of its own, signed throughout.", icons, "add", self.new_case)
        self.open = Tile("Open a case", "Any case folder on this computer.", icons, "open", self.open_folder)
        self.verify = Tile(
            "Verify a pack", "A ZIP file or folder that somebody gave you.", icons, "verdict", self.check
        )
        self.practice = Tile(
            "Practice case", "Invented evidence, to try everything.", icons, "practice", self.build_one
        )
        tiles = QGridLayout()
        tiles.setSpacing(SPACE * 3 // 2)
        for place, tile in enumerate((self.new, self.open, self.verify, self.practice)):
            tiles.addWidget(tile, place // 2, place % 2)
        self.column.addLayout(tiles)
        self.column.addSpacing(SPACE)
        self.column.addWidget(PlainLabel("RECENT CASES", look="caption"))
        self.recent = QListWidget()
        self.recent.setAccessibleName("Recent cases; Enter opens one")
        self.recent.setItemDelegate(TwoLineDelegate(self.recent, 56))
        self.recent.itemActivated.connect(self._open_recent)
        self.nothing = PlainLabel("Cases that you open are listed here.", look="muted")
        self.column.addWidget(self.nothing, 1, Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(self.recent, 1)
        self.column.addWidget(self._drop_area())
        session.opened.connect(self._list_recent)
        self._list_recent()

    def window_keys(self) -> Mapping[str, Callable[[], object]]:
        """See `PageWidget.window_keys`."""
        return {"Ctrl+N": self.new_case, "Ctrl+O": self.open_folder}

    def new_case(self) -> None:
        """Ask for a new case."""
        NewCaseDialog(self._session, _documents() / CASES_FOLDER, self.window()).ask()

    def open_folder(self) -> None:
        """Ask for a case folder and open it."""
        chosen = choose_folder(self, "Open a case folder", _documents())
        if chosen is not None:
            self.open_path(chosen)

    def open_path(self, folder: Path) -> None:
        """Open a case folder."""
        if not is_case(folder):
            self._session.problem.emit(
                AffiantError(
                    "not-a-case",
                    "This folder is not a case",
                    subject=str(folder),
                    safe="Nothing in it was changed.",
                    remedy="Choose the folder that holds the file case.sqlite. To check a pack, choose Verify a pack.",
                )
            )
            return
        open_case(self._session, folder, self.window(), self._session.problem.emit)

    def check(self) -> None:
        """Ask for a pack and verify it."""
        chosen = choose_file(self, "Verify a pack", "Packs (*.zip bagit.txt);;All files (*)")
        if chosen is not None:
            self._session.verification_wanted.emit(chosen.parent if chosen.name == "bagit.txt" else chosen)

    def build_one(self) -> None:
        """Build the practice case and open it."""
        below = choose_folder(self, "Make the practice case in", _documents())
        if below is None:
            return
        target = below / PRACTICE_FOLDER
        number = 1
        while target.exists():
            number += 1
            target = below / f"{PRACTICE_FOLDER} {number}"
        self._jobs.start(
            BUILD,
            "Building the practice case",
            lambda progress: self._session.verbs.practice(target, progress),
            self.open_path,
        )

    def dropped(self, paths: tuple[Path, ...]) -> None:
        """Open a case folder that was dropped; verify anything else."""
        if is_case(paths[0]):
            self.open_path(paths[0])
        else:
            self._session.verification_wanted.emit(paths[0])

    def _open_recent(self, item: QListWidgetItem) -> None:
        self.open_path(Path(item.data(_FOLDER)))

    def _list_recent(self) -> None:
        self.recent.clear()
        for one in self._session.recent.all():
            there = is_case(one.folder)
            where = f"{wording.isolated(str(one.folder))}{'' if there else '   (not there now)'}"
            item = QListWidgetItem(visible(one.title, 120))
            item.setData(SECOND_LINE, f"{wording.time(one.opened_at)}  ·  {where}")
            item.setData(_FOLDER, str(one.folder))
            self.recent.addItem(item)
        self.recent.setVisible(self.recent.count() > 0)
        self.nothing.setVisible(self.recent.count() == 0)
        if self.recent.count():
            self.recent.setCurrentRow(0)

    def _drop_area(self) -> QFrame:
        area = QFrame()
        area.setProperty("look", "drop")
        area.setMinimumHeight(72)
        row = QHBoxLayout(area)
        sign = PlainLabel()
        self._icons.dress(sign, "drop", colour="muted", size=22)
        row.addStretch(1)
        row.addWidget(sign)
        row.addWidget(PlainLabel("Drop a pack here to verify it, or a case folder to open it", look="muted"))
        row.addStretch(1)
        self._drops = (DropTarget(area, self.dropped), DropTarget(self, self.dropped))
        return area


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
