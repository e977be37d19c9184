"""The picture of the whole page: in one shot where that is safe, otherwise in bands; never silently incomplete.

A browser draws a page that is too large white, without a word (measured: beyond about 131 million device pixels). So
the area of one shot is kept far below, every shot has exactly the size that was asked for, and places where the page
has words or pictures but the shot has one colour are taken once more by themselves and compared.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from affiant.capture.web.picture_check import Picture, Region, size_of
from affiant.capture.web.picture_facts import BIN, PictureFacts
from affiant.capture.web.protocol import REFUSED, Call, Protocol, ProtocolError

ONE_SHOT_HEIGHT = 40_000
"""CSS pixels; a taller page is taken in bands."""
ONE_SHOT_AREA = 64_000_000
"""Device pixels of one shot."""
BAND_HEIGHT = 8_000
MAX_WIDTH = 5_000
END_CLIP = 200
_TALL = 12_000
"""From this height on a shot's end is always taken once more and compared."""
_MAX_AGAIN = 8
_SHOT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of a part of the page."""

    top: int
    height: int
    """CSS pixels."""
    png: bytes


def plan(width: int, height: int, scale: float) -> list[tuple[int, int]]:
    """Divide a page into shots: top and height of each, CSS pixels."""
    area = max(1, int(width * scale * scale))
    if height <= ONE_SHOT_HEIGHT and height * area <= ONE_SHOT_AREA:
        return [(0, height)]
    band = max(100, min(BAND_HEIGHT, ONE_SHOT_AREA // area))
    return [(top, min(band, height - top)) for top in range(0, height, band)]


class FullPicture:
    """Takes the picture of a page."""

    def __init__(self, protocol: Protocol, session: str | None, scale: float, filled: list[int]) -> None:
        """Prepare.

        Args:
            protocol: to the browser.
            session: of the page.
            scale: device pixels for one CSS pixel.
            filled: numbers of the places of `BIN` in which the page has words or pictures.
        """
        self._protocol = protocol
        self._session = session
        self._scale = scale
        self._filled = filled

    def begin(self, facts: PictureFacts) -> tuple[list[tuple[int, int]], Call]:
        """Ask for the first shot, without waiting."""
        parts = plan(facts.width, facts.height, self._scale)
        return parts, self._ask(facts.width, *parts[0])

    def take(
        self, facts: PictureFacts, parts: list[tuple[int, int]], first: Call, meanwhile: Callable[[], None]
    ) -> Iterator[Shot]:
        """Give the shots from the top down, each looked at.

        Args:
            facts: filled in on the way.
            parts: from `begin`.
            first: from `begin`.
            meanwhile: called while the browser draws.

        Raises:
            ProtocolError: the browser gave no picture. Those given before are good.
        """
        call: Call | None = first
        for place, (top, height) in enumerate(parts):
            asked = call or self._ask(facts.width, top, height)
            meanwhile()
            png = self._png(asked, facts.width, height)
            # the next band is drawn while this one is looked at
            call = self._ask(facts.width, *parts[place + 1]) if place + 1 < len(parts) else None
            good = self._judge(facts, png, top, height)
            if good is not None and len(parts) == 1 and height > BAND_HEIGHT:
                yield from self._in_bands(facts)
                return
            if good is not None and facts.good_to is None:
                facts.good_to = good
            yield Shot(top, height, png)

    def _in_bands(self, facts: PictureFacts) -> Iterator[Shot]:
        """Once more, in bands: the browser did not draw all of a tall shot."""
        facts.notes.append("taken-again-in-bands")
        for top in range(0, facts.height, BAND_HEIGHT):
            height = min(BAND_HEIGHT, facts.height - top)
            png = self._png(self._ask(facts.width, top, height), facts.width, height)
            good = self._judge(facts, png, top, height)
            if good is not None and facts.good_to is None:
                facts.good_to = good
            yield Shot(top, height, png)

    def _judge(self, facts: PictureFacts, png: bytes, top: int, height: int) -> int | None:
        """Return where the page stops being drawn in this shot, or None when it is drawn to the end."""
        try:
            picture = Picture(png)
        except ValueError:
            facts.checked = False
            return None
        bins = [one * BIN - top for one in self._filled if top <= one * BIN and one * BIN + BIN <= top + height]
        regions = {self._region(at, BIN): at for at in bins}
        doubtful = [regions[one] for one in picture.blank(regions)]
        again = [(at, BIN) for at in [*doubtful[:_MAX_AGAIN], *doubtful[-1:]]]
        if height >= _TALL:
            again.append((height - END_CLIP, END_CLIP))
        for at, size in sorted(set(again)):
            try:
                part = Picture(self._png(self._ask(facts.width, top + at, size), facts.width, size))
            except (ProtocolError, ValueError):
                facts.checked = False
                continue
            if not picture.shows(part, self._region(at, size).top) and self._is_still(
                facts, picture, part, top + at, size
            ):
                return top + at
        return None

    def _is_still(self, facts: PictureFacts, picture: Picture, part: Picture, top: int, size: int) -> bool:
        """Whether the place looks the same when it is taken twice: something that moves tells nothing."""
        try:
            second = Picture(self._png(self._ask(facts.width, top, size), facts.width, size))
        except (ProtocolError, ValueError):
            return False
        still = second.shows(part, 0)
        if not still:
            facts.checked = False
        return still and picture.width == part.width

    def _region(self, top: int, height: int) -> Region:
        return Region(round(top * self._scale), round(height * self._scale))

    def _ask(self, width: int, top: int, height: int) -> Call:
        return self._protocol.send(
            "Page.captureScreenshot",
            {
                "captureBeyondViewport": True,
                "clip": {"height": height, "scale": 1, "width": width, "x": 0, "y": top},
                "format": "png",
                "fromSurface": True,
                "optimizeForSpeed": True,
            },
            self._session,
        )

    def _png(self, call: Call, width: int, height: int) -> bytes:
        """Wait for a shot and demand its exact size."""
        held = self._protocol.wait(call, _SHOT_SECONDS).get("data")
        call.result = {}
        try:
            png = base64.b64decode(held) if isinstance(held, str) else b""
        except binascii.Error:
            png = b""
        size = size_of(png)
        wanted = width * self._scale, height * self._scale
        if size is None or abs(size[0] - wanted[0]) > 1 or abs(size[1] - wanted[1]) > 1:
            raise ProtocolError(REFUSED, f"picture of {size}, wanted {wanted}")
        return png
