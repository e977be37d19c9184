"""Runs the built-in browser until its descriptor 3 ends, or its window is closed."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import shiboken6
from PySide6.QtCore import QByteArray, QObject, QSize, QUrl, qVersion
from PySide6.QtNetwork import QSslCertificate
from PySide6.QtWebEngineCore import qWebEngineChromiumSecurityPatchVersion, qWebEngineChromiumVersion
from PySide6.QtWidgets import QApplication

from affiant.core.clock import Clock
from affiant.core.resources import resources_folder
from affiant.ui.browser import certificates
from affiant.ui.browser.addresses import encoded
from affiant.ui.browser.affiant_domain import AffiantDomain, Params, Reply
from affiant.ui.browser.context import Context
from affiant.ui.browser.face import Face, Headless
from affiant.ui.browser.pipes import PipeReader, PipeWriter
from affiant.ui.browser.window import BrowserWindow
from affiant.ui.icons import Icons
from affiant.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class BrowserOrder:
    """How the program was started."""

    visible: bool
    size: QSize
    """Of the page's view."""
    locale: str
    sandboxed: bool
    """Whether Chromium was asked to hold its pages; without is said in the window."""
    authorities: tuple[Path, ...] = ()
    """PEM files of authorities that are trusted beside the public ones."""


class Browser(QObject):
    """The program's parts, wired.

    Args:
        order: how it was started.
        face: where the page is shown.
        reader: gives calls.
        writer: takes answers and events.
        leave: ends the program.
    """

    def __init__(
        self, order: BrowserOrder, face: Face, reader: PipeReader, writer: PipeWriter, leave: Callable[[], None]
    ) -> None:
        super().__init__()
        self._order = order
        self._authorities = [one for path in order.authorities for one in QSslCertificate.fromPath(str(path))]
        self._face = face
        self._leave = leave
        self._ready = False
        self._held: list[str] = []
        """Calls to the page that came before it could be driven."""
        self._fresh: list[Reply] = []
        """Who waits for a fresh context."""
        self._domain = AffiantDomain(
            {
                "about": self._about,
                "acceptCertificate": self._accept_certificate,
                "newContext": self._new_context,
                "printToPDF": self._print,
                "setAccounts": self._set_accounts,
                "showState": self._show_state,
            },
            writer.write,
        )
        self._write = writer.write
        reader.came.connect(self._take)
        reader.ended.connect(leave)
        writer.broke.connect(leave)
        face.tells.connect(self._domain.tell)
        face.closed.connect(self._closed)
        self._context = self._open_context()

    def drop(self) -> None:
        """Delete page and profile before the application goes."""
        self._context.drop()

    def _open_context(self) -> Context:
        self._ready = False
        self._held.clear()
        context = Context(self._order.locale, self._authorities, follows_windows=self._order.visible)
        context.ready.connect(self._is_ready)
        context.came.connect(self._write)
        context.failed.connect(lambda words: self._domain.tell("rendererEnded", {"status": words}))
        context.page.ended.connect(lambda status: self._domain.tell("rendererEnded", {"status": status}))
        context.page.refused.connect(self._refused)
        context.page.certificate_refused.connect(self._certificate_refused)
        self._face.show_context(context)
        return context

    def _take(self, text: bytes) -> None:
        try:
            for_page = self._domain.take(text)
        except (ValueError, RecursionError):
            self._leave()  # who speaks no protocol is not our recorder
            return
        if for_page is None:
            return
        if self._ready:
            self._context.bridge.send(for_page)
        else:
            self._held.append(for_page)

    def _is_ready(self) -> None:
        self._ready = True
        self._domain.tell("ready", {})
        fresh, self._fresh = self._fresh, []
        for reply in fresh:
            reply({})
        held, self._held = self._held, []
        for text in held:
            self._context.bridge.send(text)

    def _refused(self, kind: str, url: QUrl, detail: str) -> None:
        self._domain.tell("refused", {"kind": kind, "url": encoded(url), "detail": detail})
        self._face.show_refused(kind, url)

    def _certificate_refused(self, url: QUrl, error: str, chain: list[QSslCertificate]) -> None:
        self._domain.tell("certificateRefused", {"url": encoded(url), "error": error, "chain": certificates.pem(chain)})
        self._face.show_certificate_refused(url, error, certificates.fingerprint(chain))

    def _closed(self) -> None:
        self._domain.tell("closed", {})
        self._leave()

    def _about(self, _params: Params, reply: Reply) -> None:
        reply(
            {
                "name": "QtWebEngine",
                "version": qVersion(),
                "chromium": qWebEngineChromiumVersion(),
                "securityPatch": qWebEngineChromiumSecurityPatchVersion(),
                "userAgent": self._context.profile.httpUserAgent(),
            }
        )

    def _accept_certificate(self, params: Params, reply: Reply) -> None:
        self._context.page.accepted_certificate = certificates.read_fingerprint(params.get("fingerprintSha256"))
        reply({})

    def _new_context(self, _params: Params, reply: Reply) -> None:
        old = self._context
        self._fresh.append(reply)
        self._context = self._open_context()
        old.drop()

    def _print(self, _params: Params, reply: Reply) -> None:
        def printed(document: QByteArray) -> None:
            reply({"data": base64.b64encode(document.data()).decode("ascii")})

        self._context.page.printToPdf(printed)

    def _set_accounts(self, params: Params, reply: Reply) -> None:
        self._face.show_accounts(params)
        reply({})

    def _show_state(self, params: Params, reply: Reply) -> None:
        self._face.show_state(params)
        reply({})


def run_browser(order: BrowserOrder, clock: Clock, reads: int, writes: int) -> int:
    """Run until the other side is gone, or the window is closed.

    Args:
        order: how the program was started.
        clock: for the log of steps.
        reads: descriptor that calls come from.
        writes: descriptor for answers and events.

    Returns:
        Exit status.
    """
    application = QApplication(["affiant"])
    application.setApplicationName("affiant")
    application.setApplicationDisplayName("Affiant")
    application.setDesktopFileName("affiant")
    application.setQuitOnLastWindowClosed(False)
    theme = Theme(application, resources_folder())
    icons = Icons(resources_folder(), theme)
    face: Face = (
        BrowserWindow(order.size, icons, clock, sandboxed=order.sandboxed) if order.visible else Headless(order.size)
    )
    theme.changed.connect(lambda: icons.dress_again(face.widget))
    theme.changed.connect(face.dress_again)
    reader, writer = PipeReader(reads), PipeWriter(writes)
    browser = Browser(order, face, reader, writer, application.quit)
    reader.start()
    face.show_whole()
    status = application.exec()  # once only: a second one with live pages crashes
    browser.drop()
    shiboken6.delete(face.widget)
    writer.close()
    return status
