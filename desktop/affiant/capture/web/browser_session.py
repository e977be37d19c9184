"""A browser and its recorder, started together; ended together, whatever happens."""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from affiant.capture.web.artefact_stream import Frame
from affiant.capture.web.engine import Engine, EngineOrder, Sandbox
from affiant.capture.web.problems import problem
from affiant.confined.limits import Limits
from affiant.confined.stream import StreamingChild

COMMAND = (sys.executable, "-I", "-m", "affiant.capture.web.recorder")
"""Starts a recorder of this installation."""
LIMITS = Limits(memory_bytes=1536 << 20, cpu_seconds=600, wall_seconds=3600, output_bytes=1 << 20, open_files=32)
WAITING_FRAMES = 8
"""Frames of at most 1 MiB that may wait for us before the recorder is held up."""

END: Frame = ({"kind": "end"}, b"")
"""Stands in the queue where nothing comes any more."""


class BrowserSession:
    """One running pair. What happens in the visible window goes to `heard`, everything else waits in a queue."""

    def __init__(
        self,
        engine: Engine,
        order: EngineOrder,
        heard: Callable[[Mapping[str, Any]], None],
        command: Sequence[str] = COMMAND,
    ) -> None:
        """Start browser and recorder; returns before they are ready.

        Raises:
            AffiantError: the engine cannot be used here, or the recorder cannot be started.
        """
        self._frames: queue.Queue[Frame] = queue.Queue(WAITING_FRAMES)
        self._heard = heard
        self._closed = threading.Event()
        self._browser = engine.start(order)
        try:
            ends = self._browser.read_end, self._browser.write_end
            self._recorder = StreamingChild(command, LIMITS, self._take, self._take_end, ends)
        except OSError as wrong:
            self._browser.end()
            raise problem("web-not-started") from wrong
        self._browser.release_ends()
        self.tell(
            {
                "do": "attach",
                "engine": engine.key,
                "height": order.height,
                "visible": order.visible,
                "width": order.width,
            }
        )

    def tell(self, message: Mapping[str, Any]) -> bool:
        """Send the recorder a frame; False when it is gone."""
        return self._recorder.send(message)

    def next_frame(self, seconds: float) -> Frame | None:
        """Return the next frame, `END` when there will be none, or None when none came in time."""
        try:
            return self._frames.get(timeout=seconds)
        except queue.Empty:
            return END if self._closed.is_set() else None

    @property
    def ended(self) -> bool:
        """Whether the recorder, or the browser, is gone."""
        return self._closed.is_set() or self._browser.ended() is not None

    def browser_ended(self) -> bool:
        """Whether it was the browser that ended."""
        return self._browser.ended() is not None

    def sandbox(self) -> Sandbox:
        """See `RunningEngine.sandbox`."""
        return self._browser.sandbox()

    def end(self) -> None:
        """Kill both, within a second."""
        self._closed.set()
        self._browser.end()
        self._recorder.end()

    def _take(self, message: dict[str, Any], piece: bytes) -> None:
        if message.get("kind") == "event":
            self._heard(message)
        elif message.get("kind") != "isolation":
            self._put((message, piece))

    def _take_end(self) -> None:
        self._put(END)
        self._closed.set()
        self._heard({"kind": "event", "event": "closed"})

    def _put(self, frame: Frame) -> None:
        while not self._closed.is_set():
            try:
                return self._frames.put(frame, timeout=0.1)
            except queue.Full:
                continue
        return None
