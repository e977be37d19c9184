"""Capturing the addresses of a list, one after another; each try is recorded, and offline they stay *to capture*."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from affiant.core import event_types
from affiant.core.case_reading import CaseReading
from affiant.core.errors import AffiantError, Cancelled, ExitStatus
from affiant.core.event import Draft
from affiant.core.model import Target
from affiant.core.progress import Progress
from affiant.store.case import Case
from affiant.workflow.capture_web import KIND, STORE_TROUBLE, PageCapturer, capture_web
from affiant.workflow.page_identity import is_this_computer
from affiant.workflow.pausing import Pause
from affiant.workflow.system import System
from affiant.workflow.web_pages import CapturedPage, FailedPage, Page, WebCaptureOrder

CAPTURED, FAILED, LEFT_OUT = "captured", "failed", "left-out"
DUPLICATE = "duplicate"
_NO_NETWORK = ("ERR_INTERNET_DISCONNECTED", "ERR_NETWORK_CHANGED")
_UNREACHABLE = "web-unreachable"


@dataclass(frozen=True, slots=True)
class RunOrder:
    """Which targets are wanted, and how they are captured."""

    targets: tuple[str, ...] | None = None
    """Ids, whatever became of them before; None for all that were never tried."""
    retry_failed: bool = False
    """Those that failed, too."""
    wait_s: float = 0
    expect: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """A target that was tried."""

    target: Target
    outcome: str
    """`CAPTURED`, `FAILED` or `LEFT_OUT`."""
    page: CapturedPage | None = None
    failed: FailedPage | None = None


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """What became of a run. What was captured is durable and sealed, and recorded as tried."""

    tried: tuple[Tried, ...]
    to_capture: int
    """Targets with an address that were wanted, and are still to be captured."""
    offline: bool
    """This computer has no way to a network; nothing that needs one was tried, and nothing of it is lost."""
    cancelled: bool
    ended: AffiantError | None = None
    """Why the run ended early: the disk of the case failed."""

    @property
    def status(self) -> ExitStatus:
        """Exit status of the command."""
        if self.cancelled:
            return ExitStatus.CANCELLED
        if self.ended is not None:
            return self.ended.status
        broken = any(one.outcome == FAILED or (one.page and one.page.broke_off) for one in self.tried)
        return ExitStatus.INCOMPLETE if broken or self.to_capture else ExitStatus.DONE


def run_targets(
    case: Case,
    system: System,
    open_browser: Callable[[], AbstractContextManager[PageCapturer]],
    order: RunOrder,
    progress: Progress,
    pause: Pause,
    told: Callable[[Tried], None] = lambda _tried: None,
) -> RunOutcome:
    """Capture targets, one after another in one warm browser.

    Args:
        case: open for writing.
        system: surroundings.
        open_browser: called only when there is something to be captured.
        order: what is wanted.
        progress: a cancel keeps what is complete; the rest stays to be captured.
        pause: waited for before each target.
        told: hears of each try as soon as it is recorded.

    Raises:
        AffiantError: the browser cannot be used here; nothing was tried.
    """
    run = _Run(case, system, order, progress, pause, told)
    wanted = run.wanted()
    try:
        run.pass_over(wanted)
        if run.waiting and not run.offline:
            with open_browser() as browser:
                run.through(browser)
    except Cancelled:
        run.cancelled = True
    return RunOutcome(tuple(run.tried), len(run.waiting), run.offline, run.cancelled, run.ended)


@dataclass(slots=True)
class _Run:
    case: Case
    system: System
    order: RunOrder
    progress: Progress
    pause: Pause
    told: Callable[[Tried], None]
    tried: list[Tried] = field(default_factory=list)
    waiting: list[Target] = field(default_factory=list)
    """Wanted, and not captured yet."""
    offline: bool = False
    cancelled: bool = False
    ended: AffiantError | None = None

    def wanted(self) -> list[Target]:
        chosen = self.order.targets
        again = (None, FAILED) if self.order.retry_failed else (None,)
        return [
            one
            for one in self.case.targets()
            if one.url and (one.outcome in again if chosen is None else one.id in chosen)
        ]

    def pass_over(self, wanted: list[Target]) -> None:
        """Record what needs no browser: doubles, and what was captured when a run before was killed right after."""
        meanwhile = _captured_since(self.case, [one for one in wanted if one.outcome is None])
        for one in wanted:
            if self.order.targets is None and one.duplicate_of is not None and one.outcome is None:
                self._record(Tried(one, LEFT_OUT), None, DUPLICATE)
            elif self.order.targets is None and one.id in meanwhile:
                self._record(Tried(one, CAPTURED), meanwhile[one.id], None)
            else:
                self.waiting.append(one)
        near = [one for one in self.waiting if one.url and is_this_computer(one.url)]
        self.offline = len(near) < len(self.waiting) and not near and self._no_network()

    def through(self, browser: PageCapturer) -> None:
        total = len(self.waiting)
        for place, one in enumerate(tuple(self.waiting)):
            self.pause.wait(self.progress, place, total)
            self.progress.report(place, total, "Capturing the addresses of the list")
            if not (one.url and is_this_computer(one.url)) and self._no_network():
                self.offline = True
                continue
            if not self._try(browser, one, _Within(self.progress, place, total)):
                return

    def _try(self, browser: PageCapturer, one: Target, progress: Progress) -> bool:
        """Capture one; False when the run cannot go on."""
        order = WebCaptureOrder(
            (Page(one.url, one.account, one.note),), wait_s=self.order.wait_s, expect=self.order.expect
        )
        outcome = capture_web(self.case, self.system, browser, order, progress)
        if outcome.captures:
            (page,) = outcome.captures
            self._record(Tried(one, CAPTURED, page), page.capture.id, None)
        elif outcome.failed:
            (failed,) = outcome.failed
            if failed.code.startswith(STORE_TROUBLE):
                self.ended = AffiantError(failed.code, failed.title, remedy=failed.remedy, status=failed.status)
                return False
            if failed.code == _UNREACHABLE and (_says_offline(failed.detail) or self._no_network()):
                self.offline = True  # it was not the page's fault: it stays to be captured
                return True
            self._record(Tried(one, FAILED, failed=failed), None, failed.code)
        if outcome.cancelled:
            raise Cancelled
        return True

    def _no_network(self) -> bool:
        return bool(self.system.environment()["online"] == "no")

    def _record(self, tried: Tried, capture: str | None, code: str | None) -> None:
        data = {"capture": capture, "code": code, "outcome": tried.outcome, "target": tried.target.id}
        self.case.record([Draft(event_types.TARGET_TRIED, data)])
        self.waiting = [one for one in self.waiting if one.id != tried.target.id]
        self.tried.append(tried)
        self.told(tried)


class _Within:
    """Progress of one target within the list."""

    def __init__(self, progress: Progress, place: int, targets: int) -> None:
        self._progress = progress
        self._place = place
        self._targets = targets

    def report(self, done: int, total: int | None, what: str) -> None:
        """See `Progress.report`."""
        share = done * 100 // total if total else 0
        self._progress.report(self._place * 100 + share, self._targets * 100, what)


def _captured_since(case: CaseReading, targets: list[Target]) -> dict[str, str]:
    """Target to a capture of exactly its address that is younger than the target."""
    by_url: dict[str, list[Target]] = {}
    for one in targets:
        by_url.setdefault(one.url or "", []).append(one)
    found: dict[str, str] = {}
    if by_url:
        for capture in case.captures(withdrawn=False):
            if capture.kind == KIND and capture.url in by_url:
                found |= {one.id: capture.id for one in by_url[capture.url] if capture.seq > one.seq}
    return found


def _says_offline(detail: str) -> bool:
    """Whether the browser's own code says that this computer has no network, not that a server is away."""
    return any(code in detail for code in _NO_NETWORK)
