"""Reads the page itself: its words, what it says of itself, its DOM, itself as one file, and its print."""

from __future__ import annotations

from collections.abc import Mapping

from affiant.capture.web.exchange import mapping
from affiant.capture.web.open_page import Found, OpenPage
from affiant.capture.web.page_texts import MAX_CHARACTERS, read_texts
from affiant.capture.web.picture_facts import BIN
from affiant.capture.web.protocol import TIMEOUT, Call, Protocol, ProtocolError
from affiant.capture.web.sender import Sender

_ELEMENTS = 20_000
"""Elements that the probe looks at."""
_TRIES = 3
_PROBE_SECONDS = 15.0
_ANSWER_SECONDS = 4.0
"""A page that does not run a script of ours for so long is held up by one of its own."""
_SNAPSHOT_SECONDS = 30.0
_CLOSED = '<template shadowrootmode="closed"'
"""How the DOM is written where a part of the page is closed to scripts: its words are in no text of ours."""


class PageReading:
    """Reads one page; what cannot be read leaves a gap."""

    def __init__(self, protocol: Protocol, page: OpenPage, found: Found, sender: Sender) -> None:
        self._protocol = protocol
        self._page = page
        self._found = found
        self._sender = sender

    def wake(self) -> bool:
        """See that the page runs our scripts; a script of its own that never pauses is stopped. False: it never did."""
        page = self._page
        session, frame = page.watch.session, page.watch.frame or ""
        for _ in range(_TRIES):
            try:
                page.world.open(session, frame, _ANSWER_SECONDS)
                page.world.run("visible_text", {"limit": 0}, session, frame, _ANSWER_SECONDS)
            except ProtocolError as wrong:
                if wrong.reason != TIMEOUT:
                    return True  # it answers, or is gone: every step sees for itself
                self._found.gaps["script-stopped"] = 0
                self._protocol.send("Runtime.terminateExecution", {}, session)
            else:
                return True
        return False

    def begin(self) -> dict[str, Call]:
        """Ask the page for everything that the picture does not change; nothing is waited for but what we go by."""
        page, found = self._page, self._found
        calls: dict[str, Call] = {}
        session, frame = page.watch.session, page.watch.frame or ""
        try:
            root = self._protocol.call("DOM.getDocument", {"depth": 0}, session, _ANSWER_SECONDS).get("root")
            asked = {"includeShadowDOM": True, "nodeId": mapping(root).get("nodeId")}  # closed trees too
            calls["dom"] = self._protocol.send("DOM.getOuterHTML", asked, session)
        except ProtocolError:
            pass  # its absence is said at the end
        try:
            page.world.run("watch_picture", {"begin": True}, session, frame, _PROBE_SECONDS)
            found.texts = read_texts(self._protocol, page.watch, page.world)
            found.probe = page.world.run("probe", {"bin": BIN, "elements": _ELEMENTS}, session, frame, _PROBE_SECONDS)
        except ProtocolError:
            found.gaps["metadata"] = 0
        calls["page"] = self._protocol.send("Page.captureSnapshot", {"format": "mhtml"}, session)
        return calls

    def send(self, calls: Mapping[str, Call]) -> None:
        """Send page, DOM and text. After the picture: whether it shows the same is said."""
        self._note_change()
        for role, name, key in (("page", "page.mhtml", "data"), ("dom", "dom.html", "outerHTML")):
            if role not in calls:
                continue
            try:
                held = self._protocol.wait(calls[role], _SNAPSHOT_SECONDS).get(key)
            except ProtocolError:
                continue
            calls[role].result = {}
            if isinstance(held, str) and held:
                if role == "dom" and (closed := held.count(_CLOSED)):
                    self._found.gaps["closed-text"] = closed
                self._sender.artefact(role, name, held.encode("utf-8", "replace"))
        texts = self._found.texts
        if texts is not None:
            self._sender.artefact("text", "text.txt", texts.file())
            if texts.cut:
                self._found.gaps["text-cut"] = MAX_CHARACTERS
            if texts.lost:
                self._found.gaps["frame-text"] = texts.lost

    def _note_change(self) -> None:
        page = self._page
        try:
            said = page.world.run(
                "watch_picture", {"begin": False}, page.watch.session, page.watch.frame or "", _PROBE_SECONDS
            )
        except ProtocolError:
            return  # the page is gone, or was never asked: either is said elsewhere
        if said.get("changed") is True:
            self._found.gaps["page-changed"] = 0

    def print(self) -> None:
        """Send the page as printed. After the picture: printing lays the page out anew."""
        if self._page.watch.crashed:
            return  # the browser would print an empty page in its place
        try:
            document = self._page.attachment.print()
        except ProtocolError:
            return
        if document.startswith(b"%PDF-"):
            self._sender.artefact("print", "print.pdf", document)
