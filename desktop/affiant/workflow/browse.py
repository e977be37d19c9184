"""The browser window: a person goes about in it, and each *Capture* there becomes a capture of the case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from affiant.capture.web.one_capture import STEPS
from affiant.capture.web.order import BrowserEvent, Choice, Shown
from affiant.core.case_reading import CaseReading
from affiant.core.completeness import DOUBTS, Completeness
from affiant.core.errors import AffiantError
from affiant.core.names import visible
from affiant.core.platforms import TITLES
from affiant.core.progress import Progress
from affiant.store.case import Case
from affiant.workflow.capture_web import PageCapturer, capture_web, failed_page
from affiant.workflow.system import System
from affiant.workflow.web_pages import Page, WebCaptureOrder, WebCaptureOutcome

_LOOK_S = 0.2
OPEN = "The browser window is open"


class BrowserWindow(PageCapturer, Protocol):
    """What a visible `capture.web.session.WebSession` gives."""

    def next_event(self, seconds: float | None = None) -> BrowserEvent | None:
        """See `WebSession.next_event`."""

    def show_state(self, lines: Sequence[Shown], *, busy: bool) -> None:
        """See `WebSession.show_state`."""

    def set_accounts(self, accounts: Sequence[Choice], chosen: str = "") -> None:
        """See `WebSession.set_accounts`."""


def browse(
    case: Case,
    system: System,
    open_window: Callable[[], AbstractContextManager[BrowserWindow]],
    account: str | None,
    progress: Progress,
    told: Callable[[WebCaptureOutcome], None],
) -> int:
    """Open the window and take what the person asks for, until it is closed.

    Args:
        case: open for writing.
        system: surroundings.
        open_window: starts the browser with its window.
        account: ``A001``, chosen at the start.
        progress: a cancel closes the window; what is captured stays.
        told: hears of each capture, or of why it failed.

    Returns:
        Captures that were taken.

    Raises:
        AffiantError: the browser cannot be used here.
    """
    taken = 0
    with open_window() as window:
        window.set_accounts(_choices(case), account or "")
        while True:
            progress.report(taken, None, OPEN)
            event = window.next_event(_LOOK_S)
            if event is None or event.kind == "page-ended":
                continue
            if event.kind == "closed":
                return taken
            outcome = _capture(case, system, window, event, progress)
            taken += len(outcome.captures)
            told(outcome)
            window.set_accounts(_choices(case), event.account or "")


def _capture(
    case: Case, system: System, window: BrowserWindow, event: BrowserEvent, progress: Progress
) -> WebCaptureOutcome:
    page = Page(None, event.account, event.note)
    try:
        order = WebCaptureOrder((page,), expect=event.expect)
        outcome = capture_web(case, system, window, order, _Checklist(progress, window))
    except AffiantError as error:  # the window goes on, and says it
        outcome = WebCaptureOutcome((), (failed_page(page, error),), False)
    window.show_state(_result(outcome), busy=False)
    return outcome


class _Checklist:
    """Shows the steps of a capture in the browser window, and passes them on."""

    def __init__(self, progress: Progress, window: BrowserWindow) -> None:
        self._progress = progress
        self._window = window
        self._shown = ""

    def report(self, done: int, total: int | None, what: str) -> None:
        """See `Progress.report`."""
        if what != self._shown and what in STEPS.values():
            self._shown = what
            place = list(STEPS.values()).index(what)
            self._window.show_state([_step(*one, place) for one in enumerate(STEPS.items())], busy=True)
        self._progress.report(done, total, what)


def _step(number: int, step: tuple[str, str], place: int) -> Shown:
    state = "done" if number < place else "running" if number == place else "waiting"
    return Shown(step[0], step[1], state)


def _result(outcome: WebCaptureOutcome) -> list[Shown]:
    """What the checklist says in the end: the capture, then everything that speaks against it."""
    lines = [Shown(one.code, f"{one.title}. {one.remedy}", "failed") for one in outcome.failed]
    for page in outcome.captures:
        lines.append(Shown("captured", f"{page.capture.id} is captured, hashed and sealed.", "done"))
        lines += _answers(page.completeness)
        lines += [Shown("not-obtained", f"Not obtained: {one}", "doubt") for one in page.not_obtained]
    return lines


def _answers(completeness: Completeness) -> list[Shown]:
    return [Shown(one, DOUBTS[one], "doubt") for one in completeness.doubts]


def _choices(case: CaseReading) -> list[Choice]:
    return [Choice(one.id, _title(one.platform, one.latest("handle"), one.id)) for one in case.accounts()]


def _title(platform: str, handle: str | None, account: str) -> str:
    return f"{TITLES.get(platform, platform)} · {visible('@' + handle, 60) if handle else account}"
