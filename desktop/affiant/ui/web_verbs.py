"""What the window asks of web capture: a port of its own, so that the page is tested without a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from affiant.core.progress import Progress
from affiant.workflow.pausing import Pause
from affiant.workflow.target_lists import AddedTargets
from affiant.workflow.target_runs import RunOrder, RunOutcome, Tried
from affiant.workflow.web_browsers import Browser
from affiant.workflow.web_pages import WebCaptureOrder, WebCaptureOutcome


class WebVerbs(Protocol):
    """Web capture on one open case; any thread may call. `workflow.web_work.WebWork` answers."""

    def browsers(self) -> tuple[Browser, ...]:
        """Every kind of browser, and whether it can be used here."""

    def capture(self, engine: str, order: WebCaptureOrder, progress: Progress) -> WebCaptureOutcome:
        """Capture pages without a window."""

    def add_list(self, data: bytes, name: str | None, progress: Progress) -> AddedTargets:
        """Add a list of addresses."""

    def captured_before(self) -> dict[str, str]:
        """Target to the newest capture of its page that was there before it."""

    def run(
        self, engine: str, order: RunOrder, progress: Progress, pause: Pause, told: Callable[[Tried], None]
    ) -> RunOutcome:
        """Capture the addresses of the lists; `told` is called on the thread that works."""

    def browse(
        self, engine: str, account: str | None, progress: Progress, told: Callable[[WebCaptureOutcome], None]
    ) -> int:
        """Open the browser window until it is closed; `told` is called on the thread that works."""
