"""The table of addresses that are to be captured, and what can be done with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from affiant.core.model import Target
from affiant.ui import wording
from affiant.ui.icons import Icons
from affiant.ui.models.target_table import Column, TargetTable
from affiant.ui.theme import SPACE
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.plain_label import ElidedLabel, PlainLabel
from affiant.ui.widgets.row_table import row_table
from affiant.workflow.target_states import STATES, state_of

_WIDEST: dict[int, str] = {
    Column.TARGET: "T000000",
    Column.ACCOUNT: "@a_handle_of_some",
    Column.DOUBLE: "Captured as C00000",
    Column.STATE: "this is no address of a page",
}
_EMPTY = "No addresses yet. Paste a list with Ctrl+V, drop a CSV or text file here, or add one. No row is ever dropped."


class TargetList(QWidget):
    """The table with its buttons."""

    choose_wanted = Signal()
    paste_wanted = Signal()
    run_wanted = Signal()
    retry_wanted = Signal()
    again_wanted = Signal()
    pause_wanted = Signal()
    stop_wanted = Signal()
    selection_changed = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.model = TargetTable(self)
        self._states: Counter[str] = Counter()
        self.add = button("&Add a list…", self.choose_wanted.emit, icons=icons, icon="add", tip="Text or CSV")
        self.paste = button("&Paste", self.paste_wanted.emit, icons=icons, icon="paste", tip="Ctrl+V")
        self.run = button("Capture a&ll", self.run_wanted.emit, look="main", icons=icons, icon="web")
        self.retry = button("&Retry failed", self.retry_wanted.emit, tip="And capture what is left")
        self.again = button("Capture selecte&d", self.again_wanted.emit, tip="Whatever became of them before")
        self.pause = button("Pa&use", self.pause_wanted.emit, tip="Waits once the page under way is captured")
        self.stop = button("S&top", self.stop_wanted.emit, tip="What is captured stays")
        self.counted = ElidedLabel(look="muted")
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        for one in (self.add, self.paste):
            buttons.addWidget(one)
        buttons.addWidget(self.counted, 1)
        for one in (self.pause, self.stop, self.again, self.retry, self.run):
            buttons.addWidget(one)
        self.empty = PlainLabel(_EMPTY, look="muted", wrap=True)
        self.table = row_table(self.model, "Addresses to capture", _WIDEST, Column.ADDRESS, several=True)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(buttons)
        column.addWidget(self.empty)
        column.addWidget(self.table, 1)

    def show_targets(
        self, targets: tuple[Target, ...], before: Mapping[str, str], doubtful: Callable[[str], bool]
    ) -> None:
        """Show these; see `TargetTable.show_targets`."""
        self.model.show_targets(targets, before, doubtful)
        self._states = Counter(state_of(one) for one in targets)
        self.empty.setVisible(not targets)
        self.table.setVisible(bool(targets))
        parts = [f"{self._states[key]:,} {words.lower()}" for key, words in STATES.items() if self._states[key]]
        self.counted.show_whole(f"{wording.count(len(targets), 'row', 'rows')}: {', '.join(parts)}" if targets else "")

    def forget(self) -> None:
        """Show nothing: another case comes."""
        self.show_targets((), {}, lambda _capture: False)

    def selected(self) -> tuple[str, ...]:
        """Ids of the selected rows that hold an address."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return tuple(one.id for row in rows if (one := self.model.target(row)).url)

    def allow(self, *, writing: bool, adding: bool, running: bool, paused: bool) -> None:
        """Say what can be done now.

        Args:
            writing: the case takes captures, and a browser is there.
            adding: the case takes lists.
            running: a run is under way.
            paused: it waits, or will.
        """
        for one in (self.add, self.paste):
            one.setEnabled(adding)
        idle = writing and not running
        self.run.setEnabled(idle and self._states["to-capture"] > 0)
        self.retry.setEnabled(idle and self._states["failed"] > 0)
        self.again.setEnabled(idle and bool(self.selected()))
        self.pause.setVisible(running)
        self.stop.setVisible(running)
        self.pause.setText("Go o&n" if paused else "Pa&use")
