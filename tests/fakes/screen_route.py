"""A way to a picture of the screen that gives pictures of known pixels, when the test says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

from affiant.capture.screen.geometry import Box
from affiant.capture.screen.shot import WindowFacts
from affiant.core.errors import AffiantError
from affiant.ui.screen.desktop import Desktop
from affiant.ui.screen.route import (
    Failed,
    Frozen,
    FrozenScreen,
    GotFrozen,
    RouteAbout,
    RouteState,
    ScreenRoute,
    ScreenWindows,
)

DESKTOP = Desktop("test", wayland=False)


def colour_at(x: int, y: int) -> QColor:
    """The pixel of the whole desktop at a place."""
    return QColor(x % 256, y % 256, (x // 256 * 16 + y // 256) % 256)


def picture_of(box: Box) -> QImage:
    image = QImage(box.width, box.height, QImage.Format.Format_RGB32)
    for y in range(box.height):
        for x in range(box.width):
            image.setPixelColor(x, y, colour_at(box.x + x, box.y + y))
    return image


def frozen_screen(number: int, box: Box, scale: float = 1.0) -> FrozenScreen:
    logical = QRect(box.x, box.y, round(box.width / scale), round(box.height / scale))
    return FrozenScreen(number, f"TEST-{number}", picture_of(box), box, logical, scale)


@dataclass
class FakeWindows(ScreenWindows):
    """Windows that a test opens, covers and closes."""

    found: list[WindowFacts] = field(default_factory=list)
    covered: bool = True
    """Until it is brought forward."""
    stubborn: bool = False
    """It stays covered."""
    brought: list[int] = field(default_factory=list)

    def all(self) -> tuple[WindowFacts, ...]:
        return tuple(self.found)

    def one(self, window: int) -> WindowFacts | None:
        return next((one for one in self.found if one.id == window), None)

    def bring_forward(self, window: int) -> None:
        self.brought.append(window)
        self.covered = self.stubborn

    def is_covered(self, window: int) -> bool:
        return self.covered


@dataclass
class FakeRoute(ScreenRoute):
    """See the module."""

    screens: tuple[FrozenScreen, ...]
    state: RouteState = RouteState.WORKS
    error: AffiantError | None = None
    windows: ScreenWindows | None = None
    hold: bool = False
    """Keep the answer until `answer` is called."""
    looked: Callable[[], None] = lambda: None
    """Called at the moment of the picture."""
    frozen: int = 0
    key = "x11"
    title = "Test screen"
    _waiting: list[tuple[GotFrozen, Failed]] = field(default_factory=list)

    def about(self, desktop: Desktop) -> RouteAbout | None:
        return RouteAbout(self.state, "Words on this way.") if desktop.platform == DESKTOP.platform else None

    def freeze(self, desktop: Desktop, done: GotFrozen, failed: Failed) -> object:
        self.frozen += 1
        self.looked()
        self._waiting.append((done, failed))
        if not self.hold:
            self.answer()
        return self

    def answer(self) -> None:
        done, failed = self._waiting.pop(0)
        if self.error is not None:
            failed(self.error)
        else:
            done(Frozen(self.key, self.screens, len(self.screens)))


def window_facts(**changes: object) -> WindowFacts:
    made = WindowFacts(7, "A page by @example", "/usr/bin/browser", 1, Box(2, 3, 20, 10), active=False)
    return replace(made, **changes)  # type: ignore[arg-type]  # fields of the same class
