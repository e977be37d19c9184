"""The window of the built-in browser: the page, its address, and beside it what is captured."""

from __future__ import annotations

from PySide6.QtCore import QSize, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWebEngineCore import QWebEngineLoadingInfo
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from affiant.core.clock import Clock
from affiant.core.names import visible
from affiant.ui.browser.addresses import encoded
from affiant.ui.browser.affiant_domain import Params
from affiant.ui.browser.capture_panel import CapturePanel
from affiant.ui.browser.context import Context, view_of
from affiant.ui.browser.face import Face
from affiant.ui.browser.navigation_bar import NavigationBar, shown_url
from affiant.ui.browser.notice import Notice
from affiant.ui.browser.shown_state import read_accounts, read_checklist
from affiant.ui.browser.step_log import StepLog
from affiant.ui.icons import Icons
from affiant.ui.theme import SPACE

_SMALLEST = QSize(960, 600)
_REFUSED = {
    "authentication": "The page asked for a password in a window of the browser. Nothing was given.",
    "dialog": "The page wanted to show a message of its own. It was not shown.",
    "download": "The page wanted to save a file on this computer. It was refused.",
    "file": "The page asked for a file of this computer. None was given.",
    "fullscreen": "The page wanted to fill the screen. It was refused.",
    "program": "A file of this computer, or a page of the browser itself, was to be opened. It was refused.",
    "permission": "The page asked for something of this computer, as camera or place. It was refused.",
    "window": "The page wanted to open a window by itself. It was refused.",
}
_NO_SANDBOX = "This browser runs as the superuser, without its sandbox. Every capture says so."


