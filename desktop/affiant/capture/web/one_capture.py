"""One capture, followed by the parent: artefacts go to the sink as they come, and at the end stands what is known."""

from __future__ import annotations

import io
import time
from collections.abc import Mapping
from typing import Any, BinaryIO, cast

from affiant.capture.web.artefact_stream import ArtefactStream, Frame
from affiant.capture.web.browser_session import END, BrowserSession
from affiant.capture.web.engine import Engine, Sandbox
from affiant.capture.web.gaps import GAPS, gap_sentences, missing
from affiant.capture.web.order import ArtefactBrokenError, ArtefactSink, WebOrder, WebOutcome
from affiant.capture.web.problems import problem, problem_of
from affiant.capture.web.recorder_facts import read_completeness, read_web
from affiant.core.clock import Clock
from affiant.core.completeness import Completeness
from affiant.core.errors import AffiantError, FormatError
from affiant.core.progress import Progress

SILENCE_SECONDS = 30
"""A recorder that says nothing for so long is stopped, and the browser with it; it gives a sign every second."""
STOP_SECONDS = 0.7
"""How long browser and recorder have to let a capture go that was cancelled, before they are killed."""
_POLL_SECONDS = 0.1
_PIECE = 1 << 20

STEPS: Mapping[str, str] = {
    "start": "Starting the browser",
    "load": "Loading the page",
    "settle": "Waiting until the page is quiet",
    "scroll": "Scrolling through the page",
    "read": "Reading the page",
    "picture": "Taking the picture",
    "archive": "Keeping what was loaded",
    "finish": "Finishing",
}
"""What the recorder does, in its order, in words for people."""
ROLES = ("screenshot", "page", "dom", "text", "archive", "headers", "certificate", "print", "record")
"""Roles of artefacts that a recorder may give."""
ALWAYS = ("screenshot", "page", "dom", "text", "archive", "headers", "print", "record")
"""Roles that every capture should have; what is not there is said."""


