"""Captures pages of the test site with a real browser, and keeps the artefacts in memory."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, BinaryIO

from PIL import Image
from tests.fakes.browser_driver import this_host
from warcio.archiveiterator import ArchiveIterator

from affiant.capture.web.engine import EngineOrder
from affiant.capture.web.engine_registry import engine_named
from affiant.capture.web.order import WebOrder, WebOutcome
from affiant.capture.web.session import WebSession
from affiant.core.clock import FixedClock
from affiant.core.completeness import NO
from affiant.core.progress import Progress, Silent

CLOCK = FixedClock(datetime(2026, 11, 3, 10, 0, tzinfo=UTC), timedelta(seconds=1))


class MemorySink:
    """An `ArtefactSink`."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.roles: list[str] = []
        self.media_types: list[str] = []

    def take(self, role: str, name: str, media_type: str, stream: BinaryIO) -> None:
        data = stream.read()
        self.roles.append(role)
        self.media_types.append(media_type)
        self.files[name] = data


@dataclass
class Captured:
    """What came of one capture."""

    outcome: WebOutcome
    sink: MemorySink = field(default_factory=MemorySink)

    @property
    def files(self) -> dict[str, bytes]:
        return self.sink.files

    @property
    def doubts(self) -> tuple[str, ...]:
        return self.outcome.completeness.doubts

    def detail(self, question: str) -> str:
        return next(one.detail or "" for one in self.outcome.completeness.answers if one.question == question)

    def answers(self) -> dict[str, str]:
        return {one.question: one.answer for one in self.outcome.completeness.answers}

    def json(self, name: str) -> dict[str, Any]:
        return dict(json.loads(self.files[name]))

    def picture(self, name: str = "page.png") -> Image.Image:
        return Image.open(io.BytesIO(self.files[name])).convert("RGB")

    def text(self) -> str:
        return self.files["text.txt"].decode()


@dataclass(frozen=True)
class WarcRecord:
    kind: str
    url: str
    status: str
    headers: dict[str, str]
    http: dict[str, str]
    body: bytes


def warc_records(data: bytes) -> list[WarcRecord]:
    """Read an archive with a foreign reader, which checks every digest."""
    found = []
    for record in ArchiveIterator(io.BytesIO(data), check_digests="raise"):
        body = record.content_stream().read()
        http = record.http_headers
        found.append(
            WarcRecord(
                record.rec_type,
                record.rec_headers.get_header("WARC-Target-URI") or "",
                http.get_statuscode() if http and record.rec_type == "response" else "",
                {name.lower(): value for name, value in record.rec_headers.headers},
                {name.lower(): value for name, value in http.headers} if http else {},
                body,
            )
        )
    return found


def capture(web: WebSession, url: str | None, progress: Progress | None = None, **order: Any) -> Captured:
    sink = MemorySink()
    return Captured(web.capture(WebOrder(url, **order), sink, progress or Silent()), sink)


@contextmanager
def warm(key: str, order: EngineOrder | None = None) -> Iterator[WebSession]:
    """A running browser of an engine."""
    with WebSession(engine_named(key, this_host()), order or EngineOrder(), CLOCK) as web:
        yield web


def doubtful(captured: Captured) -> set[str]:
    return {one.question for one in captured.outcome.completeness.answers if one.answer == NO}
