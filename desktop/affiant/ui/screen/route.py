"""The contract of a way to a picture of the screen. A route knows no other route, no window of ours and no case."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from affiant.capture.screen.geometry import Box
from affiant.capture.screen.shot import WindowFacts
from affiant.core.errors import AffiantError
from affiant.ui.screen.desktop import Desktop


class RouteState(StrEnum):
    """Whether a route can be used here."""

    WORKS = "works"
    ASKS = "asks-first"
    """It works when the person agrees in a window of the desktop."""
    NO = "no"


@dataclass(frozen=True, slots=True)
class RouteAbout:
    """What can be said of a route without taking a picture."""

    state: RouteState
    words: str
    """A plain sentence or two: why not, or what to expect. Never text of others."""


@dataclass(frozen=True, slots=True)
class FrozenScreen:
    """One screen as it was at a moment."""

    number: int
    """From 1, in Qt's order; the primary screen is the first."""
    name: str
    image: QImage
    """In device pixels; its own device pixel ratio is 1."""
    geometry: Box
    """Where it lies on the whole desktop, in device pixels."""
    logical: QRect
    """The same for Qt, in device-independent pixels."""
    scale: float
    """Device pixels for one device-independent one."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """All screens at a moment."""

    route: str
    screens: tuple[FrozenScreen, ...]
    """At least one."""
    count: int
    """Screens that the system has; more than there are pictures where it gives all of them in one."""
    file: bytes | None = None
    """The picture file as the system gave it, where it gave a file of exactly this one screen."""
    not_obtained: tuple[str, ...] = ()


GotFrozen: TypeAlias = Callable[[Frozen], None]
Failed: TypeAlias = Callable[[AffiantError], None]


class ScreenWindows(ABC):
    """The windows of other programs, where a system lets one see them."""

    @abstractmethod
    def all(self) -> tuple[WindowFacts, ...]:
        """Windows that are to be seen, the foremost first."""

    @abstractmethod
    def one(self, window: int) -> WindowFacts | None:
        """One window; None when it is not to be seen."""

    @abstractmethod
    def bring_forward(self, window: int) -> None:
        """Ask that a window be put before the others."""

    @abstractmethod
    def is_covered(self, window: int) -> bool:
        """Whether something lies before a window; True where nobody can tell."""


class ScreenRoute(ABC):
    """A way to a picture of the screen. All methods run on the thread of the window."""

    key: str
    """As it stands in the record."""
    title: str
    """Words for people."""
    windows: ScreenWindows | None = None
    """Where other programs' windows can be listed and taken."""

    @abstractmethod
    def about(self, desktop: Desktop) -> RouteAbout | None:
        """Whether it can be used on this desktop; None where it is not meant for one of this kind."""

    @abstractmethod
    def freeze(self, desktop: Desktop, done: GotFrozen, failed: Failed) -> object:
        """Take a picture of all screens. Exactly one of the two is called, now or later.

        Returns:
            What waits for the answer, to be kept until then; None where it has come already.
        """
