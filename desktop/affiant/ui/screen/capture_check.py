"""The capture check: what each way to a picture can do here, in plain words; tested really where nobody is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from affiant.core.errors import AffiantError
from affiant.ui.screen.desktop import Desktop
from affiant.ui.screen.registry import ROUTES
from affiant.ui.screen.route import Frozen, RouteState, ScreenRoute


@dataclass(frozen=True, slots=True)
class RouteCheck:
    """One line of the check."""

    route: ScreenRoute
    state: RouteState
    words: str
    tested: bool
    """A picture was really taken, and nothing of it kept."""

    def to_json(self) -> dict[str, Any]:
        """As ``screenshot --check --json`` shows it."""
        return {
            "route": self.route.key,
            "title": self.route.title,
            "state": str(self.state),
            "words": self.words,
            "tested": self.tested,
            "windows": self.route.windows is not None and self.state != RouteState.NO,
        }


def look(desktop: Desktop, routes: tuple[ScreenRoute, ...] = ROUTES) -> tuple[RouteCheck, ...]:
    """What can be said without taking a picture: one line for each route that is meant for this kind of desktop."""
    return tuple(
        RouteCheck(route, about.state, about.words, tested=False)
        for route in routes
        if (about := route.about(desktop)) is not None
    )


class RouteTest:
    """Takes a test picture by one route, and tells what came of it.

    Args:
        desktop: where.
        check: the line so far.
        done: takes the new line, and the picture that was taken, or None.
    """

    def __init__(self, desktop: Desktop, check: RouteCheck, done: Callable[[RouteCheck, Frozen | None], None]) -> None:
        self._desktop = desktop
        self._check = check
        self._done = done
        self._waits_for: object = None

    def start(self) -> None:
        """Take the picture; `done` is called once, now or later."""
        self._waits_for = self._check.route.freeze(self._desktop, self._got, self._failed)

    def _got(self, frozen: Frozen) -> None:
        self._waits_for = None
        sizes = ", ".join(f"{one.geometry.width} × {one.geometry.height}" for one in frozen.screens)
        words = f"Tested just now: a picture came, of {sizes} pixels. {self._check.words}"
        self._done(RouteCheck(self._check.route, self._state(), words, tested=True), frozen)

    def _state(self) -> RouteState:
        """A way that asks still does the next time, unless the desktop now says otherwise."""
        if self._check.state == RouteState.NO:
            return RouteState.NO
        about = self._check.route.about(self._desktop)
        return about.state if about is not None else RouteState.WORKS

    def _failed(self, error: AffiantError) -> None:
        self._waits_for = None
        words = f"Tested just now: {error.title}. {self._check.words}"
        self._done(RouteCheck(self._check.route, RouteState.NO, words, tested=True), None)


def run_tests(
    desktop: Desktop, done: Callable[[tuple[RouteCheck, ...]], None], routes: tuple[ScreenRoute, ...] = ROUTES
) -> object:
    """Test every route that works without asking, one after the other, and leave the others as they are said to be.

    Returns:
        What waits for the answers, to be kept until `done` was called.
    """
    waiting = list(look(desktop, routes))
    finished: list[RouteCheck] = []
    running: list[RouteTest] = []

    def go_on() -> None:
        while waiting:
            check = waiting.pop(0)
            if check.state == RouteState.WORKS:
                running[:] = [RouteTest(desktop, check, got)]
                running[0].start()
                return
            finished.append(check)
        done(tuple(finished))

    def got(check: RouteCheck, _frozen: Frozen | None) -> None:
        finished.append(check)
        go_on()

    go_on()
    return running
