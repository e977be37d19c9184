"""The pictures of a page: taken, sent, and what they lack noted."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from affiant.capture.web.exchange import mapping, number
from affiant.capture.web.full_picture import MAX_WIDTH, FullPicture, Shot
from affiant.capture.web.open_page import Found, OpenPage
from affiant.capture.web.picture_facts import PictureFacts
from affiant.capture.web.protocol import Protocol, ProtocolError
from affiant.capture.web.sender import Sender

_ANSWER_SECONDS = 10.0


class PagePictures:
    """Takes the pictures of one page."""

    def __init__(self, protocol: Protocol, page: OpenPage, found: Found, sender: Sender, *, as_shown: bool) -> None:
        self._protocol = protocol
        self._page = page
        self._found = found
        self._sender = sender
        self._as_shown = as_shown

    def take(self, max_height: int, meanwhile: Callable[[], None]) -> None:
        """Take and send them.

        Args:
            max_height: CSS pixels beyond which the page is not pictured.
            meanwhile: called while the browser draws.
        """
        page, found = self._page, self._found
        try:
            layout = self._protocol.call("Page.getLayoutMetrics", {}, page.watch.session, _ANSWER_SECONDS)
        except ProtocolError:
            return
        content = mapping(layout.get("cssContentSize"))
        width, height = int(number(content.get("width"))), int(number(content.get("height")))
        width, height = max(1, width), max(1, height)
        scale = max(0.25, min(8.0, (number(found.probe.get("scale")) or 100) / 100))
        facts = PictureFacts(min(width, MAX_WIDTH), min(height, max_height), width, height)
        found.pictures = facts
        filled = found.probe.get("filled")
        bins = [int(number(one)) for one in filled] if isinstance(filled, list) else []
        taker = FullPicture(self._protocol, page.watch.session, scale, bins)
        parts, first = taker.begin(facts)
        single = len(parts) == 1
        try:
            for shot in taker.take(facts, parts, first, meanwhile):
                self._send_shot(shot, single and shot.height == facts.height)
        except ProtocolError:
            done = sum(one["height"] for one in found.shots)
            found.gaps["picture-rest" if done else "picture"] = done
        self._note_gaps(facts)
        if self._as_shown:
            self._restore_place()

    def _restore_place(self) -> None:
        """Leave the person where they were: taking the whole page may move it."""
        page = self._page
        place = mapping(self._found.probe.get("scroll"))
        order = {"milliseconds": 0, "x": int(number(place.get("x"))), "y": int(number(place.get("y")))}
        with suppress(ProtocolError):
            page.world.run("pictures_ready", order, page.watch.session, page.watch.frame or "", _ANSWER_SECONDS)

    def _send_shot(self, shot: Shot, single: bool) -> None:
        shots = self._found.shots
        name = "page.png" if single else f"page-{len(shots) + 1:03d}.png"
        self._sender.artefact("screenshot", name, shot.png)
        shots.append({"height": shot.height, "name": name, "top": shot.top})

    def _note_gaps(self, facts: PictureFacts) -> None:
        gaps = self._found.gaps
        if facts.cut_at is not None:
            gaps["picture-cut"] = facts.cut_at
        if facts.width < facts.page_width:
            gaps["picture-narrow"] = facts.width
        if facts.good_to is not None:
            gaps["picture-rest"] = facts.good_to
        if not facts.checked:
            gaps["picture-unchecked"] = 0
