"""The window: navigation, the pages of the registry, running work, and one line of words. It knows no page by name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QIcon,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from affiant.core.case_reading import CaseReading
from affiant.core.errors import AffiantError
from affiant.core.names import visible
from affiant.ui import wording
from affiant.ui.icons import Icons
from affiant.ui.jobs import ONLINE, Jobs
from affiant.ui.page import Page, PageWidget
from affiant.ui.session import Session
from affiant.ui.theme import SPACE
from affiant.ui.widgets.dropping import MimeDropTarget
from affiant.ui.widgets.job_bar import JobBar
from affiant.ui.widgets.plain_label import ElidedLabel, PlainLabel
from affiant.ui.widgets.status_line import StatusLine

_SIZE = QSize(1280, 800)
_SMALLEST = QSize(960, 600)
_SIDE = 208


class MainWindow(QMainWindow):
    """The window.

    Args:
        session: the open case.
        jobs: running work.
        icons: our icons.
        pages: from the registry, in the order of the navigation.
    """

    def __init__(self, session: Session, jobs: Jobs, icons: Icons, pages: Sequence[Page]) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._closing = False
        self._pages = tuple(pages)
        self.resize(_SIZE)
        self.setMinimumSize(_SMALLEST)
        self.setWindowIcon(QIcon(icons.pixmap("affiant", "accent", 64)))
        self.stack = QStackedWidget()
        self.choosers: dict[str, QToolButton] = {}
        self.widgets: dict[str, PageWidget] = {}
        self._before: list[str] = []
        side = self._side(icons)
        for page in self._pages:
            widget = page.build(session, jobs, icons)
            widget.asks_to_be_shown.connect(partial(self.show_page, page.key))
            widget.asks_to_leave.connect(self.leave_page)
            self.widgets[page.key] = widget
            self.stack.addWidget(widget)
        content = QWidget()
        across = QHBoxLayout(content)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(side)
        column = QVBoxLayout()
        column.setSpacing(0)
        self.notice = QFrame()
        self.notice.setProperty("look", "notice")
        self.notice_words = PlainLabel(wrap=True)
        QHBoxLayout(self.notice).addWidget(self.notice_words)
        column.addWidget(self.notice)
        column.addWidget(self.stack, 1)
        column.addWidget(JobBar(jobs))
        across.addLayout(column, 1)
        whole = QWidget()
        down = QVBoxLayout(whole)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(content, 1)
        self.status = StatusLine()
        down.addWidget(self.status)
        self.setCentralWidget(whole)
        session.opened.connect(self._opened)
        session.changed.connect(self._describe)
        session.said.connect(self.say)
        jobs.changed.connect(self._no_longer_closing)
        jobs.changed.connect(self._say_network)
        self._drops = MimeDropTarget(self, self._take_drop, lambda mime: self._taker(mime) is not None)
        self._keys()
        self._describe()
        self.show_page(self._pages[0].key)

    @property
    def current(self) -> str:
        """Key of the page that is shown."""
        return self._pages[self.stack.currentIndex()].key

    def show_page(self, key: str) -> None:
        """Show a page, unless it needs a case and none is open."""
        page = next(one for one in self._pages if one.key == key)
        if page.needs_case and self._session.reading is None:
            return
        if self._before[-1:] != [key]:
            self._before = [*(one for one in self._before if one != key), key]
        self.stack.setCurrentWidget(self.widgets[key])
        for other, chooser in self.choosers.items():
            chooser.setChecked(other == key)
        self._title(page)

    def leave_page(self) -> None:
        """Show the page before."""
        if len(self._before) > 1:
            self._before.pop()
            self.show_page(self._before[-1])

    def say(self, words: str) -> None:
        """Say a sentence in the status bar and to a screen reader."""
        self.status.say(words)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Close the case before the window goes; a case that cannot be closed well is said, and the window stays."""
        if self._jobs.running and not self._closing:
            self._closing = True
            self.notice_words.setText("Work is still running. Close once more to stop it; what is finished stays.")
            self.notice.show()
            event.ignore()
            return
        error = self._session.shut_down()
        if error is not None:
            event.ignore()
            self._describe()
            self._session.problem.emit(error)
            return
        for widget in self.widgets.values():
            widget.end()
        super().closeEvent(event)

    def _taker(self, mime: QMimeData) -> PageWidget | None:
        """The first page that takes what is dropped on the window."""
        return next((one for one in self.widgets.values() if one.takes_from_window(mime)), None)

    def _take_drop(self, mime: QMimeData) -> None:
        if (taker := self._taker(mime)) is not None:
            taker.take_from_window(mime)

    def _no_longer_closing(self) -> None:
        if self._closing and not self._jobs.running:
            self._closing = False
            self._describe()

    def _opened(self) -> None:
        if self._session.reading is None:
            self._before.clear()
            self.show_page(self._pages[0].key)
            return
        self._before = self._before[:1]
        self.show_page(next(page.key for page in self._pages if page.needs_case))

    def _describe(self) -> None:
        case = self._session.reading
        for page in self._pages:
            if page.key in self.choosers:
                self.choosers[page.key].setEnabled(case is not None or not page.needs_case)
        self.notice.setVisible(self._session.read_only is not None)
        self.notice_words.setText(self._session.read_only or "")
        if case is None:
            self.status.where.show_whole("No case is open")
            self.status.ledger.setText("")
            self.case_title.setText("No case is open")
            self.case_holds.show_whole("")
        else:
            self.status.where.show_whole(visible(str(case.folder)))
            self.status.ledger.setText(f"{wording.count(case.size(), 'event', 'events')} sealed")
            self.case_title.setText(visible(case.info.title, 80))
            self.case_holds.show_whole(_held(case))
        self._title(self._pages[self.stack.currentIndex()])
        self._say_network()

    def _say_network(self) -> None:
        if any(job.lane in ONLINE for job in self._jobs.running):
            self.status.network.setText("Network: used to capture pages")
            return
        asked = self._session.time_authorities()
        self.status.network.setText(
            "Network: not used" if asked == () or isinstance(asked, AffiantError) else "Network: only to prove times"
        )

    def _title(self, page: Page) -> None:
        case = self._session.reading
        self.setWindowTitle(f"{page.title} – {visible(case.info.title, 80) if case else 'Affiant'}")

    def _side(self, icons: Icons) -> QFrame:
        side = QFrame()
        side.setObjectName("side")
        width = max(_SIDE, self.fontMetrics().horizontalAdvance("0,000 captures, 00 withdrawn") + 5 * SPACE)
        side.setFixedWidth(width)
        column = QVBoxLayout(side)
        column.setContentsMargins(SPACE, SPACE * 2, SPACE, SPACE * 2)
        column.setSpacing(4)
        self.case_title = PlainLabel(look="head", wrap=True)
        self.case_title.setContentsMargins(12, 0, 4, 0)
        self.case_holds = ElidedLabel(look="muted")
        self.case_holds.setContentsMargins(12, 0, 4, 0)
        column.addWidget(self.case_title)
        column.addWidget(self.case_holds)
        column.addSpacing(SPACE)
        for page in self._pages:
            if not page.in_navigation:
                continue
            chooser = QToolButton()
            chooser.setText(f"  {page.title}")
            chooser.setAccessibleName(page.title)
            chooser.setCheckable(True)
            chooser.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            chooser.setFixedWidth(width - 2 * SPACE)
            chooser.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            chooser.setToolTip(f"Ctrl+{len(self.choosers) + 1}")
            icons.dress(chooser, page.icon)
            chooser.clicked.connect(partial(self.show_page, page.key))
            column.addWidget(chooser)
            self.choosers[page.key] = chooser
        column.addStretch(1)
        return side

    def _keys(self) -> None:
        for number, key in enumerate(self.choosers, 1):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self).activated.connect(partial(self._go_to, key))
        for widget in self.widgets.values():
            for keys, action in widget.window_keys().items():
                QShortcut(QKeySequence(keys), self).activated.connect(action)
        for keys in ("F6", "Shift+F6"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._change_sides)

    def _change_sides(self) -> None:
        """Take the focus from the navigation to the page, where it was last, or back."""
        page, focused = self.widgets[self.current], self.focusWidget()
        if focused is not None and page.isAncestorOf(focused):
            next(chooser for chooser in self.choosers.values() if chooser.isEnabled()).setFocus()
            return
        self._into_page(page)

    def _go_to(self, key: str) -> None:
        """Show a page for somebody at the keyboard, who goes on in it."""
        self.show_page(key)
        page, focused = self.widgets[self.current], self.focusWidget()
        if focused is None or not focused.hasFocus() or not page.isAncestorOf(focused):
            self._into_page(page)

    @staticmethod
    def _into_page(page: PageWidget) -> None:
        """Take the focus to where it was last in a page, or to its first control."""
        last: QWidget | None = page.focusWidget()
        if last is None or not last.isVisible():
            last = next((one for one in page.findChildren(QWidget) if _takes_focus(one)), None)
        if last is not None:
            last.setFocus()


def _held(case: CaseReading) -> str:
    captures, all_of_them = case.count_captures(), case.count_captures(withdrawn=True)
    words = wording.count(captures, "capture", "captures")
    return f"{words}, {all_of_them - captures:,} withdrawn" if all_of_them > captures else words


def _takes_focus(control: QWidget) -> bool:
    by_tab = Qt.FocusPolicy.TabFocus.value & control.focusPolicy().value
    return bool(by_tab) and control.isVisible() and control.isEnabled()
