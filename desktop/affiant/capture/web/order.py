"""What is asked of a web capture, and what comes of it: plain data, shared by `session` and who calls it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

from affiant.core.completeness import Completeness
from affiant.core.errors import AffiantError, FormatError

MAX_HEIGHT = 400_000
"""CSS pixels of a page that are pictured; a taller page is cut there, and that is recorded."""


@dataclass(frozen=True, slots=True)
class WebOrder:
    """One page to be captured."""

    url: str | None
    """``http`` or ``https``; None captures what the visible window shows, as it is: not loaded again, not scrolled."""
    wait_ms: int = 0
    """Waited for in addition, once the page has loaded and its network is quiet."""
    expect: tuple[str, ...] = ()
    """Words or sentences that the page is said to show."""
    accepted_certificate: str | None = None
    """SHA-256 (hex) of the leaf certificate that the operator accepts for this capture although it is not trusted."""
    max_height: int = MAX_HEIGHT
    answer_ms: int = 30_000
    """How long the server may take to begin its answer."""
    load_ms: int = 20_000
    """How long the page may take to load; then what is there is taken, and that is said."""

    def to_json(self) -> dict[str, Any]:
        """The form in which it travels to the recorder."""
        return {
            "accepted_certificate": self.accepted_certificate,
            "answer_ms": self.answer_ms,
            "expect": list(self.expect),
            "load_ms": self.load_ms,
            "max_height": self.max_height,
            "url": self.url,
            "wait_ms": self.wait_ms,
        }

    @classmethod
    def from_json(cls, value: object) -> WebOrder:
        """Read `to_json`.

        Raises:
            FormatError: other fields.
        """
        if not isinstance(value, dict) or value.keys() != set(cls.__slots__):
            raise FormatError("An order has other fields than it should")
        return cls(**{**value, "expect": tuple(value["expect"])})


class ArtefactSink(Protocol):
    """Takes artefacts as they come; `workflow` gives one that writes into the case."""

    def take(self, role: str, name: str, media_type: str, stream: BinaryIO) -> None:
        """Take one artefact.

        Args:
            role: ``screenshot``, ``page``, ``dom``, ``text``, ``archive``, ``headers``, ``certificate``, ``print``,
                ``record``. The first picture comes first.
            name: our own, e.g. ``page.png``.
            media_type: e.g. ``image/png``.
            stream: its bytes; must be read to the end. A read raises `ArtefactBrokenError` when the rest will not come:
                let it pass, and keep nothing of this artefact; and `Cancelled`.
        """


class ArtefactBrokenError(Exception):
    """The rest of an artefact does not come. Raised by the stream and caught by `WebSession.capture`."""


@dataclass(frozen=True, slots=True)
class WebOutcome:
    """A capture of which at least one artefact was taken whole."""

    web: dict[str, Any]
    """``acquisition.web`` of `core.event_types.CAPTURE_ADDED`."""
    completeness: Completeness
    not_obtained: tuple[str, ...]
    """Plain sentences of ours, without text from the page."""
    captured_at: str
    """When the picture was taken, UTC."""
    final_url: str
    title: str | None = None
    """From the page."""
    failed: AffiantError | None = None
    """Set when browser or recorder gave up on the way: what is here came whole, and this says why there is no more."""


@dataclass(frozen=True, slots=True)
class BrowserEvent:
    """Something that a person did in the visible window."""

    kind: str
    """``capture-wanted``, ``page-ended`` (the page's process is gone), ``closed`` (window or browser)."""
    account: str | None = None
    note: str | None = None
    expect: tuple[str, ...] = ()


class CertificateRefusedError(AffiantError):
    """The server's certificate is not trusted, and nobody accepted it; nothing was captured."""

    def __init__(self, subject: str, error: str, chain: tuple[str, ...], fingerprint: str | None) -> None:
        super().__init__(
            "web-certificate-refused",
            "The certificate of this server is not trusted",
            subject=subject,
            safe="Nothing was captured, and nothing was sent to that server after its certificate.",
            remedy="Check the address. If you accept this certificate all the same, capture again and confirm it; "
            "that is recorded.",
        )
        self.error = error
        """The browser's own code, e.g. ``net::ERR_CERT_AUTHORITY_INVALID``."""
        self.chain = chain
        """PEM, leaf first; empty where this engine does not tell."""
        self.fingerprint = fingerprint
        """SHA-256 (hex) of the leaf, or None."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the checklist in the visible window."""

    code: str
    text: str
    state: str
    """``waiting``, ``running``, ``done``, ``failed`` or ``doubt``."""

    def to_json(self) -> Mapping[str, Any]:
        """The form that the browser takes."""
        return {"code": self.code, "state": self.state, "text": self.text}


@dataclass(frozen=True, slots=True)
class Choice:
    """An account that can be chosen in the visible window."""

    id: str
    title: str

    def to_json(self) -> Mapping[str, Any]:
        """The form that the browser takes."""
        return {"id": self.id, "title": self.title}
