"""The window's port of web capture, in memory: real events of `MemoryCase`, no browser."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.fakes.case_memory import MemoryCase
from tests.fakes.page_capturer import picture
from tests.fakes.web_acquisition import NOT_OBTAINED, acquisition

from affiant.capture.url_list import read_url_list
from affiant.core import event_types
from affiant.core.completeness import NO, Answer, Completeness
from affiant.core.errors import AffiantError, Cancelled
from affiant.core.event import Draft
from affiant.core.progress import Progress
from affiant.store.staging import StoredObject
from affiant.workflow.capture_intake import TakenArtefact, TakenCapture
from affiant.workflow.page_identity import page_key
from affiant.workflow.pausing import Pause
from affiant.workflow.target_lists import AddedTargets
from affiant.workflow.target_runs import CAPTURED, FAILED, RunOrder, RunOutcome, Tried
from affiant.workflow.web_browsers import Browser
from affiant.workflow.web_pages import CapturedPage, FailedPage, WebCaptureOrder, WebCaptureOutcome

USUAL = Browser("qtwebengine", "Built-in browser", "6.11", None)
OTHER = Browser("chromium", "Chromium", "150", None)


@dataclass
class FakeWeb:
    """See the module. Its fields are what a test sets and looks at."""

    case: MemoryCase
    hold: Callable[[Progress], None]
    found: tuple[Browser, ...] = (USUAL, OTHER)
    problems: dict[str, FailedPage] = field(default_factory=dict)
    """Address to why it is not captured."""
    window_error: AffiantError | None = None
    window: list[WebCaptureOutcome] = field(default_factory=list)
    """What is captured in the browser window before it is closed."""
    orders: list[WebCaptureOrder] = field(default_factory=list)
    runs: list[RunOrder] = field(default_factory=list)
    engines: list[str] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)

    def browsers(self) -> tuple[Browser, ...]:
        return self.found

    def captured_before(self) -> dict[str, str]:
        captures = [one for one in self.case.captures() if one.url]
        return {
            one.id: capture.id
            for one in self.case.targets()
            for capture in captures
            if one.url and page_key(one.url) == page_key(capture.url or "") and capture.seq < one.seq
        }

    def capture(self, engine: str, order: WebCaptureOrder, progress: Progress) -> WebCaptureOutcome:
        self.threads.add(threading.current_thread().name)
        self.engines.append(engine)
        self.orders.append(order)
        progress.report(1, 8, "Loading the page")
        self.hold(progress)
        taken = tuple(self.page(one.url or "") for one in order.pages if one.url not in self.problems)
        failed = tuple(self.problems[one.url] for one in order.pages if one.url in self.problems)
        return WebCaptureOutcome(taken, failed, False)

    def add_list(self, data: bytes, name: str | None, progress: Progress) -> AddedTargets:
        progress.report(0, None, "Adding addresses")
        before = self.case.targets()
        firsts = {one.url: one.id for one in reversed(before) if one.url}
        for number, row in enumerate(read_url_list(data), len(before) + 1):
            target = f"T{number:05d}"
            first = firsts.setdefault(row.url, target) if row.url else target
            self.case.record(
                Draft(
                    event_types.TARGET_ADDED,
                    {
                        "account": None,
                        "duplicate_of": first if first != target else None,
                        "given": row.given,
                        "handle": row.handle,
                        "list": name,
                        "note": row.note,
                        "number": number,
                        "platform": "x",
                        "problem": row.problem,
                        "row": row.row,
                        "target": target,
                        "url": row.url,
                    },
                )
            )
        added = self.case.targets()[len(before) :]
        known = self.captured_before()
        return AddedTargets(added, {one.id: known[one.id] for one in added if one.id in known})

    def run(
        self, engine: str, order: RunOrder, progress: Progress, pause: Pause, told: Callable[[Tried], None]
    ) -> RunOutcome:
        self.engines.append(engine)
        self.runs.append(order)
        again = (None, FAILED) if order.retry_failed else (None,)
        wanted = [
            one
            for one in self.case.targets()
            if one.url and (one.outcome in again if order.targets is None else one.id in order.targets)
        ]
        tried: list[Tried] = []
        try:
            for place, one in enumerate(wanted):
                pause.wait(progress, place, len(wanted))
                progress.report(place, len(wanted), "Capturing the addresses of the list")
                self.hold(progress)
                failed = self.problems.get(one.url or "")
                page = None if failed else self.page(one.url or "")
                outcome = FAILED if failed else CAPTURED
                self.case.record(
                    Draft(
                        event_types.TARGET_TRIED,
                        {
                            "capture": page.capture.id if page else None,
                            "code": failed.code if failed else None,
                            "outcome": outcome,
                            "target": one.id,
                        },
                    )
                )
                tried.append(Tried(one, outcome, page, failed))
                told(tried[-1])
        except Cancelled:
            return RunOutcome(tuple(tried), len(wanted) - len(tried), False, True)
        return RunOutcome(tuple(tried), len(wanted) - len(tried), False, False)

    def browse(
        self, engine: str, account: str | None, progress: Progress, told: Callable[[WebCaptureOutcome], None]
    ) -> int:
        self.engines.append(engine)
        if self.window_error is not None:
            raise self.window_error
        for outcome in self.window:
            told(outcome)
        self.hold(progress)
        return len(self.window)

    def page(self, url: str) -> CapturedPage:
        """Record a capture, as the program would."""
        made = self.case.add_web_capture(("screenshot", picture(), "image/png"), ("text", url.encode(), "text/plain"))
        stored = [
            TakenArtefact(one.role, one.name, one.media_type, StoredObject(one.sha256, one.sha512, one.size, b""))
            for one in made.artefacts
        ]
        taken = TakenCapture(made.id, made.number, made.seq, None, made.captured_at, tuple(stored))
        return CapturedPage(
            taken,
            url,
            f"{url}#landed",
            acquisition()["web"],
            Completeness((Answer("no-log-in-wall", NO, "Log in"),)),
            NOT_OBTAINED,
            (1280, 5999),
            None,
        )
