"""Pages into a case: each a capture of its own, durable and sealed as soon as it is complete."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO, Protocol

from affiant.capture.web.order import ArtefactSink, CertificateRefusedError, WebOrder, WebOutcome
from affiant.core.errors import AffiantError, Cancelled
from affiant.core.progress import Progress
from affiant.store.case import Case
from affiant.workflow.accounts import resolve_account
from affiant.workflow.capture_intake import CaptureFacts, CaptureIntake
from affiant.workflow.examinations import Examinations
from affiant.workflow.identifiers import read_identifiers
from affiant.workflow.profile_captured import with_profile
from affiant.workflow.system import System
from affiant.workflow.web_pages import CapturedPage, FailedPage, Page, WebCaptureOrder, WebCaptureOutcome

KIND = "web"
STORE_TROUBLE = ("disk-", "database-", "case-")
"""Codes of errors of the case's own disk: they end the work. Those of a page concern that page only."""


class PageCapturer(Protocol):
    """What takes pages: `capture.web.session.WebSession`."""

    def capture(self, order: WebOrder, sink: ArtefactSink, progress: Progress) -> WebOutcome:
        """See `WebSession.capture`."""


def capture_web(
    case: Case, system: System, browser: PageCapturer, order: WebCaptureOrder, progress: Progress
) -> WebCaptureOutcome:
    """Capture pages, one after another.

    A page that cannot be captured is named and the others go on; only a disk of the case that fails ends the work, and
    then all pages that are left are named with it. Cancelling keeps what is complete, and leaves nothing half done.

    Args:
        case: open for writing.
        system: surroundings of this run.
        browser: takes the pages.
        order: the pages, and what is said of them.
        progress: told the steps of each page.

    Raises:
        AffiantError: an account does not exist; nothing was captured.
    """
    accounts = tuple(
        resolve_account(case, named).id if (named := page.account or order.account) else None for page in order.pages
    )
    with Examinations(case) as examinations:
        return _Capturing(case, system, browser, order, progress, examinations).run(accounts)


@dataclass(slots=True)
class _Capturing:
    """One order under way."""

    case: Case
    system: System
    browser: PageCapturer
    order: WebCaptureOrder
    progress: Progress
    examinations: Examinations
    captures: list[CapturedPage] = field(default_factory=list)
    failed: list[FailedPage] = field(default_factory=list)
    not_derived: AffiantError | None = None

    def run(self, accounts: tuple[str | None, ...]) -> WebCaptureOutcome:
        cancelled = False
        try:
            for place, (page, account) in enumerate(zip(self.order.pages, accounts, strict=True)):
                try:
                    self._one(page, account, _Steps(self.progress, place, len(accounts)))
                except AffiantError as error:
                    ended = error.code.startswith(STORE_TROUBLE)
                    left = self.order.pages[place:] if ended else (page,)
                    self.failed += [failed_page(one, error) for one in left]
                    if ended:
                        break
            self._derive(lambda: self.examinations.record_all(self.progress))
        except Cancelled:
            cancelled = True
        pages = tuple(_with_picture(self.case, one) for one in self.captures)
        return WebCaptureOutcome(pages, tuple(self.failed), cancelled, self.not_derived)

    def _one(self, page: Page, account: str | None, progress: _Steps) -> None:
        surroundings = self.system.environment()
        with CaptureIntake(self.case, self.system) as intake:
            wanted = WebOrder(
                url=page.url,
                wait_ms=round(self.order.wait_s * 1000),
                expect=self.order.expect,
                accepted_certificate=self.order.accept_certificate,
            )
            outcome = self.browser.capture(wanted, _Sink(intake, progress), progress)
            url = page.url or outcome.final_url
            completeness = with_profile(outcome.completeness, self.case, account, (url, outcome.final_url))
            taken = intake.seal(
                CaptureFacts(
                    kind=KIND,
                    acquisition={
                        "completeness": completeness.to_json(),
                        "environment": surroundings,
                        "web": outcome.web,
                    },
                    account=account,
                    url=url,
                    note=page.note or self.order.note,
                    captured_at=outcome.captured_at,
                    not_obtained=outcome.not_obtained,
                )
            )
        self.captures.append(
            CapturedPage(
                taken,
                url,
                outcome.final_url,
                outcome.web,
                completeness,
                outcome.not_obtained,
                _pictured(outcome.web),
                outcome.failed,
            )
        )
        for one in taken.artefacts:
            self.examinations.ask_for(one.stored.sha256, one.media_type)
        self._derive(lambda: read_identifiers(self.case, self.system, taken.id, url))
        self._derive(self.examinations.record_finished)

    def _derive(self, work: Callable[[], object]) -> None:
        """Do what can be done again at any time; that it failed is said, and takes nothing from the capture."""
        try:
            work()
        except AffiantError as error:
            self.not_derived = error


class _Sink:
    """Takes artefacts into the case while they come; see `ArtefactSink`."""

    def __init__(self, intake: CaptureIntake, progress: _Steps) -> None:
        self._intake = intake
        self._progress = _Again(progress)

    def take(self, role: str, name: str, media_type: str, stream: BinaryIO) -> None:
        self._intake.take(role, name, stream, self._progress, type_=media_type)


class _Steps:
    """Progress of one page among several, in steps."""

    def __init__(self, progress: Progress, place: int, pages: int) -> None:
        self._progress = progress
        self._place = place
        self._pages = pages
        self._last: tuple[int, int | None, str] = (0, None, "")

    def report(self, done: int, total: int | None, what: str) -> None:
        """See `Progress.report`."""
        if total is not None:
            done, total = self._place * total + done, self._pages * total
        self._last = (done, total, what)
        self.again()

    def again(self) -> None:
        """Say the last step once more; a point where the work can be cancelled."""
        self._progress.report(*self._last)


class _Again:
    """Lets a step be cancelled while bytes come, without showing bytes where steps are counted."""

    def __init__(self, steps: _Steps) -> None:
        self._steps = steps

    def report(self, done: int, total: int | None, what: str) -> None:  # noqa: ARG002 - the contract of `Progress`
        """See `Progress.report`."""
        self._steps.again()


def _pictured(web: dict[str, Any]) -> tuple[int, int] | None:
    """Size of the picture by the recorder's own words, in pixels."""
    if not web["pictures"]:
        return None
    height = max(int(one["top"]) + int(one["height"]) for one in web["pictures"])
    return (int(web["page"]["width"]) * web["scale_percent"] // 100, height * web["scale_percent"] // 100)


def _with_picture(case: Case, page: CapturedPage) -> CapturedPage:
    """Put the size in that the pictures' own bytes say, where all of them were examined."""
    sizes = []
    for one in page.capture.artefacts:
        if one.role == "screenshot":
            examined = case.examination(one.stored.sha256)
            if examined is None or examined.facts is None:
                return page
            sizes.append((int(examined.facts["width"]), int(examined.facts["height"])))
    if not sizes:
        return replace(page, picture=None)
    return replace(page, picture=(max(width for width, _ in sizes), sum(height for _, height in sizes)))


def failed_page(page: Page, error: AffiantError) -> FailedPage:
    """Name a page of which nothing was captured."""
    fingerprint = error.fingerprint if isinstance(error, CertificateRefusedError) else None
    remedy = f"{error.remedy} Its fingerprint (SHA-256) is {fingerprint}." if fingerprint else error.remedy
    return FailedPage(page.url or "", error.code, error.title, remedy, error.status, error.subject, fingerprint)
