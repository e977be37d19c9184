"""The child of `screen.py`: takes pictures of a whole screen with the real page, and prints their times as JSON.

python packaging/bench/screen_shots.py CASE ROUNDS
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEventLoop, QPointF
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QLabel

from affiant.core.resources import resources_folder
from affiant.ui.icons import Icons
from affiant.ui.jobs import Jobs
from affiant.ui.pages.screen import ScreenWidget
from affiant.ui.screen.desktop import Desktop
from affiant.ui.screen.route import Failed, GotFrozen
from affiant.ui.screen.routes.x11 import X11Route
from affiant.ui.session import Session
from affiant.ui.theme import Theme
from affiant.ui.verbs import IdentityAnswers
from affiant.ui.workflow_verbs import WorkflowVerbs
from affiant.workflow.system import system_from_environment

WIDTH, HEIGHT = 3840, 2160
PATIENCE_MS = 60_000


class TimedRoute(X11Route):
    """Knows when the shutter was pressed."""

    pressed = 0.0

    def freeze(self, desktop: Desktop, done: GotFrozen, failed: Failed) -> object:
        """See `ScreenRoute.freeze`."""
        self.pressed = time.perf_counter()
        return super().freeze(desktop, done, failed)


def screen_of_text() -> QPixmap:
    """Text, a gradient, a photograph's noise and plain ground, a quarter each."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor("#f6f7f9"))
    painter = QPainter(image)
    shade = QLinearGradient(QPointF(WIDTH / 2, 0), QPointF(WIDTH, HEIGHT / 2))
    shade.setColorAt(0, QColor("#ffb347"))
    shade.setColorAt(1, QColor("#1f4f82"))
    painter.fillRect(WIDTH // 2, 0, WIDTH // 2, HEIGHT // 2, shade)
    noise = QImage(os.urandom(WIDTH * HEIGHT), WIDTH // 2, HEIGHT // 2, QImage.Format.Format_RGB32)
    painter.drawImage(WIDTH // 2, HEIGHT // 2, noise)
    for line in range(1, HEIGHT // 26):
        painter.drawText(30, line * 26, f"{line} The quick brown fox jumps over the lazy dog. " * 5)
    painter.end()
    return QPixmap.fromImage(image)


def until(condition: Callable[[], bool]) -> None:
    """Work through events until something holds."""
    waited = QElapsedTimer()
    waited.start()
    while not condition():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
        if waited.elapsed() > PATIENCE_MS:
            sys.exit("nothing happened for a minute")


def fail(error: object) -> None:
    """End over a problem that the window would show."""
    sys.exit(str(error))


def main(case: Path, rounds: int) -> None:
    """Take the pictures on the display of the environment."""
    application = QApplication(["affiant"])
    behind = QLabel()
    behind.setPixmap(screen_of_text())
    behind.setGeometry(0, 0, WIDTH, HEIGHT)
    behind.show()
    verbs = WorkflowVerbs(system_from_environment(os.environ, warn=fail), resources_folder())
    icons, jobs = Icons(verbs.resources, Theme(application, verbs.resources)), Jobs()
    session, route = Session(verbs, jobs), TimedRoute()
    session.problem.connect(fail)
    page = ScreenWidget(session, icons, (route,), Desktop.of(os.environ))
    page.resize(1180, 760)
    page.show()
    safe: list[float] = []
    page.keeper.stored.connect(lambda *_: safe.append(time.perf_counter()))
    session.open(IdentityAnswers(), case, lambda: None, fail)
    until(lambda: session.writable and not jobs.running)
    times = []
    for _ in range(rounds + 1):
        page.card.hide()
        page.take_screen()
        until(lambda: page.card.isVisible() and page.isVisible())
        page.card.repaint()
        times.append({"durable": safe[-1] - route.pressed, "card": time.perf_counter() - route.pressed})
        until(lambda: not jobs.running)
    page.end()
    session.shut_down()
    print(json.dumps(times[1:]))  # the first one also loads what is loaded once


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
