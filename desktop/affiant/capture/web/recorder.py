"""The recorder: ``python -I -m affiant.capture.web.recorder READ WRITE``, started by `browser_session`.

A limited child process that inherits the two pipes of a browser, reads everything that comes from it, and gives its
parent artefacts and facts in bounded frames. It opens no file and no socket, and starts nothing.
"""

from __future__ import annotations

import sys
import uuid
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from affiant.capture.web.attachment import Attachment, BrowserFacts, BuiltIn, Chromium
from affiant.capture.web.bodies import Bodies
from affiant.capture.web.browser_pipe import BrowserPipe
from affiant.capture.web.exchange import number, text
from affiant.capture.web.loading import NotLoadedError
from affiant.capture.web.network_log import NetworkLog
from affiant.capture.web.open_page import OpenPage
from affiant.capture.web.order import WebOrder
from affiant.capture.web.page_capture import PageCapture
from affiant.capture.web.page_watch import PageWatch
from affiant.capture.web.page_world import PageWorld, read_scripts
from affiant.capture.web.protocol import ParentGoneError, Protocol, ProtocolError, StoppedError
from affiant.capture.web.sender import Sender
from affiant.confined.isolation import allow_one_request, end_request
from affiant.confined.limits import Limits
from affiant.confined.stream import ParentPipe, begin

BUILT_IN = "qtwebengine"


class Recorder:
    """Serves one browser."""

    def __init__(
        self,
        parent: ParentPipe,
        pipe: BrowserPipe,
        limits: Limits,
        isolation: tuple[str, ...],
        scripts: Mapping[str, str],
    ) -> None:
        self._parent = parent
        self._limits = limits
        self._isolation = isolation
        self._scripts = scripts
        self._protocol = Protocol(pipe, parent, self._command)
        self._protocol.listen(self._hear)
        self._orders: deque[dict[str, Any]] = deque()
        self._capturing = False
        self._visible = False
        self._attachment: Attachment | None = None
        self._page: OpenPage | None = None

    def serve(self) -> None:
        """Work until browser or parent is gone."""
        while not self._protocol.ended:
            if self._orders:
                self._obey(self._orders.popleft())
            else:
                self._protocol.idle()

    def _command(self, frame: dict[str, Any]) -> None:
        match frame.get("do"):
            case "stop":
                if self._capturing:
                    raise StoppedError
                if self._orders:  # it had not begun
                    self._orders.clear()
                self._parent.send({"kind": "nothing"})
            case "show-state":
                self._protocol.send("Affiant.showState", {key: frame.get(key) for key in ("busy", "items")})
            case "set-accounts":
                self._protocol.send("Affiant.setAccounts", {key: frame.get(key) for key in ("accounts", "chosen")})
            case _:
                self._orders.append(frame)

    def _obey(self, frame: dict[str, Any]) -> None:
        if frame.get("do") == "attach":
            self._visible = frame.get("visible") is True
            self._attachment = (
                BuiltIn(self._protocol)
                if frame.get("engine") == BUILT_IN
                else Chromium(self._protocol, int(number(frame.get("width"))), int(number(frame.get("height"))))
            )
            self._prepare()
        elif frame.get("do") == "capture":
            allow_one_request(self._limits)
            self._capture(WebOrder.from_json(frame.get("order")), text(frame.get("now"), 50))
            end_request()
            if not self._visible and not self._protocol.ended:
                self._prepare()  # so that the next capture finds a fresh page waiting

    def _prepare(self) -> None:
        """Open a page without any past. What fails here is said when a capture is wanted."""
        if self._page is not None:
            self._protocol.deafen(self._page.hear)
            self._page = None
        attachment = self._attachment
        if attachment is None:
            return
        try:
            attachment.fresh()
            watch = PageWatch(self._protocol, attachment.session, refuses=not isinstance(attachment, BuiltIn))
            bodies = Bodies(self._protocol)
            page = OpenPage(
                attachment,
                watch,
                NetworkLog(bodies.ask),
                bodies,
                PageWorld(self._protocol, self._scripts),
                BrowserFacts(),
            )
            page.only_shown = self._visible
            self._protocol.listen(page.hear)
            watch.enable()
            page.about = attachment.about()
            self._page = page
        except ProtocolError:
            return

    def _capture(self, order: WebOrder, now: str) -> None:
        """Capture, and end with the frame ``outcome`` or ``nothing`` in any case."""
        if self._page is None or self._page.watch.crashed:
            self._prepare()
        page = self._page
        if page is None:
            self._parent.send({"code": "web-not-started", "kind": "failed", "subject": ""})
            self._parent.send({"kind": "nothing"})
            return
        capture = PageCapture(
            self._protocol, page, Sender(self._parent), order, now, lambda: str(uuid.uuid4()), self._isolation
        )
        outcome: dict[str, Any] = {"kind": "nothing"}
        self._capturing = True
        try:
            outcome = capture.run()
            if capture.failed:
                self._parent.send({"code": capture.failed, "kind": "failed", "subject": ""})
        except NotLoadedError as wrong:
            certificate = wrong.code == "web-certificate-refused"
            self._parent.send(
                {
                    "chain": list(wrong.chain),
                    "code": capture.failed or wrong.code,
                    "error": wrong.subject,
                    "fingerprint": wrong.fingerprint,
                    "kind": "failed",
                    "subject": text(order.url or "" if certificate else wrong.subject, 2000),
                }
            )
        except StoppedError:
            with suppress(ProtocolError):
                self._protocol.send("Page.stopLoading", {}, page.watch.session)
        finally:
            self._capturing = False
        self._parent.send(outcome)

    def _hear(self, method: str, params: dict[str, Any], session: str | None) -> None:
        """Pass on what the person does in the visible window."""
        if session is not None or not self._visible:
            return
        if method == "Affiant.captureWanted":
            expect = params.get("expect")
            self._parent.send(
                {
                    "account": text(params.get("account"), 200),
                    "event": "capture-wanted",
                    "expect": [text(one, 2000) for one in expect[:100]] if isinstance(expect, list) else [],
                    "kind": "event",
                    "note": text(params.get("note"), 20_000),
                }
            )
        elif method == "Affiant.rendererEnded":
            self._parent.send({"event": "page-ended", "kind": "event"})


def main() -> None:
    """Confine this process, then serve."""
    scripts = read_scripts()
    reads, writes = (int(one) for one in sys.argv[1:3])
    begun = begin()
    if begun is None:
        return
    parent, limits, isolation = begun
    with suppress(ParentGoneError, BrokenPipeError):
        Recorder(parent, BrowserPipe(reads, writes), limits, isolation, scripts).serve()


if __name__ == "__main__":
    main()
