"""A fresh, off-the-record place to look at one page: profile, page, and the bridge that drives it."""

from __future__ import annotations

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QObject, QSize, Qt, QUrl, QUuid, Signal
from PySide6.QtNetwork import QSslCertificate
from PySide6.QtWebEngineCore import QWebEngineDownloadRequest, QWebEngineProfile, QWebEngineProfileBuilder
from PySide6.QtWebEngineWidgets import QWebEngineView

from affiant.ui.browser.addresses import accept_language
from affiant.ui.browser.devtools_bridge import DevToolsBridge
from affiant.ui.browser.evidence_page import EvidencePage

BLANK = QUrl("about:blank")


class Context(QObject):
    """One page without a past. It shares no cookie, cache, storage or certificate decision with another.

    Args:
        locale: BCP 47, what pages are asked for.
        authorities: trusted beside the public ones.
        follows_windows: see `EvidencePage`.
    """

    ready = Signal()
    """The bridge carries."""
    came = Signal(str)
    """An answer or event of the DevTools protocol."""
    failed = Signal(str)
    """The page can no longer be driven; a plain sentence."""

    def __init__(self, locale: str, authorities: Sequence[QSslCertificate] = (), *, follows_windows: bool) -> None:
        super().__init__()
        self.profile = _profile(authorities)
        self.profile.setHttpAcceptLanguage(accept_language(locale))
        self.profile.setPersistentPermissionsPolicy(QWebEngineProfile.PersistentPermissionsPolicy.AskEveryTime)
        self.profile.downloadRequested.connect(self._refuse_download)
        self.page = EvidencePage(self.profile, follows_windows=follows_windows)
        self.bridge = DevToolsBridge(self.page)
        self.bridge.ready.connect(self.ready)
        self.bridge.came.connect(self.came)
        self.bridge.failed.connect(self.failed)

    def show_in(self, view: QWebEngineView) -> None:
        """Put the page into a view, and open the bridge."""
        view.setPage(self.page)
        self.page.loadFinished.connect(self._open)
        self.page.load(BLANK)

    def drop(self) -> None:
        """Delete everything, in the only order in which Chromium lets go of it: pages before their profiles."""
        for signal in (self.bridge.ready, self.bridge.came, self.bridge.failed):
            signal.disconnect()
        for owned in (self.bridge.front_end, self.page, self.bridge.profile, self.profile):
            shiboken6.delete(owned)

    def _open(self) -> None:
        self.page.loadFinished.disconnect(self._open)
        self.bridge.open()

    def _refuse_download(self, download: QWebEngineDownloadRequest) -> None:
        download.cancel()
        self.page.refused.emit("download", download.url(), f"{download.mimeType()} {download.suggestedFileName()}")


def _profile(authorities: Sequence[QSslCertificate]) -> QWebEngineProfile:
    """Return a profile without a past.

    Without a name it is off the record, and nothing is written to disk. Chromium takes authorities only for a profile
    with a name; its storage lies in the private folder of this run, which goes when the browser ends.
    """
    if not authorities:
        return QWebEngineProfile()
    builder = QWebEngineProfileBuilder()
    builder.setAdditionalTrustedCertificates(list(authorities))
    builder.setHttpCacheType(QWebEngineProfile.HttpCacheType.MemoryHttpCache)
    builder.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
    return builder.createProfile(QUuid.createUuid().toString(QUuid.StringFormat.WithoutBraces))


def view_of(size: QSize) -> QWebEngineView:
    """Return a view of a size that pages are shown in, without a menu of its own; nothing can be dropped on it."""
    view = QWebEngineView()
    view.resize(size)
    view.setAcceptDrops(False)  # a file of the case that slips would be the page's
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # Chromium's saves pages and opens windows
    return view
