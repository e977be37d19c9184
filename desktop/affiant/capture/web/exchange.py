"""A request and its answer, as the browser told of them: values, and reading them out of protocol events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from affiant.core.clock import format_utc

MAX_TEXT = 16_000
"""Longest address, header value or reason that is kept."""

MAX_ADDRESS = MAX_TEXT
"""Longest address that is recorded whole; `capture.address` takes none that is longer."""

Headers = list[tuple[str, str]]


@dataclass(slots=True)
class Response:
    """The head of an answer."""

    status: int
    reason: str
    headers: Headers
    as_received: bool = False
    """The headers are those of the wire, with cookies; otherwise what the browser shows to pages."""
    protocol: str = ""
    mime: str = ""
    server: str | None = None
    """Address and port."""
    tls: dict[str, Any] | None = None
    """The browser's ``securityDetails``."""
    from_cache: bool = False
    from_worker: bool = False
    """A service worker of the page answered, not a server."""
    awaits_wire: bool = False
    """The browser promised the headers of the wire in an event of their own."""


@dataclass(slots=True)
class Exchange:
    """One request. A request that was redirected is one exchange for each hop, with the same id."""

    id: str
    hop: int
    url: str
    method: str
    kind: str
    """The browser's word, e.g. ``Document``, ``Image``, ``Script``."""
    frame: str | None
    loader: str | None
    started: float
    """Seconds since 1970, the browser's clock."""
    sessions: list[str | None]
    """Protocol sessions that told of it, newest first; one of them has the body."""
    request_headers: Headers = field(default_factory=list)
    sent_bytes: int = 0
    response: Response | None = None
    redirected: bool = False
    finished: bool = False
    failed: str | None = None
    """The browser's code, e.g. ``net::ERR_CONNECTION_REFUSED``."""
    wire_bytes: int | None = None
    body: bytes | None = None
    no_body: str | None = None
    """Why there is none."""

    @property
    def date(self) -> str:
        """When it was sent, UTC."""
        try:
            return format_utc(datetime.fromtimestamp(self.started, UTC))
        except (OverflowError, OSError, ValueError):
            return format_utc(datetime.fromtimestamp(0, UTC))

    @property
    def over_network(self) -> bool:
        """Whether it went to a server: not ``data:``, ``blob:`` or a page of the browser's own."""
        return self.url.startswith(("http://", "https://"))

    @property
    def settled(self) -> bool:
        """Whether nothing more is expected of it."""
        return self.redirected or self.finished or self.failed is not None


def text(value: object, limit: int = MAX_TEXT) -> str:
    """Return text from the browser: bounded, and without halves of surrogate pairs."""
    if not isinstance(value, str):
        return ""
    return value[:limit].encode("utf-8", "replace").decode("utf-8")


def number(value: object) -> float:
    """Return a number from the browser, or 0."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0


def mapping(value: object) -> Mapping[str, Any]:
    """Return an object from the browser, or an empty one."""
    return value if isinstance(value, dict) else {}


def headers(value: object) -> Headers:
    """Read a protocol's headers; repeated ones are joined there by line feeds."""
    return [(text(name, 500), text(one)) for name, held in mapping(value).items() for one in text(held).split("\n")]


def head_of_wire(raw: str) -> tuple[str, Headers] | None:
    """Read the head of an answer as it came over the wire: reason and headers in their order; None if it is none."""
    first, *lines = raw.replace("\r\n", "\n").split("\n")
    parts = first.split(" ", 2)
    if not parts[0].startswith("HTTP/"):
        return None
    found = [line.split(":", 1) for line in lines if ":" in line]
    return parts[2].strip() if len(parts) > 2 else "", [
        (text(name.strip(), 500), text(held.strip())) for name, held in found
    ]


def response_of(told: object, *, awaits_wire: bool) -> Response:
    """Read a protocol ``Response``."""
    given = mapping(told)
    address, port = text(given.get("remoteIPAddress"), 100), given.get("remotePort")
    details = given.get("securityDetails")
    return Response(
        status=int(number(given.get("status"))),
        reason=text(given.get("statusText"), 500),
        headers=headers(given.get("headers")),
        protocol=text(given.get("protocol"), 50),
        mime=text(given.get("mimeType"), 200),
        server=f"{address}:{port}" if address and isinstance(port, int) else address or None,
        tls=details if isinstance(details, dict) else None,
        from_cache=given.get("fromDiskCache") is True or given.get("fromServiceWorker") is True,
        from_worker=given.get("fromServiceWorker") is True,
        awaits_wire=awaits_wire,
    )
