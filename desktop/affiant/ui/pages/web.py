"""Web: one page by its address, a browser window to go about in, and lists of addresses."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal

from affiant.core.errors import AffiantError
from affiant.ui import wording
from affiant.ui.icons import Icons
from affiant.ui.jobs import BROWSE, WEB, Job, Jobs
from affiant.ui.page import Page, PageWidget
from affiant.ui.session import Session
from affiant.ui.widgets.page_frame import PageFrame
from affiant.ui.widgets.plain_label import PlainLabel
from affiant.ui.widgets.problem_card import ProblemCard
from affiant.ui.widgets.target_panel import TargetPanel
from affiant.ui.widgets.web_order import WebOrderForm
from affiant.ui.widgets.web_result import WebResult, is_doubtful
from affiant.workflow.web_browsers import Browser
from affiant.workflow.web_pages import Page as WebPageOrder
from affiant.workflow.web_pages import WebCaptureOrder, WebCaptureOutcome


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
    """From the thread that works: the browser window captured something."""

    def __init__(self, session: Session, jobs: Jobs, icons: Icons) -> None:
        super().__init__("Web", "A clean browser, without your log-ins. Each page becomes a capture of its own.")
        self._session = session
        self._jobs = jobs
        self._window: Job | None = None
        self._ordered: WebCaptureOrder | None = None
        self.browsers: tuple[Browser, ...] = ()
        self.form = WebOrderForm(icons)
        self.form.capture_wanted.connect(self.capture)
        self.form.browse_wanted.connect(self.browse)
        self.form.engine.currentIndexChanged.connect(self._allow)
        self.missing = ProblemCard()
        self.result = WebResult(self._capture_accepted, icons)
        self.targets = TargetPanel(session, jobs, icons, self.form.chosen_engine)
        self.column.addWidget(self.form)
        self.column.addWidget(self.missing)
        self.column.addWidget(self.result)
        self.column.addWidget(PlainLabel("ADDRESSES TO CAPTURE", look="caption"))
        self.column.addWidget(self.targets, 1)
        self.form.list_pasted.connect(self.targets.paste)
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

    def _capture_accepted(self, url: str, fingerprint: str) -> None:
        order = self._ordered
        if order is None or order.pages[0].url != url:  # it was refused in the browser window
            order = WebCaptureOrder((WebPageOrder(url),), account=self.form.account.currentData())
        self._capture(replace(order, accept_certificate=fingerprint))

    def _capture(self, order: WebCaptureOrder) -> None:
        engine, self._ordered = self.form.chosen_engine(), order
        self._session.write(
            "Capturing a page",
            lambda case, progress: case.web.capture(engine, order, progress),
            lambda outcome: self._captured(order, outcome),
            lane=WEB,
        )

    def _captured(self, order: WebCaptureOrder, outcome: WebCaptureOutcome) -> None:
        self.result.tell(outcome)
        if outcome.cancelled:
            self._session.said.emit("Stopped, and nothing is half done.")
        elif outcome.captures and not outcome.failed:
            self.form.captured(order)
            newest = outcome.captures[-1]
            doubt = ", but doubtful; see why" if is_doubtful(newest) else ""
            self._session.said.emit(f"{newest.capture.id} is captured, hashed and sealed{doubt}.")
        else:
            self._session.said.emit("The page was not captured; see why.")

    def _window_failed(self, error: BaseException) -> None:
        if isinstance(error, AffiantError):
            self.missing.tell(error)
        else:
            self._session.problem.emit(error)

    def _heard(self, outcome: WebCaptureOutcome) -> None:
        self.result.tell(outcome)
        self._session.changed.emit()

    def _show_case(self) -> None:
        self.result.hide()
        self._ordered = None
        self.targets.show_another_case()
        case = self._session.reading
        if case is not None and self._session.writable:
            self._session.write(
                "Looking for a browser",
                lambda writer, _progress: (writer.web.browsers(), writer.web.captured_before()),
                self._looked,
            )
        self._refresh()

    def _looked(self, found: tuple[tuple[Browser, ...], dict[str, str]]) -> None:
        self.browsers, before = found
        self.form.show_browsers(self.browsers)
        usual = self.browsers[0]
        if usual.missing is not None:
            self.missing.tell(usual.missing)
        else:
            self.missing.hide()
        self.targets.know_before(before)
        self._refresh()

    def _refresh(self) -> None:
        case = self._session.reading
        self.form.show_accounts(case.accounts() if case else ())
        self.targets.refresh()
        self._allow()

    def _allow(self) -> None:
        self.form.allow(writing=self._session.writable)
        if self._window in self._jobs.running:
            self.form.browse.setEnabled(False)
        self.targets.allow()
