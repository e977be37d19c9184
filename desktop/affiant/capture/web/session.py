"""A warm browser that captures pages, one after another.

    with WebSession(engine, EngineOrder(), clock) as web:
        outcome = web.capture(WebOrder("https://…"), sink, progress)

Nothing of the browser is parsed here: the recorder, a limited child, does that, and sends bounded frames.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from affiant.capture.web.authorities import fingerprints
from affiant.capture.web.browser_session import COMMAND, BrowserSession
from affiant.capture.web.engine import Engine, EngineOrder
from affiant.capture.web.one_capture import OneCapture
from affiant.capture.web.order import ArtefactSink, BrowserEvent, Choice, Shown, WebOrder, WebOutcome
from affiant.capture.web.problems import problem
from affiant.core.clock import Clock
from affiant.core.progress import Progress

_MAX_EVENTS = 1_000


class WebSession:
    """One browser with its recorder; each capture has a fresh off-the-record context, unless a window is visible.

    `capture` is for one thread at a time; `next_event`, `show_state`, `set_accounts` and `close` for any.
    """

    def __init__(self, engine: Engine, order: EngineOrder, clock: Clock, command: Sequence[str] = COMMAND) -> None:
        """Prepare; the ``with`` block starts the browser.

        Args:
            engine: see `engine_registry`.
            order: how the browser is started.
            clock: for the times of the capture.
            command: starts the recorder.

        Raises:
            AffiantError: an authority of the order cannot be read.
        """
        self._engine = engine
        self._order = order
        self._clock = clock
        self._command = command
        self._authorities = fingerprints(order.authorities)
        self._events: queue.Queue[BrowserEvent] = queue.Queue(_MAX_EVENTS)
        self._capturing = threading.Lock()
        self._pair: BrowserSession | None = None
        self._closed = False

    def capture(self, order: WebOrder, sink: ArtefactSink, progress: Progress) -> WebOutcome:
        """Capture one page. Whatever fails, what came whole is in the sink and in the outcome.

        Args:
            order: what is wanted.
            sink: takes the artefacts while they come.
            progress: told the steps of `one_capture.STEPS`; each report is a point at which a cancel works, within a
                second.

        Raises:
            AffiantError: nothing was captured: a code of `problems`, ``web-certificate-refused``
                (`CertificateRefusedError`), or an error of engine or sink.
            Cancelled: from `progress`. The browser goes on.
        """
        with self._capturing:
            pair = self._running()
            return OneCapture(
                pair, self._engine, self._authorities, self._order.visible, self._clock, sink, progress
            ).run(order)

    def next_event(self, seconds: float | None = None) -> BrowserEvent | None:
        """Wait for the next thing that the person does in the visible window; None when nothing came in time."""
        try:
            return self._events.get(timeout=seconds)
        except queue.Empty:
            return None

    def events(self) -> Iterator[BrowserEvent]:
        """Give what the person does in the visible window, until it closes; ``closed`` is the last."""
        while True:
            event = self._events.get()
            yield event
            if event.kind == "closed":
                return

    def show_state(self, lines: Sequence[Shown], *, busy: bool) -> None:
        """Show the checklist in the visible window; other engines have none, and nothing happens."""
        self._tell({"busy": busy, "do": "show-state", "items": [dict(one.to_json()) for one in lines]})

    def set_accounts(self, accounts: Sequence[Choice], chosen: str = "") -> None:
        """Offer these accounts in the visible window."""
        self._tell({"accounts": [dict(one.to_json()) for one in accounts], "chosen": chosen, "do": "set-accounts"})

    def close(self) -> None:
        """End browser and recorder within a second; a capture under way fails."""
        self._closed = True
        pair = self._pair
        if pair is not None:
            pair.end()

    def __enter__(self) -> WebSession:
        """Start the browser.

        Raises:
            AffiantError: see `Engine.start`.
        """
        self._running()
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def _running(self) -> BrowserSession:
        if self._closed:
            raise problem("web-browser-ended")
        if self._pair is not None:
            if not self._pair.ended:
                return self._pair
            self._pair.end()
            if self._order.visible:  # the person's window is gone, and with it what it showed
                raise problem("web-browser-ended")
        self._pair = BrowserSession(self._engine, self._order, self._hear, self._command)
        return self._pair

    def _tell(self, message: Mapping[str, Any]) -> None:
        pair = self._pair
        if pair is not None and self._order.visible:
            pair.tell(message)

    def _hear(self, message: Mapping[str, Any]) -> None:
        with suppress(queue.Full):
            self._events.put_nowait(_event(message))


def _event(message: Mapping[str, Any]) -> BrowserEvent:
    kind = message.get("event")
    account, note, expect = message.get("account"), message.get("note"), message.get("expect")
    return BrowserEvent(
        str(kind) if kind in ("capture-wanted", "page-ended") else "closed",
        account if isinstance(account, str) and account else None,
        note if isinstance(note, str) and note else None,
        tuple(one for one in expect if isinstance(one, str)) if isinstance(expect, list) else (),
    )
