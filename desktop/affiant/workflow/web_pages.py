"""What is asked of a capture of pages, and what became of it: plain data for both faces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from affiant.core.completeness import Completeness
from affiant.core.errors import AffiantError, ExitStatus
from affiant.workflow.capture_intake import TakenCapture


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is to be captured."""

    url: str | None
    """None for what the visible window shows."""
    account: str | None = None
    """``A001`` or ``PLATFORM:@HANDLE``; wins over that of the order."""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class WebCaptureOrder:
    """What is to be captured, and what is said of it."""

    pages: tuple[Page, ...]
    account: str | None = None
    note: str | None = None
    wait_s: float = 0
    """Waited for in addition, once a page is quiet."""
    expect: tuple[str, ...] = ()
    """What the pages are said to show."""
    accept_certificate: str | None = None
    """SHA-256 (hex) of a server's certificate that the operator accepts although it is not trusted."""


@dataclass(frozen=True, slots=True)
class CapturedPage:
    """A page that is safe in the case."""

    capture: TakenCapture
    url: str
    final_url: str
    web: dict[str, Any]
    """As recorded, see `event_types.CAPTURE_ADDED`."""
    completeness: Completeness
    not_obtained: tuple[str, ...]
    picture: tuple[int, int] | None
    """Width and height in pixels, over all bands; None without a picture."""
    broke_off: AffiantError | None
    """Why the capture has not everything, where browser or recorder gave up on the way."""


@dataclass(frozen=True, slots=True)
class FailedPage:
    """A page of which nothing was captured, and why."""

    url: str
    code: str
    title: str
    remedy: str
    status: ExitStatus
    detail: str = ""
    """Address or the browser's own code; may come from the page."""
    fingerprint: str | None = None
    """Of a certificate that the operator could accept, SHA-256 (hex)."""


@dataclass(frozen=True, slots=True)
class WebCaptureOutcome:
    """What became of an order. Everything in `captures` is durable and sealed."""

    captures: tuple[CapturedPage, ...]
    failed: tuple[FailedPage, ...]
    cancelled: bool
    not_derived: AffiantError | None = None
    """Why pictures and addresses among `captures` could not all be looked into; they are as safe as the others."""

    @property
    def status(self) -> ExitStatus:
        """Exit status of the command: the gravest of what happened."""
        if self.cancelled:
            return ExitStatus.CANCELLED
        happened = {one.status for one in self.failed}
        for grave in (ExitStatus.DISK, ExitStatus.LOCKED, ExitStatus.USAGE, ExitStatus.INCOMPLETE):
            if grave in happened:
                return grave
        if self.failed or self.not_derived is not None or any(one.broke_off for one in self.captures):
            return ExitStatus.INCOMPLETE
        return ExitStatus.DONE
