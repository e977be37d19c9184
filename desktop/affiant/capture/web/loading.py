"""Brings a page to the point at which it can be taken: navigation that fails closed, then quiet, then a scroll pass."""

from __future__ import annotations

import hashlib
import ssl
import time
from dataclasses import dataclass

from affiant.capture.web.exchange import number, text
from affiant.capture.web.network_log import NetworkLog
from affiant.capture.web.order import WebOrder
from affiant.capture.web.page_watch import PageWatch
from affiant.capture.web.page_world import PageWorld
from affiant.capture.web.protocol import TIMEOUT, Protocol, ProtocolError

QUIET_SECONDS = 0.25
"""No request under way, and none begun or ended for so long."""
_SHORT_SECONDS = 0.1
"""The same, where more waiting follows."""
STILL_SECONDS = 2.0
"""Requests are under way, but none of them moved for so long: something never ends."""
_QUIET_AT_MOST = 4.0
_RESTLESS_AT_MOST = 1.0
"""For a page of which it is known that it is never quiet."""
_COMMIT_SECONDS = 0.5
_SCROLL_EXTRA = 60
"""Windows that a page is followed for beyond what it was tall at first."""
_SCROLL_SECONDS = 15.0
_PICTURE_SECONDS = 4.0
_PICTURE_RESTLESS_SECONDS = 1.0


class NotLoadedError(Exception):
    """There is no page; ``code`` is one of `problems.PROBLEMS` or ``web-certificate-refused``."""

    def __init__(self, code: str, subject: str = "", chain: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.subject = subject
        self.chain = chain

    @property
    def fingerprint(self) -> str | None:
        """SHA-256 of the leaf certificate, in hex."""
        return fingerprint(self.chain[0]) if self.chain else None


@dataclass(slots=True)
class Scrolled:
    """What a scroll pass did."""

    steps: int = 0
    grew: bool = False
    """The page is taller than before."""
    endless: bool = False
    """It was still growing when it was given up."""
    failed: str | None = None
    pictures_waiting: int = 0


def fingerprint(pem: str) -> str | None:
    """SHA-256 of a certificate, in hex; None for what is none."""
    try:
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem.strip() + "\n")).hexdigest()
    except ValueError:
        return None


class Loading:
    """Loads one page."""

    def __init__(self, protocol: Protocol, watch: PageWatch, log: NetworkLog, world: PageWorld) -> None:
        self._protocol = protocol
        self._watch = watch
        self._log = log
        self._world = world
        self._restless = False

    def navigate(self, url: str, order: WebOrder) -> None:
        """Go to an address, and return once the page began to come.

        Raises:
            NotLoadedError: there is no page. Chromium's own page about an error is none.
        """
        watch = self._watch
        before, refused = watch.documents, len(watch.refused)
        try:
            said = self._protocol.call("Page.navigate", {"url": url}, watch.session, order.answer_ms / 1000)
        except ProtocolError as wrong:
            if wrong.reason == TIMEOUT:
                self._protocol.send("Page.stopLoading", {}, watch.session)
                raise NotLoadedError("web-no-answer", url) from wrong
            code = "web-address" if wrong.reason == "refused" else "web-page-ended"
            raise NotLoadedError(code, url) from wrong
        error = text(said.get("errorText"), 200)
        loader = text(said.get("loaderId"), 100)
        arrived = self._protocol.pump(
            lambda: watch.crashed or watch.documents > before, _COMMIT_SECONDS if error else order.answer_ms / 1000
        )
        if watch.crashed:
            raise NotLoadedError("web-page-ended", url)
        if said.get("isDownload") is True or any(one["kind"] == "download" for one in watch.refused[refused:]):
            raise NotLoadedError("web-download", url)
        if error and (not arrived or watch.is_error or watch.loader != loader):
            raise self._refusal(error, url)
        if not arrived:
            raise NotLoadedError("web-no-answer", url)

    def settle(self, order: WebOrder) -> list[str]:
        """Wait until the page has loaded and its network is quiet; return codes of gaps."""
        watch, log = self._watch, self._log
        gaps = []
        if not self._protocol.pump(lambda: watch.crashed or not watch.loading, order.load_ms / 1000):
            gaps.append("load-not-finished")
        if not self.quiet(_SHORT_SECONDS) and log.open:  # the scroll pass waits once more, and longer
            gaps.append("never-quiet")
        if order.wait_ms:
            self._protocol.pump(lambda: watch.crashed, order.wait_ms / 1000)
            self.quiet(QUIET_SECONDS)
        return gaps

    def quiet(self, seconds: float) -> bool:
        """Wait for a quiet network; False when it never was."""
        log = self._log
        end = time.monotonic() + (_RESTLESS_AT_MOST if self._restless else _QUIET_AT_MOST)
        while (left := end - time.monotonic()) > 0 and not self._watch.crashed:
            if log.quiet_for() >= seconds:
                return True
            if log.still_for() >= STILL_SECONDS:
                break
            self._protocol.pump(lambda: False, min(left, _next_look(log, seconds)))
        self._restless = True
        return False

    def scroll(self, limit: int) -> Scrolled:
        """Scroll through the page, so that what loads when it is seen is loaded; then back to its top."""
        done = Scrolled()
        watch = self._watch
        frame = watch.frame or ""
        at, first, extra, end = 0, 0, _SCROLL_EXTRA, time.monotonic() + _SCROLL_SECONDS
        try:
            while (left := end - time.monotonic()) > 0:
                asked = {"extra": extra, "first": first, "from": at, "limit": limit, "milliseconds": int(left * 1000)}
                said = self._world.run("scroll", asked, watch.session, frame, left + 5)
                done.steps += int(number(said.get("steps")))
                extra -= int(number(said.get("beyond")))
                at, first = int(number(said.get("at"))), int(number(said.get("first")))
                self.quiet(QUIET_SECONDS)
                height = self._height(frame)
                done.grew = height > first + 1
                if height <= at + 1 or at >= limit:
                    break
                if extra <= 0:
                    done.endless = True
                    break
            else:
                done.endless = True
            seconds = _PICTURE_RESTLESS_SECONDS if self._restless else _PICTURE_SECONDS
            asked = {"milliseconds": int(seconds * 1000), "x": 0, "y": 0}
            waited = self._world.run("pictures_ready", asked, watch.session, frame, seconds + 5)
            done.pictures_waiting = int(number(waited.get("waiting")))
        except ProtocolError as wrong:
            done.failed = wrong.reason
        return done

    def _height(self, frame: str) -> int:
        asked = {"extra": 0, "first": 1, "from": 1 << 30, "limit": 1 << 30, "milliseconds": 0}
        return int(number(self._world.run("scroll", asked, self._watch.session, frame, 10).get("height")))

    def _refusal(self, error: str, url: str) -> NotLoadedError:
        if "CERT" in error or "SSL" in error:
            return NotLoadedError("web-certificate-refused", error, tuple(self._watch.refused_chain))
        code = {"net::ERR_TOO_MANY_REDIRECTS": "web-redirects", "net::ERR_INVALID_URL": "web-address"}.get(error)
        return NotLoadedError(code or "web-unreachable", f"{error} {url}")


def _next_look(log: NetworkLog, seconds: float) -> float:
    """How long to wait before the network can be quiet at the earliest."""
    return 0.05 if log.open else max(0.01, seconds - log.quiet_for())
