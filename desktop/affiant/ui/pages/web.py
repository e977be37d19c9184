"""Web: one page by its address, a browser window to go about in, and lists of addresses."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from affiant.core.errors import AffiantError
from affiant.ui import wording
from affiant.ui.dialogs.choosing import choose_files
from affiant.ui.icons import Icons
from affiant.ui.jobs import BROWSE, WEB, Job, Jobs
from affiant.ui.page import Page, PageWidget
from affiant.ui.session import Session
from affiant.ui.widgets.dropping import DropTarget, local_files
from affiant.ui.widgets.page_frame import PageFrame
from affiant.ui.widgets.plain_label import PlainLabel
from affiant.ui.widgets.problem_card import ProblemCard
from affiant.ui.widgets.target_list import TargetList
from affiant.ui.widgets.web_order import WebOrderForm
from affiant.ui.widgets.web_result import WebResult
from affiant.workflow.pausing import Pause
from affiant.workflow.target_lists import AddedTargets, read_list_bytes
from affiant.workflow.target_runs import CAPTURED, FAILED, RunOrder, RunOutcome
from affiant.workflow.web_browsers import Browser
from affiant.workflow.web_pages import Page as WebPageOrder
from affiant.workflow.web_pages import WebCaptureOrder, WebCaptureOutcome

PASTED = "pasted"


class WebPage(Page):
    """See the module."""

    key = "web"
    title = "Web"
    icon = "web"
    needs_case = True

    def build(self, session: Session, jobs: Jobs, icons: Icons) -> PageWidget:
        """See `Page.build`."""
        return WebWidget(session, jobs, icons)


class WebWidget(PageFrame):
    """The page's widget."""

    _told = Signal(object)
    """From the thread that works: a target was tried, or the browser window captured something."""

    def __init__(self, session: Session, jobs: Jobs, icons: Icons) -> None:
        super().__init__("Web", "A clean browser, without your log-ins. Each page becomes a capture of its own.")
        self._session = session
        self._jobs = jobs
        self._run: Job | None = None
        self._window: Job | None = None
        self._pause = Pause()
        self._before: dict[str, str] = {}
        self.browsers: tuple[Browser, ...] = ()
        self.form = WebOrderForm(icons)
        self.form.capture_wanted.connect(self.capture)
        self.form.browse_wanted.connect(self.browse)
        self.form.engine.currentIndexChanged.connect(self._allow)
        self.missing = ProblemCard()
        self.result = WebResult(self._capture_accepted, icons)
        self.list = TargetList(icons)
        self.list.choose_wanted.connect(self.choose)
        self.list.paste_wanted.connect(self.paste)
        self.list.run_wanted.connect(self.run)
        self.list.retry_wanted.connect(self.retry)
        self.list.again_wanted.connect(self.capture_selected)
        self.list.pause_wanted.connect(self.pause_or_go_on)
        self.list.stop_wanted.connect(self.stop)
        self.list.selection_changed.connect(self._allow)
        self.column.addWidget(self.form)
        self.column.addWidget(self.missing)
        self.column.addWidget(self.result)
        self.column.addWidget(PlainLabel("ADDRESSES TO CAPTURE", look="caption"))
        below = QVBoxLayout()
        below.addWidget(self.list)
        self.column.addLayout(below, 1)
        self._drops = (
            DropTarget(self, self.add_paths, lambda: session.writable),
            DropTarget(self.list.table.viewport(), self.add_paths, lambda: session.writable),
        )
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        self._told.connect(self._heard)
        session.page_wanted.connect(self.want)
        session.opened.connect(self._show_case)
        session.changed.connect(self._refresh)
        jobs.changed.connect(self._allow)
        self._show_case()

    def want(self, address: str) -> None:
        """Show an address that was dropped or pasted elsewhere; the person captures it."""
        self.form.address.setText(address)
        self.asks_to_be_shown.emit()
        self.form.address.setFocus()

    def capture(self) -> None:
        """Capture the page of the address field."""
        if not self.form.address.text().strip():
            self.form.address.setFocus()
            self._session.said.emit("Write the address of a page first.")
            return
        self._capture(self.form.order())

    def browse(self) -> None:
        """Open the browser window; what is captured there is told as it comes."""
        engine, account = self.form.chosen_engine(), self.form.account.currentData()
        self._window = self._session.write(
            "Browser window",
            lambda case, progress: case.web.browse(engine, account, progress, self._told.emit),
            lambda taken: self._session.said.emit(
                f"The browser window is closed. {wording.count(taken, 'capture was', 'captures were')} taken in it."
            ),
            self._window_failed,
            lane=BROWSE,
        )
        self._allow()

    def choose(self) -> None:
        """Ask for a list and add it."""
        if self._session.writable and (paths := choose_files(self, "Add a list of addresses")):
            self.add_paths(paths)

    def paste(self) -> None:
        """Add the addresses of the clipboard: lists as files, else text."""
        clipboard = QGuiApplication.clipboard()
        text = clipboard.text()  # of an empty clipboard there is not even a `mimeData`; of files it is their addresses
        if not text.strip():
            self._session.said.emit("There is no text on the clipboard.")
        elif files := local_files(clipboard.mimeData()):
            self.add_paths(files)
        else:
            self._add(text.encode("utf-8", "backslashreplace"), PASTED)

    def add_paths(self, paths: tuple[Path, ...]) -> None:
        """Add lists from files."""
        for path in paths:
            try:
                self._add(read_list_bytes(path), path.name)
            except AffiantError as error:
                self._session.problem.emit(error)

    def run(self) -> None:
        """Capture everything that is still to be captured."""
        self._start(RunOrder())

    def retry(self) -> None:
        """Capture what is left, and what failed once more."""
        self._start(RunOrder(retry_failed=True))

    def capture_selected(self) -> None:
        """Capture the selected rows, whatever became of them before."""
        self._start(RunOrder(self.list.selected()))

    def pause_or_go_on(self) -> None:
        """Let the run wait before the next address, or go on."""
        if self._pause.wanted:
            self._pause.go_on()
        else:
            self._pause.hold()
        self._allow()

    def stop(self) -> None:
        """Stop the run; what is captured stays."""
        if self._run is not None:
            self._jobs.cancel(self._run)
            self._pause.go_on()

    def _capture_accepted(self, url: str, fingerprint: str) -> None:
        self._capture(
            WebCaptureOrder(
                (WebPageOrder(url),), account=self.form.account.currentData(), accept_certificate=fingerprint
            )
        )

    def _capture(self, order: WebCaptureOrder) -> None:
        engine = self.form.chosen_engine()
        self._session.write(
            "Capturing a page",
            lambda case, progress: case.web.capture(engine, order, progress),
            self._captured,
            lane=WEB,
        )

    def _captured(self, outcome: WebCaptureOutcome) -> None:
        self.result.tell(outcome)
        if outcome.cancelled:
            self._session.said.emit("Stopped, and nothing is half done.")
        elif outcome.captures and not outcome.failed:
            self.form.captured()
            self._session.said.emit(f"{outcome.captures[-1].capture.id} is captured, hashed and sealed.")
        else:
            self._session.said.emit("The page was not captured; see why.")

    def _window_failed(self, error: BaseException) -> None:
        if isinstance(error, AffiantError):
            self.missing.tell(error)
        else:
            self._session.problem.emit(error)

    def _add(self, data: bytes, name: str) -> None:
        self._session.write(
            "Adding a list", lambda case, progress: case.web.add_list(data, name, progress), self._added
        )

    def _added(self, added: AddedTargets) -> None:
        self._before |= added.captured_before
        self._refresh()
        unusable = sum(1 for one in added.targets if one.url is None)
        doubles = sum(1 for one in added.targets if one.duplicate_of)
        words = f"{wording.count(len(added.targets), 'row was', 'rows were')} added, none dropped."
        if doubles:
            words += f" {wording.count(doubles, 'is a double', 'are doubles')}."
        if unusable:
            words += f" {wording.count(unusable, 'holds', 'hold')} no address."
        self._session.said.emit(words)

    def _start(self, order: RunOrder) -> None:
        engine, self._pause = self.form.chosen_engine(), Pause()
        pause = self._pause
        self._run = self._session.write(
            "Capturing addresses",
            lambda case, progress: case.web.run(engine, order, progress, pause, self._told.emit),
            self._ran,
            lane=WEB,
        )
        self._allow()

    def _ran(self, outcome: RunOutcome) -> None:
        captured = sum(1 for one in outcome.tried if one.outcome == CAPTURED)
        failed = sum(1 for one in outcome.tried if one.outcome == FAILED)
        words = f"{captured:,} captured, {failed:,} failed, {outcome.to_capture:,} still to capture."
        if outcome.offline:
            words += " This computer has no network: what needs one stays to be captured."
        if outcome.ended is not None:
            self._session.problem.emit(outcome.ended)
        self._session.said.emit(f"Stopped. {words}" if outcome.cancelled else words)

    def _heard(self, what: object) -> None:
        if isinstance(what, WebCaptureOutcome):
            self.result.tell(what)
        self._session.changed.emit()

    def _show_case(self) -> None:
        self._before = {}
        self.result.hide()
        self.list.forget()
        case = self._session.reading
        if case is not None and self._session.writable:
            self._session.write(
                "Looking for a browser",
                lambda writer, _progress: (writer.web.browsers(), writer.web.captured_before()),
                self._looked,
            )
        self._refresh()

    def _looked(self, found: tuple[tuple[Browser, ...], dict[str, str]]) -> None:
        self.browsers, self._before = found
        self.form.show_browsers(self.browsers)
        usual = self.browsers[0]
        if usual.missing is not None:
            self.missing.tell(usual.missing)
        else:
            self.missing.hide()
        self._refresh()

    def _refresh(self) -> None:
        case = self._session.reading
        self.form.show_accounts(case.accounts() if case else ())
        self.list.show_targets(case.targets() if case else (), self._before)
        self._allow()

    def _allow(self) -> None:
        running = self._jobs.running
        writable = self._session.writable
        self.form.allow(writing=writable)
        if self._window in running:
            self.form.browse.setEnabled(False)
        self.list.allow(
            writing=writable and bool(self.form.chosen_engine()),
            adding=writable,
            running=self._run in running,
            paused=self._pause.wanted,
        )
