"""The program that takes a picture of the screen and hands it over a pipe; it opens no case and writes no file.

One request comes in on standard input (`confined.frames`): ``{"do": "shoot", "wish": …, "delay_ms": …}``,
``{"do": "windows"}`` or ``{"do": "check"}``. The answer goes to standard output: ``{"error": …}``, or ``{"facts": …}``
followed by ``{"piece": n}`` frames with the bytes of the picture and ``{"end": true}``, or ``{"windows": …}``, or
``{"check": …}``.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, MutableMapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from affiant.capture.screen.shot import ShotWish
from affiant.confined.frames import read_frame, write_frame
from affiant.core.errors import AffiantError
from affiant.ui.screen.capture_check import RouteCheck, run_tests
from affiant.ui.screen.desktop import PLATFORM_VARIABLE, Desktop, platform_to_start, wayland_answers, x11_answers
from affiant.ui.screen.shooter import Shooter, TakenPicture, usable_route
from affiant.workflow.system_clock import SystemClock

PIECE_BYTES = 1 << 20


class Program:
    """Answers one request.

    Args:
        request: see the module.
        answers: where the answer goes.
        ended: called when it is given.
    """

    def __init__(self, request: dict[str, Any], answers: io.FileIO, ended: Callable[[], None]) -> None:
        self._request = request
        self._answers = answers
        self._ended = ended
        self._desktop = Desktop.of(os.environ)
        self._keep: list[object] = []

    def start(self) -> None:
        """Begin; needs the running application."""
        do = self._request.get("do")
        if do == "check":
            self._keep.append(run_tests(self._desktop, self._checked))
            return
        try:
            route = usable_route(self._desktop)
        except AffiantError as error:
            self._failed(error)
            return
        if do == "windows":
            found = route.windows.all() if route.windows is not None else None
            self._answer({"windows": None if found is None else [one.to_json() for one in found]})
            return
        shooter = Shooter(route, self._desktop, lambda: SystemClock().now().iso())
        wish = ShotWish.from_json(self._request["wish"])
        self._keep.append(shooter)
        delay = int(self._request.get("delay_ms", 0))
        QTimer.singleShot(delay, shooter, lambda: shooter.take(wish, self._taken, self._failed))

    def _taken(self, taken: TakenPicture) -> None:
        write_frame(self._answers, {"facts": taken.facts.to_json()})
        stream = taken.picture.stream()
        while piece := stream.read(PIECE_BYTES):
            write_frame(self._answers, {"piece": len(piece)}, piece)
        self._answer({"end": True})

    def _checked(self, lines: tuple[RouteCheck, ...]) -> None:
        self._answer({"check": [one.to_json() for one in lines], "platform": self._desktop.platform})

    def _failed(self, error: AffiantError) -> None:
        said = {
            "code": error.code,
            "title": error.title,
            "subject": error.subject,
            "safe": error.safe,
            "remedy": error.remedy,
            "status": int(error.status),
        }
        self._answer({"error": said})

    def _answer(self, message: dict[str, Any]) -> None:
        write_frame(self._answers, message)
        self._ended()


def run(environment: MutableMapping[str, str]) -> int:
    """Answer the request on standard input.

    Args:
        environment: of this process; gets the name of the platform that Qt can be started on.

    Returns:
        Exit status: 0 when an answer was given, be it an error; 2 without a request.
    """
    answers = io.FileIO(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints cannot be taken for an answer
    frame = read_frame(io.FileIO(0, "rb", closefd=False), 0)
    if frame is None:
        return 2
    platform = platform_to_start(environment, x11_answers, lambda: wayland_answers(environment))
    if platform is not None:
        environment[PLATFORM_VARIABLE] = platform
    application = QGuiApplication(sys.argv[:1])
    application.setApplicationName("affiant")
    program = Program(frame[0], answers, application.quit)
    QTimer.singleShot(0, application, program.start)
    return application.exec()
