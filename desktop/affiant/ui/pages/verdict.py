"""Verify: three lines, never one; then what was found, what it proves and what it does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QSaveFile, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from affiant.core.errors import AffiantError, ExitStatus
from affiant.core.names import visible
from affiant.core.verdict import LineName, State, Verdict
from affiant.core.verdict_words import head_line
from affiant.ui import wording
from affiant.ui.dialogs.choosing import choose_file, choose_folder, choose_target
from affiant.ui.icons import Icons
from affiant.ui.jobs import CHECK, Jobs
from affiant.ui.models.findings_table import FindingsTable
from affiant.ui.page import Page, PageWidget
from affiant.ui.session import Session
from affiant.ui.theme import SPACE
from affiant.ui.verdict_wording import STATE_COLOURS, as_text, worst_state
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.dropping import DropTarget
from affiant.ui.widgets.empty_area import empty_area
from affiant.ui.widgets.page_frame import PageFrame
from affiant.ui.widgets.plain_label import ElidedLabel, PlainLabel
from affiant.ui.widgets.problem_card import ProblemCard
from affiant.ui.widgets.verdict_line import VerdictLine

NO_TRUST = "No trust file: the keys cannot be compared with anything that you got outside of the pack."


class VerdictPage(Page):
    """See the module."""

    key = "verdict"
    title = "Verify"
    icon = "verdict"

    def build(self, session: Session, jobs: Jobs, icons: Icons) -> PageWidget:
        """See `Page.build`."""
        return VerdictWidget(session, jobs, icons)


class VerdictWidget(PageFrame):
    """The page's widget."""

    def __init__(self, session: Session, jobs: Jobs, icons: Icons) -> None:
        super().__init__("Verify", "Drop a pack or a case folder here, or choose one. Nothing in it is changed.")
        self._session = session
        self._jobs = jobs
        self._icons = icons
        self._path: Path | None = None
        self._trust: tuple[Path, ...] = ()
        self._verdict: Verdict | None = None
        self.choose_pack = button(
            "Choose a &pack…", self.choose, look="main", icons=icons, icon="verdict", tip="Ctrl+Shift+V"
        )
        self.choose_dir = button("Choose a &folder…", self.choose_directory, icons=icons, icon="folder")
        self.head.addWidget(self.choose_pack)
        self.head.addWidget(self.choose_dir)
        self.trust = ElidedLabel(NO_TRUST, look="muted")
        self.choose_trust = button("Choose a &trust file…", self.choose_trust_file, icons=icons, icon="key")
        trust_row = QHBoxLayout()
        trust_row.addWidget(self.choose_trust)
        trust_row.addWidget(self.trust, 1)
        self.column.addLayout(trust_row)
        self.problem = ProblemCard()
        self.column.addWidget(self.problem)
        self.waiting = empty_area(
            icons, "Drop a pack here", "You will be told three things apart: contents, signer and time."
        )
        self.column.addWidget(self.waiting, 1)
        self.lines = {name: VerdictLine(name, icons) for name in LineName}
        self.findings = FindingsTable(self)
        self.shown = self._result()
        self.column.addWidget(self.shown, 1)
        self.shown.hide()
        self._drops = (DropTarget(self, lambda paths: self.verify(paths[0])),)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        shortcut.activated.connect(self.save)
        session.verification_wanted.connect(self.verify)

    def window_keys(self) -> Mapping[str, Callable[[], object]]:
        """See `PageWidget.window_keys`."""
        return {"Ctrl+Shift+V": self.choose}

    def choose(self) -> None:
        """Ask for a pack and verify it."""
        path = choose_file(self, "Verify a pack", "Packs (*.zip);;All files (*)")
        if path is not None:
            self.verify(path)

    def choose_directory(self) -> None:
        """Ask for a folder, a pack's or a case's, and verify it."""
        path = choose_folder(self, "Verify a pack or a case in a folder")
        if path is not None:
            self.verify(path)

    def choose_trust_file(self) -> None:
        """Ask for a trust file, and verify again with it."""
        path = choose_file(self, "The trust file that the signer gave you", "Trust files (*.json);;All files (*)")
        if path is not None:
            self._trust = (path,)
            self.trust.show_whole(f"Trusting the keys in “{visible(str(path))}”.")
            if self._path is not None:
                self.verify(self._path)

    def verify(self, path: Path) -> None:
        """Verify a pack or a case."""
        self._path = path
        self.asks_to_be_shown.emit()
        self.problem.hide()
        self._jobs.start(
            CHECK,
            "Verifying",
            lambda progress: self._session.verbs.verify(path, self._trust, progress),
            lambda verdict: self.tell(verdict, path),
            self._failed,
        )

    def tell(self, verdict: Verdict, path: Path) -> None:
        """Show a verdict."""
        self._verdict, self._path = verdict, path
        self.problem.hide()
        worst = worst_state(verdict)
        self._icons.dress(self.sign, str(worst), colour=STATE_COLOURS[worst], size=40)
        self.headline.setText(head_line(verdict))
        self.subject.show_whole(visible(str(path)))
        for line in verdict.lines:
            self.lines[line.name].tell(line)
        self._list()
        self.proves.setText("\n".join(f"•  {one}" for one in verdict.proves) or "Nothing.")
        self.does_not.setText("\n".join(f"•  {one}" for one in verdict.does_not_prove))
        self.waiting.hide()
        self.shown.show()
        self._session.said.emit(head_line(verdict))

    def save(self) -> None:
        """Save the result as a text file."""
        if self._verdict is None or self._path is None:
            return
        target = choose_target(self, "Save the result", self._path.with_name(f"{self._path.stem}-verification.txt"))
        if target is None:
            return
        file = QSaveFile(str(target))
        data = as_text(self._verdict, self._path.name).encode("utf-8", "backslashreplace")
        if file.open(QSaveFile.OpenModeFlag.WriteOnly) and file.write(data) == len(data) and file.commit():
            self._session.said.emit("The result is saved.")
            return
        self._session.problem.emit(
            AffiantError(
                "result-not-saved",
                "The result could not be saved",
                subject=str(target),
                safe="The result is still on the page.",
                remedy="Choose another folder, or make room on the disk.",
                status=ExitStatus.DISK,
            )
        )

    def _failed(self, error: BaseException) -> None:
        self.shown.hide()
        self.waiting.show()
        self.problem.tell(error)
        self._session.said.emit("Could not be checked.")

    def _list(self) -> None:
        if self._verdict is None:
            return
        self.findings.show_findings(self._verdict.findings, with_passed=self.with_passed.isChecked())
        passed = sum(1 for one in self._verdict.findings if one.outcome is State.PASS)
        self.with_passed.setText(f"Show the {wording.count(passed, 'check', 'checks')} that passed")
        others = len(self._verdict.findings) - passed
        self.count.setText(
            f"{wording.count(others, 'finding', 'findings')} to look at" if others else "No check found anything wrong"
        )

    def _result(self) -> QScrollArea:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, SPACE, 0)
        column.setSpacing(SPACE)
        self.sign = PlainLabel()
        self.headline = PlainLabel(look="title", wrap=True, selectable=True)
        self.subject = ElidedLabel(look="muted")
        self.save_button = button("Save the &result…", self.save, tip="Ctrl+S")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.headline)
        words.addWidget(self.subject)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        head.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        for line in self.lines.values():
            column.addWidget(line)
        self.proves = PlainLabel(wrap=True, selectable=True)
        self.does_not = PlainLabel(wrap=True, selectable=True)
        both = QHBoxLayout()
        both.setSpacing(SPACE * 3)
        for title, label in (("WHAT THIS PROVES", self.proves), ("WHAT THIS DOES NOT PROVE", self.does_not)):
            half = QVBoxLayout()
            half.setSpacing(4)
            half.addWidget(PlainLabel(title, look="caption"))
            half.addWidget(label)
            half.addStretch(1)
            both.addLayout(half, 1)
        column.addSpacing(SPACE // 2)
        column.addLayout(both)
        self.count = PlainLabel(look="head")
        self.with_passed = QCheckBox("Show the checks that passed")
        self.with_passed.toggled.connect(self._list)
        above = QHBoxLayout()
        above.addWidget(self.count)
        above.addStretch(1)
        above.addWidget(self.with_passed)
        column.addLayout(above)
        column.addWidget(self._table(), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName("The verdict")
        area.setWidget(content)
        return area

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.findings)
        table.setAccessibleName("Findings, worst first")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setMinimumHeight(170)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate((90, 190, 260)):
            table.setColumnWidth(column, width)
        return table
