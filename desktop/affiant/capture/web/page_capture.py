"""One capture inside of the recorder: from an address, or from what a window shows, to artefacts and facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from affiant.capture.web.attachment import Attachment, BrowserFacts
from affiant.capture.web.bodies import CUT, Bodies
from affiant.capture.web.certificate import chain_of
from affiant.capture.web.completeness_probe import Seen, judge, unanswered
from affiant.capture.web.exchange import Exchange, Headers, mapping, number, text
from affiant.capture.web.full_picture import BIN, MAX_WIDTH, FullPicture, PictureFacts, Shot
from affiant.capture.web.loading import Loading, NotLoadedError, Scrolled, fingerprint
from affiant.capture.web.network_log import NetworkLog
from affiant.capture.web.order import WebOrder
from affiant.capture.web.page_texts import MAX_CHARACTERS, PageTexts, read_texts
from affiant.capture.web.page_watch import PageWatch
from affiant.capture.web.page_world import PageWorld
from affiant.capture.web.protocol import TIMEOUT, Call, Protocol, ProtocolError
from affiant.capture.web.record_files import FORM, counted, headers_file, listed, pretty, tls_facts
from affiant.capture.web.sender import Sender
from affiant.capture.web.warc import MARK, WITHHELD, WarcWriter

_ELEMENTS = 20_000
"""Elements that the probe looks at."""
_PROBE_SECONDS = 15.0
_ANSWER_SECONDS = 4.0
"""A page that does not run a script of ours for so long is held up by one of its own."""
_SNAPSHOT_SECONDS = 30.0
_BODY_SECONDS = 15.0


@dataclass(slots=True)
class OpenPage:
    """A page and everything that listens to it."""

    attachment: Attachment
    watch: PageWatch
    log: NetworkLog
    bodies: Bodies
    world: PageWorld
    about: BrowserFacts
    only_shown: bool = False
    """Forget the traffic of a document when another takes its place: in a window a person goes about for hours."""

    def hear(self, method: str, params: dict[str, Any], session: str | None) -> None:
        """See `protocol.Listener`."""
        before = self.watch.documents
        self.watch.hear(method, params, session)
        if self.watch.is_ours(session):
            self.log.hear(method, params, session)
        if self.watch.documents != before:
            self.world.forget()
            if self.only_shown and self.watch.loader:
                self.log.forget_before(self.watch.loader)


@dataclass(slots=True)
class _Found:
    """What is known so far."""

    gaps: dict[str, int] = field(default_factory=dict)
    probe: Mapping[str, Any] = field(default_factory=dict)
    texts: PageTexts | None = None
    scrolled: Scrolled = field(default_factory=Scrolled)
    pictures: PictureFacts | None = None
    shots: list[dict[str, Any]] = field(default_factory=list)
    chain: tuple[str, ...] = ()
    loader: str | None = None


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
        self._now = now
        self._make_id = make_id
        self._isolation = isolation
        self._found = _Found()
        self._archive: list[bytes] = []
        self._archived = 0

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
        self._found.loader = self._page.watch.loader
        self._sender.step("read")
        self._wake()
        calls = self._read()
        self._sender.step("picture")
        self._take_pictures()
        self._send_page(calls)
        self._print()
        self._sender.step("archive")
        self._send_traffic()
        self._sender.step("finish")
        return self._finish()

    @property
    def failed(self) -> str | None:
        """Code of the problem that ended the page's life, if one did."""
        if self._protocol.ended:
            return "web-browser-ended"
        return "web-page-ended" if self._page.watch.crashed else None

    # -- loading ----------------------------------------------------------------------------------------------------

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
        self._sender.step("load")
        loading.navigate(url, order)
        if page.attachment.compares_later:
            self._compare_certificate(url)
        self._sender.step("settle")
        for gap in loading.settle(order):
            found.gaps[gap] = 0
        self._sender.step("scroll")
        self._wake()
        found.scrolled = loading.scroll(order.max_height)
        if found.scrolled.failed == TIMEOUT:
            self._wake()
        if found.scrolled.endless:
            found.gaps["endless"] = found.scrolled.steps

    def _compare_certificate(self, url: str) -> None:
        chain = chain_of(self._protocol, self._page.watch.session, url)
        accepted = (self._order.accepted_certificate or "").lower()
        if not chain or fingerprint(chain[0]) != accepted:
            self._protocol.send("Page.stopLoading", {}, self._page.watch.session)
            raise NotLoadedError("web-certificate-changed", fingerprint(chain[0]) or "" if chain else "")

    def _wake(self) -> None:
        """See that the page runs our scripts; a script of its own that never pauses is stopped."""
        page = self._page
        for _ in range(3):
            try:
                page.world.open(page.watch.session, page.watch.frame or "", _ANSWER_SECONDS)
                page.world.run(
                    "visible_text", {"limit": 0}, page.watch.session, page.watch.frame or "", _ANSWER_SECONDS
                )
            except ProtocolError as wrong:
                if wrong.reason != TIMEOUT:
                    return
                self._found.gaps["script-stopped"] = 0
                self._protocol.send("Runtime.terminateExecution", {}, page.watch.session)
            else:
                return

    # -- reading ----------------------------------------------------------------------------------------------------

    def _read(self) -> dict[str, Call]:
        """Ask the page for everything that the picture does not change; nothing is waited for but what we go by."""
        page, found = self._page, self._found
        calls: dict[str, Call] = {}
        session, frame = page.watch.session, page.watch.frame or ""
        try:
            root = self._protocol.call("DOM.getDocument", {"depth": 0}, session, _ANSWER_SECONDS).get("root")
            calls["dom"] = self._protocol.send("DOM.getOuterHTML", {"nodeId": mapping(root).get("nodeId")}, session)
        except ProtocolError:
            pass  # its absence is said at the end
        try:
            found.texts = read_texts(self._protocol, page.watch, page.world)
            found.probe = page.world.run("probe", {"bin": BIN, "elements": _ELEMENTS}, session, frame, _PROBE_SECONDS)
        except ProtocolError:
            found.gaps["metadata"] = 0
        calls["page"] = self._protocol.send("Page.captureSnapshot", {"format": "mhtml"}, session)
        return calls

    def _take_pictures(self) -> None:
        page, found, order = self._page, self._found, self._order
        try:
            layout = self._protocol.call("Page.getLayoutMetrics", {}, page.watch.session, _ANSWER_SECONDS)
        except ProtocolError:
            return
        content = mapping(layout.get("cssContentSize"))
        width, height = int(number(content.get("width"))), int(number(content.get("height")))
        width, height = max(1, width), max(1, height)
        scale = max(0.25, min(8.0, (number(found.probe.get("scale")) or 100) / 100))
        facts = PictureFacts(min(width, MAX_WIDTH), min(height, order.max_height), width, height)
        found.pictures = facts
        filled = found.probe.get("filled")
        bins = [int(number(one)) for one in filled] if isinstance(filled, list) else []
        taker = FullPicture(self._protocol, page.watch.session, scale, bins)
        parts, first = taker.begin(facts)
        single = len(parts) == 1
        try:
            for shot in taker.take(facts, parts, first, self._archive_what_is_there):
                self._send_shot(shot, single and shot.height == facts.height)
        except ProtocolError:
            done = sum(one["height"] for one in found.shots)
            found.gaps["picture-rest" if done else "picture"] = done
        self._note_picture_gaps(facts)

    def _send_shot(self, shot: Shot, single: bool) -> None:
        shots = self._found.shots
        name = "page.png" if single else f"page-{len(shots) + 1:03d}.png"
        self._sender.artefact("screenshot", name, shot.png)
        shots.append({"height": shot.height, "name": name, "top": shot.top})

    def _note_picture_gaps(self, facts: PictureFacts) -> None:
        gaps = self._found.gaps
        if facts.cut_at is not None:
            gaps["picture-cut"] = facts.cut_at
        if facts.width < facts.page_width:
            gaps["picture-narrow"] = facts.width
        if facts.good_to is not None:
            gaps["picture-rest"] = facts.good_to
        if not facts.checked:
            gaps["picture-unchecked"] = 0

    def _send_page(self, calls: Mapping[str, Call]) -> None:
        for role, name, key in (("page", "page.mhtml", "data"), ("dom", "dom.html", "outerHTML")):
            if role not in calls:
                continue
            try:
                held = self._protocol.wait(calls[role], _SNAPSHOT_SECONDS).get(key)
            except ProtocolError:
                continue
            calls[role].result = {}
            if isinstance(held, str) and held:
                self._sender.artefact(role, name, held.encode("utf-8", "replace"))
        texts = self._found.texts
        if texts is not None:
            self._sender.artefact("text", "text.txt", texts.file())
            if texts.cut:
                self._found.gaps["text-cut"] = MAX_CHARACTERS
            if texts.lost:
                self._found.gaps["frame-text"] = texts.lost

    def _print(self) -> None:
        try:
            document = self._page.attachment.print()
        except ProtocolError:
            return
        if document.startswith(b"%PDF-"):
            self._sender.artefact("print", "print.pdf", document)

    # -- traffic ----------------------------------------------------------------------------------------------------

    def _exchanges(self) -> list[Exchange]:
        log = self._page.log
        if self._order.url is None and self._found.loader:
            return log.of_page(self._found.loader)
        return log.exchanges

    def _hops(self) -> list[Exchange]:
        loader = self._found.loader
        return [one for one in self._page.log.exchanges if one.id == loader] if loader else []

    def _archive_what_is_there(self) -> None:
        """Make the records of everything that has ended, while the browser draws."""
        if self._archived:
            return
        page = self._page
        page.bodies.wait(_BODY_SECONDS)
        page.log.pair_with_wire()
        writer = WarcWriter(self._now, "archive.warc.gz", self._about_archive(), self._make_id)
        self._writer = writer
        self._archive.append(writer.information())
        self._add_records(settled_only=True)

    def _add_records(self, *, settled_only: bool) -> None:
        exchanges = self._exchanges()
        while self._archived < len(exchanges):
            one = exchanges[self._archived]
            if settled_only and not one.settled:
                return
            self._archived += 1
            if one.over_network:
                if one.body is None and one.no_body is None and not one.redirected:
                    one.no_body = "not-loaded"
                self._archive.append(self._writer.exchange(one, self._page.bodies.give_back(one)))

    def _send_traffic(self) -> None:
        page, found = self._page, self._found
        if not self._archive:
            self._archive_what_is_there()
        page.bodies.wait(_BODY_SECONDS)
        page.log.pair_with_wire()
        self._add_records(settled_only=False)
        hops = self._hops()
        if hops:
            self._sender.artefact("headers", "headers.json", headers_file(hops))
        response = hops[-1].response if hops else None
        if response is not None and response.tls is not None:
            found.chain = chain_of(self._protocol, page.watch.session, hops[-1].url)
            if found.chain:
                self._sender.artefact("certificate", "certificate.pem", "".join(found.chain).encode())
            else:
                found.gaps["certificate"] = 0
        self._sender.artefact("archive", "archive.warc.gz", self._archive)
        self._archive = [b""]
        self._note_traffic_gaps(hops)

    def _note_traffic_gaps(self, hops: list[Exchange]) -> None:
        gaps = self._found.gaps
        answered = [one for one in self._exchanges() if one.over_network and not one.redirected and not one.failed]
        cut = sum(one.no_body == CUT for one in answered)
        gone = sum(one.no_body is not None for one in answered) - cut
        for code, count in (("bodies", gone), ("bodies-cut", cut), ("exchanges-cut", self._page.log.over_limit)):
            if count:
                gaps[code] = count
        if not hops:
            gaps["earlier-traffic"] = 0
        elif hops[-1].failed and not hops[-1].finished:
            gaps["page-cut-short"] = 0
        if self._page.watch.loader != self._found.loader:
            gaps["page-moved-on"] = 0
        if self._order.url is None:
            gaps["not-scrolled"] = 0

    def _about_archive(self) -> Headers:
        about = self._page.about
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

    # -- facts ------------------------------------------------------------------------------------------------------

    def _finish(self) -> dict[str, Any]:
        found, page, order = self._found, self._page, self._order
        hops = self._hops()
        response = hops[-1].response if hops else None
        texts = found.texts.all if found.texts else ""
        seen = Seen(
            found.probe,
            texts,
            response.status if response else None,
            order.expect,
            order.url is None,
            tuple(self._against_whole()),
            f"{found.pictures.width} × {found.pictures.height} pixels" if found.pictures else "",
        )
        answers = judge(seen) if found.probe else unanswered(order.expect)
        tls = tls_facts(response.tls) if response and response.tls else None
        accepted = (order.accepted_certificate or page.watch.accepted or "").lower()
        final = text(found.probe.get("url"), 4000) or page.watch.url
        pictures = found.pictures
        web = {
            "console_errors": page.watch.console_errors,
            "cut_at": pictures.cut_at if pictures else None,
            "engine": asdict(page.about),
            "final_url": final,
            "page": {"height": pictures.page_height, "width": pictures.page_width}
            if pictures
            else {"height": 0, "width": 0},
            "pictures": found.shots,
            "requested_url": order.url or (hops[0].url if hops else final),
            "resources": counted(self._exchanges()),
            "scale_percent": int(number(found.probe.get("scale"))) or 100,
            "server": response.server if response else None,
            "status": response.status if response else None,
            "steps": page.watch.steps_count,
            "title": text(found.probe.get("title"), 1000) or None,
            "tls": tls
            and {
                "accepted_by_operator": bool(accepted and found.chain and fingerprint(found.chain[0]) == accepted),
                **{key: tls[key] for key in ("issuer", "protocol", "subject", "valid_from", "valid_to")},
            },
            "viewport": {
                key: int(number(mapping(found.probe.get("viewport")).get(key))) for key in ("height", "width")
            },
        }
        said_answers = [{"answer": one.answer, "detail": one.detail, "question": one.question} for one in answers]
        gaps = [{"code": code, "count": count} for code, count in found.gaps.items()]
        self._sender.artefact("record", "record.json", pretty(self._record(web, said_answers, gaps)))
        return {"answers": said_answers, "gaps": gaps, "kind": "outcome", "web": web}

    def _against_whole(self) -> list[str]:
        words = {
            "picture": "no picture",
            "picture-rest": "the browser did not draw it all",
            "picture-cut": "taller than what is pictured",
            "picture-narrow": "wider than what is pictured",
            "load-not-finished": "it was still loading",
            "page-cut-short": "the connection ended before it did",
            "endless": "it grows as it is scrolled",
            "page-moved-on": "another page came in its place",
        }
        against = [said for code, said in words.items() if code in self._found.gaps]
        return against if self._found.pictures else [*against, words["picture"]]

    def _record(self, web: Mapping[str, Any], answers: list[Any], gaps: list[Any]) -> dict[str, Any]:
        found, page = self._found, self._page
        watch = page.watch
        return {
            "artefacts": [
                {"name": name, "role": role, "sha256": digest, "size": size}
                for role, name, digest, size in self._sender.sent
            ],
            "completeness": answers,
            "console": {"errors": watch.console_errors, "lines": watch.console},
            "form": FORM,
            "frames": sorted(watch.frames.values()),
            "gaps": gaps,
            "isolation_of_recorder": list(self._isolation),
            "order": self._order.to_json(),
            "page": {key: value for key, value in found.probe.items() if key not in ("filled", "foldable", "overlays")},
            "picture": asdict(found.pictures) if found.pictures else None,
            "refused": watch.refused,
            "resources": listed(self._exchanges()),
            "scroll_pass": asdict(found.scrolled) if self._order.url is not None else None,
            "started_at": self._now,
            "steps": {"count": watch.steps_count, "log": watch.steps},
            "web": web,
            "withheld": {"headers": list(WITHHELD), "mark": MARK, "request_bodies": True},
            "workers": sorted(watch.workers.values()),
        }
