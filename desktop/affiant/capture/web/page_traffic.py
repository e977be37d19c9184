"""What was loaded: the archive, the headers of every hop, and the certificates of the server."""

from __future__ import annotations

from collections.abc import Callable

from affiant.capture.web.bodies import CUT, FAILED, GONE, UNFINISHED
from affiant.capture.web.certificate import chain_of
from affiant.capture.web.exchange import MAX_ADDRESS, Exchange, Headers, text
from affiant.capture.web.open_page import Found, OpenPage
from affiant.capture.web.protocol import Protocol
from affiant.capture.web.record_files import headers_file
from affiant.capture.web.sender import Sender
from affiant.capture.web.warc import MARK, WITHHELD, WarcWriter

_BODY_SECONDS = 15.0


class PageTraffic:
    """Keeps what one page loaded."""

    def __init__(
        self,
        protocol: Protocol,
        page: OpenPage,
        found: Found,
        sender: Sender,
        now: str,
        make_id: Callable[[], str],
        *,
        as_shown: bool,
    ) -> None:
        self._protocol = protocol
        self._page = page
        self._found = found
        self._sender = sender
        self._as_shown = as_shown
        self._writer = WarcWriter(now, "archive.warc.gz", _about_archive(page), make_id)
        self._records: list[bytes] = []
        self._archived = 0

    def exchanges(self) -> list[Exchange]:
        """Return everything that the page asked for; in a window only what the shown page did."""
        log = self._page.log
        if self._as_shown and self._found.loader:
            return log.of_page(self._found.loader)
        return log.exchanges

    def prepare(self) -> None:
        """Make the records of everything that has ended, while the browser draws."""
        if self._records:
            return
        page = self._page
        page.bodies.wait(_BODY_SECONDS)
        page.log.pair_with_wire()
        self._records.append(self._writer.information())
        self._add_records(settled_only=True)

    def _add_records(self, *, settled_only: bool) -> None:
        exchanges = self.exchanges()
        while self._archived < len(exchanges):
            one = exchanges[self._archived]
            if settled_only and not one.settled:
                return
            self._archived += 1
            if one.over_network:
                if one.body is None and one.no_body is None and not one.redirected:
                    one.no_body = FAILED if one.failed else UNFINISHED
                # in a window the same page may be captured again
                body = (one.body or b"") if self._page.only_shown else self._page.bodies.give_back(one)
                self._records.append(self._writer.exchange(one, body))

    def send(self) -> None:
        """Send headers, certificates and archive."""
        page, found = self._page, self._found
        self.prepare()
        page.bodies.wait(_BODY_SECONDS)
        page.log.pair_with_wire()
        self._add_records(settled_only=False)
        hops = found.hops(page.log)
        if hops:
            self._sender.artefact("headers", "headers.json", headers_file(hops))
        response = hops[-1].response if hops else None
        if response is not None and response.tls is not None:
            loader, chain = found.first_chain
            found.chain = chain if chain and loader == found.loader else ()
            found.chain = found.chain or chain_of(self._protocol, page.watch.session, hops[-1].url)
            if found.chain:
                self._sender.artefact("certificate", "certificate.pem", "".join(found.chain).encode())
            else:
                found.gaps["certificate"] = 0
        self._sender.artefact("archive", "archive.warc.gz", self._records)
        self._note_gaps(hops)

    def _note_gaps(self, hops: list[Exchange]) -> None:
        gaps = self._found.gaps
        answered = [one for one in self.exchanges() if one.over_network and not one.redirected and not one.failed]
        for code, reason in (("bodies", GONE), ("bodies-cut", CUT), ("bodies-unfinished", UNFINISHED)):
            count = sum(one.no_body == reason for one in answered)
            if count:
                gaps[code] = count
        if self._page.log.over_limit:
            gaps["exchanges-cut"] = self._page.log.over_limit
        if self._page.log.lasting:
            gaps["lasting"] = self._page.log.lasting
        if not hops:
            gaps["earlier-traffic"] = 0
        elif hops[-1].failed and not hops[-1].finished:
            gaps["page-cut-short"] = 0
        if hops and hops[-1].response is not None and hops[-1].response.from_worker:
            gaps["from-worker"] = 0
        shown = text(self._found.probe.get("url"))
        if hops and shown and _plain(shown) != _plain(hops[-1].url):
            gaps["address-by-page"] = 0
        if len(text(self._found.probe.get("url"), MAX_ADDRESS + 1)) > MAX_ADDRESS:
            gaps["address-cut"] = MAX_ADDRESS
        if self._page.watch.loader != self._found.loader:
            gaps["page-moved-on"] = 0


def _plain(url: str) -> str:
    """Without the part that no server gets, and without a name and password."""
    scheme, slashes, rest = url.partition("#")[0].partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{slashes}{host.rpartition('@')[2]}{slash}{path}"


def _about_archive(page: OpenPage) -> Headers:
    about = page.about
    return [
        ("software", f"Affiant, driving {about.name} {about.version}"),
        ("format", "WARC File Format 1.1"),
        ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
        ("http-header-user-agent", about.user_agent),
        ("robots", "ignored: one page, asked for by a person"),
        (
            "description",
            "Taken from what the browser told. Bodies are decoded: what was packed or in other encodings stands "
            "in headers X-Archive-Orig-*. Bodies of requests are left out. Values of these headers are replaced "
            f"by {MARK}: {', '.join(WITHHELD)}",
        ),
    ]
