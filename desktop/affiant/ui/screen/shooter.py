"""Takes one picture: waits, brings a window forward, freezes the screens, and cuts out what was wished for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from affiant.capture.screen.geometry import Box, surrounding
from affiant.capture.screen.shot import COVERED, CUT_OFF, OUTSIDE, Mode, ShotFacts, ShotWish, WindowFacts
from affiant.core.errors import AffiantError, ExitStatus
from affiant.ui.screen.desktop import Desktop
from affiant.ui.screen.picture import ScreenPicture, cut, in_colours
from affiant.ui.screen.registry import ROUTES
from affiant.ui.screen.route import Failed, Frozen, FrozenScreen, RouteState, ScreenRoute

FORWARD_MS = 1000
"""How long a window may take to come forward."""
_LOOK_MS = 25
_STEADY = 2
"""Looks in a row that must find the window uncovered: it still has to draw itself."""


@dataclass(frozen=True, slots=True)
class TakenPicture:
    """A picture and what is known of it; nothing of it is in any case yet."""

    facts: ShotFacts
    picture: ScreenPicture


GotPicture: TypeAlias = Callable[[TakenPicture], None]
GotScreens: TypeAlias = Callable[[Frozen, str], None]
"""Takes the frozen screens and when they were."""


def usable_route(desktop: Desktop, routes: tuple[ScreenRoute, ...] = ROUTES) -> ScreenRoute:
    """The way to take pictures on this desktop: the first that works, by asking first or not.

    Raises:
        AffiantError: ``screen-not-possible``: no route works on this desktop; the remedy says why.
    """
    known = [(route, about) for route in routes if (about := route.about(desktop)) is not None]
    for route, about in known:
        if about.state != RouteState.NO:
            return route
    why = " ".join(about.words for _, about in known) or "Affiant does not know this kind of desktop."
    raise AffiantError(
        "screen-not-possible",
        "No picture of the screen can be taken here",
        subject=desktop.platform,
        safe="Nothing was recorded.",
        remedy=f"{why} A picture that another program made can always be added.",
        status=ExitStatus.INCOMPLETE,
    )


class Shooter(QObject):
    """Takes pictures, one at a time.

    Args:
        route: the way to take them.
        desktop: where.
        now: reads the device clock, UTC.
    """

    def __init__(self, route: ScreenRoute, desktop: Desktop, now: Callable[[], str]) -> None:
        super().__init__()
        self._route = route
        self._desktop = desktop
        self._now = now
        self._waits_for: object = None

    def freeze(self, done: GotScreens, failed: Failed) -> None:
        """Take all screens as they are."""

        def frozen(screens: Frozen) -> None:
            self._waits_for = None
            done(screens, self._now())

        self._waits_for = self._route.freeze(self._desktop, frozen, failed)

    def take(self, wish: ShotWish, done: GotPicture, failed: Failed) -> None:
        """Take a picture; exactly one of the two is called, now or later."""
        if wish.mode == "window":
            self._take_window(wish.window or 0, done, failed)
            return

        def frozen(screens: Frozen, at: str) -> None:
            try:
                taken = taken_from(screens, wish, at)
            except AffiantError as error:
                failed(error)
            else:
                done(taken)

        self.freeze(frozen, failed)

    def _take_window(self, window: int, done: GotPicture, failed: Failed) -> None:
        windows = self._route.windows
        if windows is None:
            failed(
                AffiantError(
                    "screen-no-windows",
                    "This desktop does not let programs see the windows of others",
                    safe="Nothing was recorded.",
                    remedy="Take a region or the whole screen instead.",
                    status=ExitStatus.INCOMPLETE,
                )
            )
            return
        if windows.one(window) is None:
            failed(_no_such_window(window))
            return
        windows.bring_forward(window)
        waited = QElapsedTimer()
        waited.start()
        steady = 0

        def frozen(screens: Frozen, at: str) -> None:
            facts = windows.one(window)
            if facts is None:
                failed(_no_such_window(window))
                return
            try:
                done(window_from(screens, facts, windows.is_covered(window) or steady < _STEADY, at))
            except AffiantError as error:
                failed(error)

        def look() -> None:
            nonlocal steady
            steady = 0 if windows.is_covered(window) else steady + 1
            if steady < _STEADY and waited.elapsed() < FORWARD_MS:
                QTimer.singleShot(_LOOK_MS, self, look)
            else:
                self.freeze(frozen, failed)

        look()


def taken_from(frozen: Frozen, wish: ShotWish, at: str) -> TakenPicture:
    """Cut a screen or a region out of frozen screens.

    Args:
        frozen: all screens.
        wish: of the mode ``screen`` or ``region``.
        at: when they were frozen.

    Raises:
        AffiantError: ``screen-missing``: there is no such screen; ``region-outside``: the region meets none.
    """
    if wish.mode == "screen":
        number = wish.screen or 1
        screen = next((one for one in frozen.screens if one.number == number), None)
        if screen is None:
            raise AffiantError(
                "screen-missing",
                "There is no screen with this number",
                subject=str(number),
                safe="Nothing was recorded.",
                remedy=f"Screens are numbered from 1; this computer has {len(frozen.screens)}.",
            )
        facts = _facts(frozen, "screen", screen.geometry, screen, at)
        return TakenPicture(facts, ScreenPicture(in_colours(screen.image), frozen.file))
    wanted = wish.region or Box(0, 0, 0, 0)
    box = wanted.common(surrounding(tuple(one.geometry for one in frozen.screens)))
    meets = [one for one in frozen.screens if not one.geometry.common(box).empty]
    if box.empty or not meets:
        raise AffiantError(
            "region-outside",
            "The region does not lie on any screen",
            subject=f"{wanted.x},{wanted.y},{wanted.width},{wanted.height}",
            safe="Nothing was recorded.",
            remedy="Choose the region again; the screens may have changed since.",
        )
    facts = _facts(frozen, "region", box, meets[0], at)
    if _shown(frozen, box) < wanted.width * wanted.height:
        facts = replace(facts, not_obtained=(*facts.not_obtained, OUTSIDE))
    return TakenPicture(facts, ScreenPicture(cut(frozen.screens, box)))


def window_from(frozen: Frozen, window: WindowFacts, covered: bool, at: str) -> TakenPicture:
    """Cut a window out of frozen screens; a covered one is called what it is, a region.

    Args:
        frozen: the screens.
        window: its place and name when they were taken.
        covered: another window lay over it.
        at: when they were taken, UTC as `core.clock` writes it.

    Raises:
        AffiantError: ``region-outside``: it lies on no screen.
    """
    taken = taken_from(frozen, ShotWish("region", region=window.geometry), at)
    facts = taken.facts
    said = tuple(CUT_OFF if one == OUTSIDE else one for one in facts.not_obtained)
    if covered:
        said = (*said, COVERED)
    mode: Mode = "region" if covered else "window"
    return replace(taken, facts=replace(facts, mode=mode, window=window, not_obtained=said))


def _facts(frozen: Frozen, mode: Mode, box: Box, screen: FrozenScreen, at: str) -> ShotFacts:
    return ShotFacts(
        route=frozen.route,
        mode=mode,
        geometry=box,
        scale_percent=round(screen.scale * 100),
        screens=frozen.count,
        taken_at=at,
        not_obtained=frozen.not_obtained,
    )


def _shown(frozen: Frozen, box: Box) -> int:
    """Pixels of a rectangle that lie on a screen; screens may show the same twice, which counts once."""
    seen: list[Box] = []
    for one in frozen.screens:
        part = one.geometry.common(box)
        if not part.empty and not any(part.common(other) == part for other in seen):
            seen.append(part)
    return sum(one.width * one.height for one in seen)


def _no_such_window(window: int) -> AffiantError:
    return AffiantError(
        "window-missing",
        "There is no such window to be seen",
        subject=str(window),
        safe="Nothing was recorded.",
        remedy="It may be closed or minimised. List the windows: affiant screenshot CASE --list-windows.",
    )