class OneCapture:
    """One capture under way."""

    def __init__(
        self,
        pair: BrowserSession,
        engine: Engine,
        authorities: tuple[str, ...],
        visible: bool,
        clock: Clock,
        sink: ArtefactSink,
        progress: Progress,
    ) -> None:
        self._pair = pair
        self._engine = engine
        self._authorities = authorities
        self._visible = visible
        self._clock = clock
        self._sink = sink
        self._progress = progress
        self._step = "start"
        self._taken: list[tuple[str, str]] = []
        self._lost: list[str] = []
        self._captured_at: str | None = None
        self._sandbox = Sandbox(None, "")

    def run(self, order: WebOrder) -> WebOutcome:
        """See `session.WebSession.capture`."""
        started = self._clock.now().iso()
        try:
            self._report()
            self._pair.tell({"do": "capture", "now": started, "order": order.to_json()})
            said, failed = self._follow()
        except BaseException:
            self._let_go()
            raise
        if failed is not None and failed.code == "web-browser-ended":
            self._pair.end()  # its pipe ends before its process does: the next capture must not meet the dying one
        if not self._taken:
            raise failed or problem("web-nothing")
        try:
            return self._outcome(order, started, said or {}, failed)
        except FormatError as wrong:
            self._pair.end()
            raise problem("web-recorder-ended") from wrong

    def _follow(self) -> tuple[dict[str, Any] | None, AffiantError | None]:
        """Take artefacts until the recorder has said its last word, or cannot say it."""
        failed: AffiantError | None = None
        while True:
            try:
                message, _ = self._next()
                match message.get("kind"):
                    case "step" if message.get("step") in STEPS:
                        self._step = str(message["step"])
                        self._note_step()
                    case "artefact":
                        self._take(message)
                    case "failed":
                        failed = problem_of(message)
                    case "outcome":
                        return message, failed
                    case "nothing":
                        return None, failed
            except FormatError:
                self._pair.end()
                return None, problem("web-recorder-ended")
            except _GoneError as gone:
                return None, gone.problem

    def _note_step(self) -> None:
        if self._step == "picture":
            self._captured_at = self._clock.now().iso()
        if self._step == "read":
            self._sandbox = self._pair.sandbox()
        self._report()

    def _take(self, message: Mapping[str, Any]) -> None:
        role, name = str(message.get("role")), str(message.get("name"))
        if role not in ROLES or not isinstance(message.get("media_type"), str):
            raise FormatError("The recorder gave an artefact that there is not")
        stream = ArtefactStream(self._next)
        try:
            self._sink.take(role, name, message["media_type"], cast(BinaryIO, io.BufferedReader(stream, _PIECE)))
            stream.drain()
            self._taken.append((role, name))
        except ArtefactBrokenError:
            self._lost.append(role)

    def _next(self) -> Frame:
        """Wait for a frame that is not just a sign of life."""
        silent_since = time.monotonic()
        while True:
            frame = self._pair.next_frame(_POLL_SECONDS)
            if frame is END:
                raise _GoneError(problem("web-browser-ended" if self._pair.browser_ended() else "web-recorder-ended"))
            if frame is not None and frame[0].get("kind") != "alive":
                return frame
            self._report()
            if frame is not None:
                silent_since = time.monotonic()
            elif time.monotonic() - silent_since > SILENCE_SECONDS:
                self._pair.end()
                raise _GoneError(problem("web-hung"))

    def _report(self) -> None:
        self._progress.report(list(STEPS).index(self._step), len(STEPS), STEPS[self._step])

    def _let_go(self) -> None:
        """Stop the recorder's work on this capture, so that the next finds it ready; else kill it and the browser."""
        deadline = time.monotonic() + STOP_SECONDS
        self._pair.tell({"do": "stop"})
        while (left := deadline - time.monotonic()) > 0:
            frame = self._pair.next_frame(left)
            if frame is END:
                break
            if frame is not None and frame[0].get("kind") in ("nothing", "outcome"):
                return
        self._pair.end()

    def _outcome(
        self, order: WebOrder, started: str, said: Mapping[str, Any], failed: AffiantError | None
    ) -> WebOutcome:
        finished = self._clock.now().iso()
        web = read_web(said["web"]) if "web" in said else _unknown_web(order)
        completeness = read_completeness(said["answers"]) if "answers" in said else Completeness(())
        places = {name: place for place, (_, name) in enumerate(self._taken)}
        web["pictures"] = [
            {"artefact": places[one["name"]], "height": one["height"], "top": one["top"]}
            for one in web["pictures"]
            if one["name"] in places
        ]
        web["engine"] = {"key": self._engine.key, "limits": list(self._engine.limits), **web["engine"]}
        web["engine"]["authorities"] = list(self._authorities)
        web["sandbox"] = {"held": self._sandbox.held, "reason": self._sandbox.reason or None}
        web |= {"finished_at": finished, "started_at": started, "visible": self._visible}
        have = {role for role, _ in self._taken}
        gaps = [*(missing(role) for role in ALWAYS if role not in have), *(missing(role) for role in self._lost)]
        if "answers" not in said:
            gaps.append(GAPS["completeness"])
        return WebOutcome(
            web=web,
            completeness=completeness,
            not_obtained=tuple(dict.fromkeys([*gap_sentences(said.get("gaps", [])), *gaps])),
            captured_at=self._captured_at or started,
            final_url=web["final_url"],
            title=web["title"],
            failed=failed,
        )


class _GoneError(Exception):
    """Browser or recorder is gone."""

    def __init__(self, why: AffiantError) -> None:
        super().__init__(why.code)
        self.problem = why


def _unknown_web(order: WebOrder) -> dict[str, Any]:
    """The facts of a capture whose recorder did not live to say them."""
    nothing = {"height": 0, "width": 0}
    return {
        "console_errors": 0,
        "cut_at": None,
        "engine": {"chromium": None, "name": "", "security_patch": None, "user_agent": "", "version": ""},
        "final_url": order.url or "",
        "page": dict(nothing),
        "pictures": [],
        "requested_url": order.url or "",
        "resources": {"failed": 0, "read": 0, "without_body": 0},
        "scale_percent": 100,
        "server": None,
        "status": None,
        "steps": 0,
        "title": None,
        "tls": None,
        "viewport": dict(nothing),
    }