class BrowserWindow(Face):
    """A `Face` for a person.

    Args:
        size: of the page's view, if the screen has room for it.
        icons: our icons.
        clock: dates the steps.
        sandboxed: whether Chromium was asked to hold its pages.
    """

    def __init__(self, size: QSize, icons: Icons, clock: Clock, *, sandboxed: bool) -> None:
        super().__init__()
        self._context: Context | None = None
        self.view = view_of(size)
        self.bar = NavigationBar(icons)
        self.panel = CapturePanel(icons)
        self.always = Notice(icons)
        self.notice = Notice(icons)
        self.trouble = Notice(icons, "trouble")
        self.steps = StepLog(self.view, clock)
        self._size = size
        self._held_back: tuple[str, str] | None = None
        self._captured = ""
        self.window = _Window()
        self.window.closing.connect(self._closing)
        self.widget = self.window
        self.window.setWindowTitle("Web capture – Affiant")
        self.window.setWindowIcon(QIcon(icons.pixmap("affiant", "accent", 64)))
        self.window.setMinimumSize(_SMALLEST)
        self._lay_out()
        self._wire()
        if not sandboxed:
            self.always.say(_NO_SANDBOX, stays=True)

    def show_whole(self) -> None:
        """See `Face`."""
        self.window.show()
        room = self.window.screen().availableSize() - (self.window.frameSize() - self.window.size())
        self.window.resize((self.window.size() + self._size - self.view.size()).boundedTo(room))

    def show_context(self, context: Context) -> None:
        """See `Face`."""
        self._context = context
        context.show_in(self.view)
        context.page.loadingChanged.connect(self._loading)
        context.page.ended.connect(self._page_ended)
        context.page.urlChanged.connect(self._perhaps_another_page)
        context.page.loadFinished.connect(self._perhaps_another_page)
        self.bar.follow(context.page)
        self.steps.follow(context.page)

    def show_refused(self, kind: str, url: QUrl) -> None:
        """See `Face`."""
        if self.panel.busy:  # a line that comes or goes would change the page's height in the middle of its capture
            self._held_back = (_REFUSED[kind], _shown(url))
        else:
            self.notice.say(_REFUSED[kind], _shown(url))

    def show_certificate_refused(self, url: QUrl, error: str, fingerprint: str) -> None:
        """See `Face`."""
        self.trouble.say(
            "This is perhaps not who it says it is: the certificate is not good, and nothing was loaded.",
            f"{_shown(url)}\n{visible(error, 200)}\nSHA-256 {_grouped(fingerprint)}",
            action="Open it all the same; this is recorded" if fingerprint else "",
            act=lambda: self._accept(url, fingerprint),
        )

    def show_accounts(self, params: Params) -> None:
        """See `Face`."""
        self.panel.show_accounts(read_accounts(params))

    def show_state(self, params: Params) -> None:
        """See `Face`."""
        checklist = read_checklist(params)
        self.steps.held = checklist.busy
        self.bar.setEnabled(not checklist.busy)
        self.panel.show_checklist(checklist)
        held_back = self._held_back
        if held_back is not None and not checklist.busy:
            self._held_back = None
            self.notice.say(*held_back)

    def dress_again(self) -> None:
        """See `Face`."""
        self.panel.checklist.dress_again()

    def _wire(self) -> None:
        self.panel.wanted.connect(self._capture)
        self.bar.pressed.connect(self.steps.pressed)
        self.bar.asked.connect(self._open)
        self.bar.unreadable.connect(
            lambda: self.notice.say("This is no address of a web page. It begins with https:// or http://.")
        )
        self.steps.step.connect(lambda params: self.tells.emit("step", params))

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.bar)
        notices = QVBoxLayout()
        notices.setContentsMargins(SPACE * 2, SPACE, SPACE * 2, SPACE)
        notices.setSpacing(SPACE)
        for notice in (self.always, self.notice, self.trouble):
            notices.addWidget(notice)
        left.addLayout(notices)
        left.addWidget(self.view, 1)
        whole = QWidget()
        across = QHBoxLayout(whole)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addLayout(left, 1)
        across.addWidget(self.panel)
        self.window.setCentralWidget(whole)

    def _capture(self, params: dict[str, object]) -> None:
        self.steps.flush()
        self._captured = self._shown_url()
        self.tells.emit("captureWanted", params)

    def _open(self, url: QUrl) -> None:
        if self._context is not None:
            self._context.page.load(url)
            self.view.setFocus()

    def _accept(self, url: QUrl, fingerprint: str) -> None:
        if self._context is not None:
            self._context.page.accepted_certificate = fingerprint
            self.tells.emit("certificateAccepted", {"url": _shown(url), "fingerprintSha256": fingerprint})
            self._context.page.load(url)

    def _loading(self, info: QWebEngineLoadingInfo) -> None:
        if self.panel.busy:
            return
        if info.status() == QWebEngineLoadingInfo.LoadStatus.LoadStartedStatus:
            self.notice.hide()
            self.trouble.hide()
        failed = info.status() == QWebEngineLoadingInfo.LoadStatus.LoadFailedStatus
        certificate = info.errorDomain() == QWebEngineLoadingInfo.ErrorDomain.CertificateErrorDomain
        if failed and not certificate and not self.trouble.isVisible():
            self.trouble.say(
                "The page could not be opened.", f"{_shown(info.url())}\n{visible(info.errorString(), 200)}"
            )

    def _perhaps_another_page(self) -> None:
        if not self.panel.busy and self._shown_url() != self._captured:
            self.panel.another_page()

    def _shown_url(self) -> str:
        """Without its fragment, which is a place on the page."""
        return encoded(shown_url(self._context.page)).partition("#")[0] if self._context is not None else ""

    def _page_ended(self) -> None:
        self.trouble.say("The page broke down and its process ended. Reload opens it anew.")

    def _closing(self) -> None:
        if self.panel.busy and not self.trouble.isVisible():
            self.trouble.say("A capture is under way. Close once more to stop it; what came whole is kept.")
            return
        self.closed.emit()


class _Window(QMainWindow):
    """Asks before it closes."""

    closing = Signal()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Let the program decide; it ends by itself."""
        event.ignore()
        self.closing.emit()


def _grouped(fingerprint: str) -> str:
    """In groups of eight, which the eye can compare and a narrow window can break."""
    return " ".join(fingerprint[start : start + 8] for start in range(0, len(fingerprint), 8))


def _shown(url: QUrl) -> str:
    return visible(encoded(url), 300)
