"""Web capture for a window that stays open: a warm browser, and an end that leaves nothing half."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from affiant.capture.web.session import WebSession
from affiant.core.errors import Cancelled
from affiant.core.progress import Progress
from affiant.store.case import Case
from affiant.workflow.browse import browse
from affiant.workflow.capture_web import PageCapturer, capture_web
from affiant.workflow.pausing import Pause
from affiant.workflow.system import System
from affiant.workflow.target_lists import AddedTargets, add_targets, captured_before
from affiant.workflow.target_runs import RunOrder, RunOutcome, Tried, run_targets
from affiant.workflow.web_browsers import Browser, browsers, open_browser
from affiant.workflow.web_pages import WebCaptureOrder, WebCaptureOutcome


class WebWork:
    """The verbs of web capture on one open case. `capture` and `run` take turns; `browse` has a browser of its own.

    Any thread may call; `close` cancels what is under way and waits for it, which takes about a second.
    """

    def __init__(self, system: System, case: Case) -> None:
        self._system = system
        self._case = case
        self._ending = threading.Event()
        self._capturing = threading.Lock()
        self._browsing = threading.Lock()
        self._warm: dict[str, WebSession] = {}

    def browsers(self) -> tuple[Browser, ...]:
        """See `web_browsers.browsers`."""
        return browsers()

    def capture(self, engine: str, order: WebCaptureOrder, progress: Progress) -> WebCaptureOutcome:
        """Capture pages; see `capture_web`."""
        with self._capturing:
            until = self._until_end(progress)
            return capture_web(self._case, self._system, self._session(engine), order, until)

    def add_list(self, data: bytes, name: str | None, progress: Progress) -> AddedTargets:
        """Add a list of addresses; see `add_targets`."""
        return add_targets(self._case, self._system, data, name, progress)

    def captured_before(self) -> dict[str, str]:
        """See `target_lists.captured_before`."""
        return captured_before(self._case, self._case.targets())

    def run(
        self, engine: str, order: RunOrder, progress: Progress, pause: Pause, told: Callable[[Tried], None]
    ) -> RunOutcome:
        """Capture the addresses of the lists; see `run_targets`."""

        def warm() -> AbstractContextManager[PageCapturer]:
            return nullcontext(self._session(engine))

        with self._capturing:
            return run_targets(self._case, self._system, warm, order, self._until_end(progress), pause, told)

    def browse(
        self, engine: str, account: str | None, progress: Progress, told: Callable[[WebCaptureOutcome], None]
    ) -> int:
        """Open the browser window and capture what the person asks for there; see `browse.browse`."""
        with self._browsing:
            return browse(
                self._case,
                self._system,
                lambda: open_browser(self._system, engine, visible=True),
                account,
                self._until_end(progress),
                told,
            )

    def close(self) -> None:
        """End everything: what is complete stays, and nothing is half done. The case may be closed then."""
        self._ending.set()
        with self._capturing, self._browsing:
            for session in self._warm.values():
                session.close()
            self._warm.clear()

    def _until_end(self, progress: Progress) -> Progress:
        """Progress that ends with the case.

        Raises:
            Cancelled: the case is closing already.
        """
        until = _UntilEnd(progress, self._ending)
        until.report(0, None, "Starting the browser")
        return until

    def _session(self, engine: str) -> WebSession:
        if engine not in self._warm:
            self._warm[engine] = open_browser(self._system, engine)
        return self._warm[engine]


class _UntilEnd:
    """Progress that is cancelled when the case is about to be closed."""

    def __init__(self, progress: Progress, ending: threading.Event) -> None:
        self._progress = progress
        self._ending = ending

    def report(self, done: int, total: int | None, what: str) -> None:
        """See `Progress.report`."""
        if self._ending.is_set():
            raise Cancelled
        self._progress.report(done, total, what)
