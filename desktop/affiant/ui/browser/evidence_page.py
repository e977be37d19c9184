"""A page that can be looked at and nothing else: what it asks of the person or the computer is refused, and said."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QUrl, Signal
from PySide6.QtNetwork import QAuthenticator
from PySide6.QtWebEngineCore import (
    QWebEngineCertificateError,
    QWebEngineClientCertificateSelection,
    QWebEngineDesktopMediaRequest,
    QWebEngineFileSystemAccessRequest,
    QWebEngineFullScreenRequest,
    QWebEngineNavigationRequest,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineRegisterProtocolHandlerRequest,
    QWebEngineSettings,
    QWebEngineWebAuthUxRequest,
)

from affiant.ui.browser import certificates
from affiant.ui.browser.no_password import give_nothing

_SETTINGS = {
    QWebEngineSettings.WebAttribute.AutoLoadIconsForPage: False,  # nobody sees them, and no record has them
    QWebEngineSettings.WebAttribute.DnsPrefetchEnabled: False,
    QWebEngineSettings.WebAttribute.ErrorPageEnabled: False,
    QWebEngineSettings.WebAttribute.FullScreenSupportEnabled: True,  # so that asking for it is seen, and refused
    QWebEngineSettings.WebAttribute.HyperlinkAuditingEnabled: False,
    QWebEngineSettings.WebAttribute.JavascriptCanAccessClipboard: False,
    QWebEngineSettings.WebAttribute.JavascriptCanPaste: False,
    QWebEngineSettings.WebAttribute.NavigateOnDropEnabled: False,
    QWebEngineSettings.WebAttribute.PdfViewerEnabled: False,
    QWebEngineSettings.WebAttribute.PlaybackRequiresUserGesture: True,
    QWebEngineSettings.WebAttribute.PluginsEnabled: False,
    QWebEngineSettings.WebAttribute.PrintElementBackgrounds: True,
    QWebEngineSettings.WebAttribute.ScreenCaptureEnabled: False,
    QWebEngineSettings.WebAttribute.WebRTCPublicInterfacesOnly: True,
}
_SCHEMES = frozenset(("http", "https", "about", "blob", "data"))


class EvidencePage(QWebEnginePage):
    """A muted page. It opens no window, dialog or file, and asks nobody anything.

    Args:
        profile: off the record.
        follows_windows: whether a link that a person pressed and that wants a new window opens in this page instead.
    """

    refused = Signal(str, QUrl, str)
    """Kind (see `capture.web.engine`), address concerned, and a detail that may be the page's text."""
    certificate_refused = Signal(QUrl, str, list)
    """Address, what is wrong with it, and the chain as `QSslCertificate`, leaf first."""
    ended = Signal(str)
    """The page's process is gone; how."""

    def __init__(self, profile: QWebEngineProfile, *, follows_windows: bool) -> None:
        super().__init__(profile)
        self._follows_windows = follows_windows
        self.accepted_certificate = ""
        """Fingerprint of the one bad certificate that a person confirmed."""
        self.setAudioMuted(True)
        for attribute, on in _SETTINGS.items():
            self.settings().setAttribute(attribute, on)
        self.settings().setUnknownUrlSchemePolicy(QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes)
        self.navigationRequested.connect(self._refuse_program)
        self.certificateError.connect(self._judge_certificate)
        self.newWindowRequested.connect(self._refuse_window)
        self.permissionRequested.connect(self._refuse_permission)
        self.authenticationRequired.connect(self._refuse_password)
        self.proxyAuthenticationRequired.connect(lambda url, asked, _proxy: self._refuse_password(url, asked))
        self.fullScreenRequested.connect(self._refuse_full_screen)
        self.selectClientCertificate.connect(self._refuse_client_certificate)
        self.registerProtocolHandlerRequested.connect(self._refuse_handler)
        self.fileSystemAccessRequested.connect(self._refuse_files)
        self.desktopMediaRequested.connect(self._refuse_desktop)
        self.webAuthUxRequested.connect(self._refuse_key)
        self.printRequested.connect(lambda: self.refused.emit("dialog", self.url(), "print"))
        self.renderProcessTerminated.connect(self._say_ended)

    def javaScriptAlert(self, origin: QUrl | str, message: str) -> None:  # noqa: N802 - Qt's name
        """Say that it was not shown."""
        self.refused.emit("dialog", QUrl(origin), f"alert: {message}")

    def javaScriptConfirm(self, origin: QUrl | str, message: str) -> bool:  # noqa: N802 - Qt's name
        """Answer no, except to the question whether the page may be left, which Qt asks in its own words."""
        if message == QCoreApplication.translate(
            "QWebEnginePage", "Are you sure you want to leave this page? Changes that you made may not be saved."
        ):
            return True
        self.refused.emit("dialog", QUrl(origin), f"confirm: {message}")
        return False

    def javaScriptPrompt(  # noqa: N802 - Qt's name
        self, origin: QUrl | str, message: str, _default: str
    ) -> tuple[bool, str]:
        """Answer nothing."""
        self.refused.emit("dialog", QUrl(origin), f"prompt: {message}")
        return False, ""

    def javaScriptConsoleMessage(  # noqa: N802 - Qt's name
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        """Keep it off our standard error; the protocol tells it."""

    def chooseFiles(  # noqa: N802 - Qt's name
        self, _mode: QWebEnginePage.FileSelectionMode, _old: Sequence[str], _types: Sequence[str]
    ) -> list[str]:
        """Choose none."""
        self.refused.emit("file", self.url(), "")
        return []

    def _judge_certificate(self, error: QWebEngineCertificateError) -> None:
        if not certificates.judge(error, self.accepted_certificate):
            self.certificate_refused.emit(error.url(), error.description(), list(error.certificateChain()))

    def _refuse_window(self, request: QWebEngineNewWindowRequest) -> None:
        if self._follows_windows and request.isUserInitiated():
            self.load(request.requestedUrl())
            return
        self.refused.emit("window", request.requestedUrl(), "")

    def _refuse_program(self, request: QWebEngineNavigationRequest) -> None:
        """Keep out of files and of Chromium's own pages. What other programs would open is not even asked for."""
        if request.url().scheme() not in _SCHEMES:
            request.reject()
            self.refused.emit("program", request.url(), request.url().scheme())

    def _refuse_permission(self, permission: QWebEnginePermission) -> None:
        permission.deny()
        self.refused.emit("permission", permission.origin(), permission.permissionType().name)

    def _refuse_password(self, url: QUrl, authenticator: QAuthenticator) -> None:
        if not give_nothing(authenticator):
            self.triggerAction(QWebEnginePage.WebAction.Stop)
        self.refused.emit("authentication", url, "")

    def _refuse_full_screen(self, request: QWebEngineFullScreenRequest) -> None:
        request.reject()
        if request.toggleOn():
            self.refused.emit("fullscreen", request.origin(), "")

    def _refuse_client_certificate(self, selection: QWebEngineClientCertificateSelection) -> None:
        selection.selectNone()
        self.refused.emit("authentication", selection.host(), "client certificate")

    def _refuse_handler(self, request: QWebEngineRegisterProtocolHandlerRequest) -> None:
        request.reject()
        self.refused.emit("permission", request.origin(), f"protocol {request.scheme()}")

    def _refuse_files(self, request: QWebEngineFileSystemAccessRequest) -> None:
        request.reject()
        self.refused.emit("file", request.origin(), "")

    def _refuse_desktop(self, request: QWebEngineDesktopMediaRequest) -> None:
        request.cancel()
        self.refused.emit("permission", self.url(), "screen")

    def _refuse_key(self, request: QWebEngineWebAuthUxRequest) -> None:
        request.cancel()
        self.refused.emit("authentication", self.url(), "security key")

    def _say_ended(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        self.ended.emit(f"{status.name} {code}")
