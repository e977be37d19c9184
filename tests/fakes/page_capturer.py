"""A browser that is none: it gives artefacts from memory, and fails where a test wants it to."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

from PIL import Image
from tests.fakes.web_acquisition import acquisition

from affiant.capture.web.order import ArtefactBrokenError, ArtefactSink, WebOrder, WebOutcome
from affiant.core.completeness import NO, YES, Answer, Completeness
from affiant.core.errors import AffiantError, ExitStatus
from affiant.core.progress import Progress

CAPTURED_AT = "2026-11-22T03:00:00.000Z"
STEP = ("Loading the page", 8)


def unreachable(subject: str = "") -> AffiantError:
    return AffiantError(
        "web-unreachable",
        "The page could not be reached",
        subject=subject,
        remedy="Check the address.",
        status=ExitStatus.INCOMPLETE,
    )


def picture(height: int = 30) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, height), "white").save(out, "PNG")
    return out.getvalue()


class BrokenStream(io.RawIOBase):
    """Gives some bytes, and then the rest does not come."""

    def __init__(self) -> None:
        self._given = False

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        if self._given:
            raise ArtefactBrokenError
        self._given = True
        into[:4] = b"half"
        return 4


@dataclass
class FakeCapturer:
    """See the module."""

    problems: dict[str, AffiantError] = field(default_factory=dict)
    """Address to what is raised; nothing is captured then."""
    broken: set[str] = field(default_factory=set)
    """Addresses whose archive breaks off."""
    before: Callable[[WebOrder], None] = lambda _order: None
    orders: list[WebOrder] = field(default_factory=list)
    title: str | None = "A page"

    def capture(self, order: WebOrder, sink: ArtefactSink, progress: Progress) -> WebOutcome:
        self.orders.append(order)
        url = order.url or "https://shown.example/in/the/window"
        progress.report(1, STEP[1], STEP[0])
        self.before(order)
        sink.take("screenshot", "page.png", "image/png", io.BytesIO(picture()))
        if url in self.problems:
            raise self.problems[url]
        failed = None
        sink.take("text", "text.txt", "text/plain", io.BytesIO(url.encode()))
        if url in self.broken:
            broken = cast(BinaryIO, io.BufferedReader(BrokenStream()))
            try:
                sink.take("archive", "archive.warc.gz", "application/gzip", broken)
            except ArtefactBrokenError:
                failed = AffiantError("web-page-ended", "The page's own process ended", status=ExitStatus.INCOMPLETE)
        recorded: dict[str, Any] = acquisition(
            cut_at=None,
            final_url=f"{url}#landed",
            page={"width": 20, "height": 30},
            pictures=[{"artefact": 0, "top": 0, "height": 30}],
            requested_url=url,
            sandbox={"held": True, "reason": None},
            title=self.title,
        )["web"]
        return WebOutcome(
            web=recorded,
            completeness=Completeness((Answer("no-log-in-wall", NO, "Log in"), Answer("not-empty", YES))),
            not_obtained=("The archive of what was loaded (WARC).",) if failed else (),
            captured_at=CAPTURED_AT,
            final_url=f"{url}#landed",
            title=self.title,
            failed=failed,
        )
