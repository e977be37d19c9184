"""What differs between engines once they run: how a fresh page is had, and what only one of them can do."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from affiant.capture.web.exchange import text
from affiant.capture.web.protocol import REFUSED, ProtocolError
from affiant.capture.web.protocol import Protocol as Browser

READY_SECONDS = 30
"""How long a browser may take to give its first page."""
_PRINT_SECONDS = 30


@dataclass(frozen=True, slots=True)
class BrowserFacts:
    """What the browser says about itself."""

    name: str = ""
    version: str = ""
    chromium: str | None = None
    security_patch: str | None = None
    user_agent: str = ""


class Attachment(Protocol):
    """A page that can be driven."""

    session: str | None
    """Of the page, in every message to it."""
    compares_later: bool
    """A certificate that is not trusted was let pass, and it must be compared with the accepted one now."""

    def fresh(self) -> None:
        """Give a page without any past.

        Raises:
            ProtocolError: the browser did not.
        """

    def about(self) -> BrowserFacts:
        """Ask the browser for its names."""

    def accept(self, url: str, fingerprint: str) -> None:
        """Let exactly one certificate pass, for the page that comes next.

        Raises:
            ProtocolError: this browser cannot.
        """

    def print(self) -> bytes:
        """Return the page as PDF.

        Raises:
            ProtocolError: this browser cannot, or did not answer.
        """


class BuiltIn:
    """The built-in browser: its one page is attached already."""

    session: str | None = None
    compares_later = False
    """It lets only the right one pass."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._used = False

    def fresh(self) -> None:
        """See `Attachment`."""
        self._browser.revive()
        if self._used:
            self._browser.call("Affiant.newContext", {}, None, READY_SECONDS)
        else:
            self._browser.call("Page.enable", {}, None, READY_SECONDS)  # answered once the page can be driven
        self._used = True

    def about(self) -> BrowserFacts:
        """See `Attachment`."""
        said = self._browser.call("Affiant.about")
        names = {name: text(said.get(name), 500) for name in ("name", "version", "chromium", "securityPatch")}
        return BrowserFacts(
            names["name"],
            names["version"],
            names["chromium"] or None,
            names["securityPatch"] or None,
            text(said.get("userAgent"), 1000),
        )

    def accept(self, url: str, fingerprint: str) -> None:  # noqa: ARG002 - the browser compares the certificate itself
        """See `Attachment`."""
        self._browser.call("Affiant.acceptCertificate", {"fingerprintSha256": fingerprint})

    def print(self) -> bytes:
        """See `Attachment`."""
        return _bytes(self._browser.call("Affiant.printToPDF", {}, None, _PRINT_SECONDS))


class Chromium:
    """An installed Chromium: a browser context and a page for each capture."""

    def __init__(self, browser: Browser, width: int, height: int) -> None:
        self._browser = browser
        self._size = {"height": height, "width": width}
        self._context: str | None = None
        self._passes: str | None = None
        self.compares_later = False
        self.session: str | None = None
        browser.listen(self._hear)

    def fresh(self) -> None:
        """See `Attachment`."""
        if self._context is not None:
            self._browser.send("Target.disposeBrowserContext", {"browserContextId": self._context})
        self._browser.revive()
        self._passes = None
        self.compares_later = False
        made = self._browser.call("Target.createBrowserContext", {"disposeOnDetach": True}, None, READY_SECONDS)
        self._context = text(made.get("browserContextId"))
        self._browser.send(
            "Browser.setDownloadBehavior",
            {"behavior": "deny", "browserContextId": self._context, "eventsEnabled": True},
        )
        target = self._browser.call(
            "Target.createTarget",
            {"browserContextId": self._context, "url": "about:blank", **self._size},
            None,
            READY_SECONDS,
        )
        attached = self._browser.call(
            "Target.attachToTarget", {"flatten": True, "targetId": target.get("targetId")}, None, READY_SECONDS
        )
        self.session = text(attached.get("sessionId")) or None
        # the window's own frame would take part of the height
        view = {"deviceScaleFactor": 0, "mobile": False, **self._size}
        self._browser.call("Emulation.setDeviceMetricsOverride", view, self.session, READY_SECONDS)

    def about(self) -> BrowserFacts:
        """See `Attachment`."""
        said = self._browser.call("Browser.getVersion")
        name, _, version = text(said.get("product"), 200).partition("/")
        return BrowserFacts(name, version, version or None, None, text(said.get("userAgent"), 1000))

    def accept(self, url: str, fingerprint: str) -> None:  # noqa: ARG002 - compared when the page is there
        """See `Attachment`. The browser does not say which certificate it refuses: the recorder compares afterwards."""
        self._passes = urlsplit(url).netloc
        self._browser.call("Security.enable", {}, self.session)
        self._browser.call("Security.setOverrideCertificateErrors", {"override": True}, self.session)

    def print(self) -> bytes:
        """See `Attachment`."""
        return _bytes(self._browser.call("Page.printToPDF", {"printBackground": True}, self.session, _PRINT_SECONDS))

    def _hear(self, method: str, params: dict[str, Any], session: str | None) -> None:
        if method == "Security.certificateError":
            passes = self._passes is not None and urlsplit(text(params.get("requestURL"))).netloc == self._passes
            self.compares_later = self.compares_later or passes
            self._browser.send(
                "Security.handleCertificateError",
                {"action": "continue" if passes else "cancel", "eventId": params.get("eventId")},
                session,
            )


def _bytes(result: dict[str, Any]) -> bytes:
    held = result.get("data")
    if not isinstance(held, str):
        raise ProtocolError(REFUSED, "no data")
    try:
        return base64.b64decode(held)
    except binascii.Error as wrong:
        raise ProtocolError(REFUSED, "no base64") from wrong
