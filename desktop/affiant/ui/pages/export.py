"""Hand over: who it is for, what goes in, where it is written; then a pack that verifies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from affiant.core.errors import AffiantError
from affiant.core.identity import fingerprint_words
from affiant.core.names import visible
from affiant.ui import wording
from affiant.ui.dialogs.choosing import choose_folder
from affiant.ui.dialogs.new_case import folder_name
from affiant.ui.icons import Icons
from affiant.ui.jobs import Jobs
from affiant.ui.page import Page, PageWidget
from affiant.ui.session import Session
from affiant.ui.theme import SPACE
from affiant.ui.verbs import PackWish
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.page_frame import PageFrame
from affiant.ui.widgets.plain_label import ElidedLabel, PlainLabel
from affiant.ui.widgets.problem_card import ProblemCard
from affiant.ui.widgets.tile import Tile
from affiant.workflow.export_pack import ExportOutcome

PROFILES = {
    "court": ("Court", "Everything of the chosen captures, originals and the full ledger.", "court"),
    "platform": ("Platform", "Notice, tables and exhibits for the platform's own team.", "platform"),
    "press": ("Press", "Only captures that a person marked fit for press.", "press"),
}
"""Key: title, sentence, icon."""
_FOR = {"court": "a court", "platform": "a platform", "press": "the press"}


class ExportPage(Page):
    """See the module."""

    key = "export"
    title = "Hand over"
    icon = "export"
    needs_case = True

    def build(self, session: Session, jobs: Jobs, icons: Icons) -> PageWidget:  # noqa: ARG002 - the contract
        """See `Page.build`."""
        return ExportWidget(session, icons)


class ExportWidget(PageFrame):
    """The page's widget."""

    def __init__(self, session: Session, icons: Icons) -> None:
        super().__init__("Hand over", "A pack is signed, and checked before you are told that it is done.")
        self._session = session
        self._icons = icons
        self._outcome: ExportOutcome | None = None
        self.tiles: dict[str, Tile] = {}
        self._group = QButtonGroup(self)
        self._content = QWidget()
        inner = QVBoxLayout(self._content)
        inner.setContentsMargins(0, 0, SPACE, 0)
        inner.setSpacing(SPACE * 3 // 2)
        inner.addWidget(PlainLabel("WHO IS IT FOR", look="caption"))
        inner.addLayout(self._profiles())
        inner.addWidget(PlainLabel("WHAT GOES IN", look="caption"))
        self.all = QRadioButton()
        self.only = QRadioButton()
        self.all.setChecked(True)
        which = QButtonGroup(self)
        for one in (self.all, self.only):
            which.addButton(one)
            one.toggled.connect(self._describe)
            inner.addWidget(one)
        inner.addWidget(PlainLabel("WHERE IT IS WRITTEN", look="caption"))
        self.zip = QRadioButton("One &ZIP file")
        self.folder = QRadioButton("A f&older")
        self.zip.setChecked(True)
        forms = QButtonGroup(self)
        form_row = QHBoxLayout()
        for one in (self.zip, self.folder):
            forms.addButton(one)
            form_row.addWidget(one)
        form_row.addStretch(1)
        inner.addLayout(form_row)
        self.target = QLineEdit()
        self.target.setAccessibleName("File or folder that is written")
        self.target.textEdited.connect(self._keep_target)
        self._own_target = False
        self._below = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        self.zip.toggled.connect(self._propose)
        target_row = QHBoxLayout()
        target_row.addWidget(self.target, 1)
        choose = button("C&hoose…", self._choose)
        choose.setAccessibleName("Choose where the pack is written")
        target_row.addWidget(choose)
        inner.addLayout(target_row)
        self.signer = PlainLabel(wrap=True, selectable=True)
        self.time = PlainLabel(wrap=True)
        inner.addWidget(PlainLabel("HOW IT IS SEALED", look="caption"))
        inner.addWidget(self.signer)
        inner.addWidget(self.time)
        self.problem = ProblemCard()
        inner.addWidget(self.problem)
        self.result = self._result()
        inner.addWidget(self.result)
        inner.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName("What is handed over, and where to")
        self.area.setWidget(self._content)
        self.column.addWidget(self.area, 1)
        self.act = button("", self.export, look="main", icons=icons, icon="export", tip="Ctrl+Return")
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.activated.connect(self.act.click)
        actions = QHBoxLayout()
        actions.addStretch(1)
        actions.addWidget(self.act)
        self.column.addLayout(actions)
        session.opened.connect(self._another_case)
        session.changed.connect(self._describe)
        session.selection_changed.connect(self._describe)
        self._another_case()

    def window_keys(self) -> Mapping[str, Callable[[], object]]:
        """See `PageWidget.window_keys`."""
        return {"Ctrl+Shift+H": self.asks_to_be_shown.emit}

    @property
    def profile(self) -> str:
        """Key of the chosen profile."""
        return next(key for key, tile in self.tiles.items() if tile.isChecked())

    def export(self) -> None:
        """Write the pack."""
        if not self.target.text().strip():
            self._own_target = False
            self._propose()
        wish = PackWish(
            profile=self.profile,
            out=Path(self.target.text()).expanduser().absolute(),
            captures=self._session.selection if self.only.isChecked() else None,
            language="en",
        )
        self.problem.hide()
        self.result.hide()
        self.act.setEnabled(False)
        self._session.write(
            f"Making the pack for {_FOR[wish.profile]}",
            lambda case, progress: case.export_pack(wish, progress),
            self._done,
            self._failed,
        )

    def _done(self, outcome: ExportOutcome) -> None:
        self._outcome = outcome
        self.where.show_whole(visible(str(outcome.pack)))
        self.holds.setText(
            f"{wording.count(outcome.captures, 'capture', 'captures')} of {outcome.of:,}, "
            f"{wording.count(outcome.files, 'file', 'files')}. {outcome.time_text}"
        )
        self.words.setText(" ".join(fingerprint_words(outcome.fingerprint)))
        self.result.show()
        self._own_target = False
        self._propose()
        self._describe()
        self._session.said.emit("The pack is written and verified.")
        self._reveal(self.result)

    def _failed(self, error: BaseException) -> None:
        self.problem.tell(error)
        self._describe()
        self._reveal(self.problem)

    def _reveal(self, widget: QWidget) -> None:
        self._content.adjustSize()
        self.area.ensureWidgetVisible(widget)

    def _describe(self) -> None:
        case = self._session.reading
        total = case.count_captures() if case else 0
        selected = len(self._session.selection)
        self.all.setText(f"All {wording.count(total, 'capture', 'captures')} that are not withdrawn")
        self.only.setText(
            f"Only the {wording.count(selected, 'capture', 'captures')} selected on the page Captures"
            if selected
            else "Only selected captures: none is selected on the page Captures"
        )
        self.only.setEnabled(selected > 0)
        if not selected and self.only.isChecked():
            self.all.setChecked(True)
        number = selected if self.only.isChecked() else total
        self.act.setText(f"Si&gn and save {wording.count(number, 'capture', 'captures')} for {_FOR[self.profile]}")
        self.act.setEnabled(self._session.writable and number > 0)
        self._say_seal()

    def _say_seal(self) -> None:
        identity = self._session.signer
        self.signer.setText(
            f"Signed by “{visible(identity.name)}”. The recipient compares these words, got from you by another way: "
            f"{' '.join(identity.words)}"
            if identity
            else "This case is not open for writing, so nothing can be signed."
        )
        authorities = self._session.time_authorities()
        if isinstance(authorities, AffiantError):
            self.time.setText(f"Time: {authorities.title}. {authorities.remedy}")
            return
        self.time.setText(
            f"Time: {wording.count(len(authorities), 'time authority', 'time authorities')} will be asked. If none "
            "answers, the pack says: device clock only."
            if authorities
            else "Time: no time authority is set up, so the pack says: device clock only. "
            "A time proof can be added later."
        )

    def _another_case(self) -> None:
        self.result.hide()
        self.problem.hide()
        self._own_target = False
        self._propose()
        self._describe()

    def _propose(self) -> None:
        if self._own_target:
            return
        case = self._session.reading
        stem = f"{folder_name(case.info.title) if case else 'case'}-{self.profile}"
        ending = ".zip" if self.zip.isChecked() else ""
        target = self._below / f"{stem}{ending}"
        number = 1
        while target.exists():
            number += 1
            target = self._below / f"{stem}-{number}{ending}"
        self.target.setText(str(target))

    def _keep_target(self) -> None:
        self._own_target = True

    def _choose(self) -> None:
        below = choose_folder(self, "Write the pack in", self._below)
        if below is not None:
            self._below = below
            self._own_target = False
            self._propose()

    def _changed_profile(self) -> None:
        self._propose()
        self._describe()

    def _show_in_folder(self) -> None:
        if self._outcome is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._outcome.pack.parent)))

    def _verify(self) -> None:
        if self._outcome is not None:
            self._session.verification_wanted.emit(self._outcome.pack)

    def _profiles(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE * 3 // 2)
        for key, (words, sentence, icon) in PROFILES.items():
            tile = Tile(words, sentence, self._icons, icon, self._changed_profile)
            tile.setCheckable(True)
            self._group.addButton(tile)
            self.tiles[key] = tile
            row.addWidget(tile, 1)
        next(iter(self.tiles.values())).setChecked(True)
        return row

    def _result(self) -> QFrame:
        card = QFrame()
        card.setProperty("look", "card")
        card.setAccessibleName("The pack that was written")
        grid = QGridLayout(card)
        grid.setContentsMargins(16, 12, 16, 14)
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(6)
        sign = PlainLabel()
        self._icons.dress(sign, "pass", colour="good", size=24)
        self.where = ElidedLabel()
        self.holds = PlainLabel(wrap=True)
        self.words = PlainLabel(look="head", wrap=True, selectable=True)
        grid.addWidget(sign, 0, 0)
        grid.addWidget(PlainLabel("The pack is written and verified", look="head"), 0, 1)
        grid.addWidget(self.where, 1, 1)
        grid.addWidget(self.holds, 2, 1)
        grid.addWidget(PlainLabel("Tell the recipient these words by phone or in person:", look="muted"), 3, 1)
        grid.addWidget(self.words, 4, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(button("Show in &folder", self._show_in_folder, icons=self._icons, icon="folder"))
        buttons.addWidget(button("&Verify it now", self._verify, icons=self._icons, icon="verdict"))
        buttons.addStretch(1)
        grid.addLayout(buttons, 5, 1)
        card.hide()
        return card
