"""The visible text of a page and of every frame in it, those in processes of their own among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from affiant.capture.web.exchange import mapping, number, text
from affiant.capture.web.page_watch import PageWatch
from affiant.capture.web.page_world import PageWorld
from affiant.capture.web.protocol import Protocol, ProtocolError

MAX_CHARACTERS = 8_000_000
"""Of one frame."""
MAX_FRAMES = 200
_SECONDS = 15.0
_FRAME_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class PageTexts:
    """Text of the page, then of its frames."""

    parts: tuple[tuple[str, str], ...]
    """Address and text; the page itself is first."""
    cut: bool
    lost: int
    """Frames whose text could not be read."""

    @property
    def all(self) -> str:
        """Everything, as it is compared with claimed words."""
        return "\n".join(part for _, part in self.parts)

    def file(self) -> bytes:
        """The page's text; each frame's behind a line with its address."""
        (_, first), *frames = self.parts
        more = [f"\n\n[frame {url}]\n{part}" for url, part in frames if part.strip()]
        return "".join([first, *more, "\n"]).encode("utf-8", "replace")


def read_texts(protocol: Protocol, watch: PageWatch, world: PageWorld) -> PageTexts:
    """Read them.

    Raises:
        ProtocolError: the page itself does not answer.
    """
    order = {"limit": MAX_CHARACTERS}
    main = world.run("visible_text", order, watch.session, watch.frame or "", _SECONDS)
    found, cut, lost = [_part(main)], number(main.get("length")) > MAX_CHARACTERS, 0
    for session, frame in _frames(protocol, watch):
        if len(found) + lost > MAX_FRAMES:
            lost += 1
            continue
        try:
            said = world.run("visible_text", order, session, frame, _FRAME_SECONDS)
        except ProtocolError:
            lost += 1
            continue
        found.append(_part(said))
        cut = cut or number(said.get("length")) > MAX_CHARACTERS
    return PageTexts(tuple(found), cut, lost)


def _part(said: Mapping[str, Any]) -> tuple[str, str]:
    return text(said.get("url"), 2000), text(said.get("text"), MAX_CHARACTERS)


def _frames(protocol: Protocol, watch: PageWatch) -> Iterator[tuple[str | None, str]]:
    """Session and id of every frame but the page's own."""
    for session in (watch.session, *watch.frames):
        try:
            tree = mapping(protocol.call("Page.getFrameTree", {}, session, _FRAME_SECONDS).get("frameTree"))
        except ProtocolError:
            continue
        waiting = [tree]
        while waiting:
            node = waiting.pop(0)
            frame = text(mapping(node.get("frame")).get("id"), 100)
            if frame and frame != watch.frame:
                yield session, frame
            children = node.get("childFrames")
            waiting += [mapping(one) for one in children] if isinstance(children, list) else []
