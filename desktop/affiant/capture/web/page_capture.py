"""One capture inside of the recorder: from an address, or from what a window shows, to artefacts and facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from affiant.capture.web.certificate import chain_of
from affiant.capture.web.loading import Loading, NotLoadedError, fingerprint
from affiant.capture.web.open_page import Found, OpenPage
from affiant.capture.web.order import WebOrder
from affiant.capture.web.page_conclusion import Conclusion
from affiant.capture.web.page_pictures import PagePictures
from affiant.capture.web.page_reading import PageReading
from affiant.capture.web.page_traffic import PageTraffic
from affiant.capture.web.protocol import Protocol, ProtocolError
from affiant.capture.web.record_files import pretty
from affiant.capture.web.sender import Sender


class PageCapture:
    """Takes one page. A step that fails leaves a gap, and the next is tried all the same."""

    def __init__(
        self,
        protocol: Protocol,
        page: OpenPage,
        sender: Sender,
        order: WebOrder,
        now: str,
        make_id: Callable[[], str],
        isolation: tuple[str, ...],
    ) -> None:
        self._protocol = protocol
        self._page = page
        self._sender = sender
        self._order = order
        self._found = found = Found()
        self._awake = True
        as_shown = order.url is None
        self._reading = PageReading(protocol, page, found, sender)
        self._pictures = PagePictures(protocol, page, found, sender, as_shown=as_shown)
        self._traffic = PageTraffic(protocol, page, found, sender, now, make_id, as_shown=as_shown)
        self._conclusion = Conclusion(page, found, order, now, isolation)

    def run(self) -> dict[str, Any]:
        """Capture, and return the frame ``outcome``.

        Raises:
            NotLoadedError: there is no page; nothing was sent.
            StoppedError: the parent says so.
        """
        if self._order.url is not None:
            self._load(self._order.url)
        elif self._page.watch.loader is None or self._page.watch.url.startswith("about:"):
            raise NotLoadedError("web-no-page")
        else:
            self._hide_bars(hidden=True)
        self._found.loader = self._page.watch.loader
        self._sender.step("read")
        answers = self._awake and self._reading.wake()
        calls = self._reading.begin() if answers else {}
        self._sender.step("picture")
        try:
            if answers:  # otherwise what was loaded is all that can be had of it
                self._pictures.take(self._order.max_height, self._traffic.prepare)
                self._reading.send(calls)
                self._reading.print()
        finally:
            if self._order.url is None:
                self._hide_bars(hidden=False)
        self._sender.step("archive")
        self._traffic.send()
        self._sender.step("finish")
        outcome = self._conclusion.outcome(self._traffic.exchanges())
        record = self._conclusion.record(outcome, self._traffic.exchanges(), self._sender.sent)
        self._sender.artefact("record", "record.json", pretty(record))
        return outcome

    @property
    def failed(self) -> str | None:
        """Code of the problem that ended the page's life, if one did."""
        if self._protocol.ended:
            return "web-browser-ended"
        return "web-page-ended" if self._page.watch.crashed else None

    def _load(self, url: str) -> None:
        page, order, found = self._page, self._order, self._found
        if not url.startswith(("http://", "https://")):
            raise NotLoadedError("web-address", url)
        if order.accepted_certificate:
            try:
                page.attachment.accept(url, order.accepted_certificate.lower())
            except ProtocolError as wrong:
                raise NotLoadedError("web-certificate-refused", wrong.said) from wrong
        loading = Loading(self._protocol, page.watch, page.log, page.world)
        self._hide_bars(hidden=True)
        self._sender.step("load")
        loading.navigate(url, order)
        found.first_chain = page.watch.loader, chain_of(self._protocol, page.watch.session, page.watch.url)
        if page.attachment.compares_later:
            self._compare_certificate(url)
            found.gaps["compared-once"] = 0
        self._sender.step("settle")
        for gap in loading.settle(order):
            found.gaps[gap] = 0
        self._sender.step("scroll")
        self._awake = self._reading.wake()
        if self._awake:
            found.scrolled = loading.scroll(order.max_height)
        if found.scrolled.endless:
            found.gaps["endless"] = found.scrolled.steps

    def _hide_bars(self, *, hidden: bool) -> None:
        """Without scroll bars the page is as wide for its picture as it was when it was read.

        The browser takes them away for the picture anyhow: the page would be laid out anew, wider than what is
        pictured, and could notice.
        """
        self._protocol.send("Emulation.setScrollbarsHidden", {"hidden": hidden}, self._page.watch.session)

    def _compare_certificate(self, url: str) -> None:
        chain = chain_of(self._protocol, self._page.watch.session, url)
        accepted = (self._order.accepted_certificate or "").lower()
        if not chain or fingerprint(chain[0]) != accepted:
            self._protocol.send("Page.stopLoading", {}, self._page.watch.session)
            raise NotLoadedError("web-certificate-changed", fingerprint(chain[0]) or "" if chain else "")
