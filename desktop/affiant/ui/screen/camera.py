"""Pictures for the window: it gets out of the way, the picture is taken, and it comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from affiant.capture.screen.geometry import Box
from affiant.capture.screen.shot import ShotWish
from affiant.core.errors import AffiantError
from affiant.ui.screen.desktop import Desktop
from affiant.ui.screen.overlay import RegionChooser
from affiant.ui.screen.route import Frozen, ScreenRoute
from affiant.ui.screen.shooter import Shooter, TakenPicture, taken_from, usable_route

AWAY_MS = 250
"""What a desktop gets to draw what was behind a window that left."""
Then: TypeAlias = Callable[[TakenPicture], None]


class Camera(QObject):
    """Takes one picture at a time.

    Args:
        routes: ways to take them, the preferred one first.
        desktop: where.
        now: reads the device clock, UTC.
        window: the window that gets out of the way, or None while there is none.
    """

    failed = Signal(object)
    """An `AffiantError`: there is no picture."""
    left = Signal()
    """The person chose no region."""

    def __init__(
        self,
        routes: tuple[ScreenRoute, ...],
        desktop: Desktop,
        now: Callable[[], str],
        window: Callable[[], QWidget | None],
    ) -> None:
        super().__init__()
        self._routes = routes
        self._desktop = desktop
        self._now = now
        self._window = window
        self._hidden: QWidget | None = None
        self._away: QWidget | None = None
        self._stays_away = False
        self._shooter: Shooter | None = None
        self.chooser: RegionChooser | None = None
        """While a region is being chosen."""

    @property
    def busy(self) -> bool:
        """Whether a picture is under way."""
        return self._shooter is not None

    def stay_away(self) -> None:
        """Let the window stay hidden between pictures, until `return_window`."""
        self._stays_away = True

    def return_window(self) -> None:
        """Bring the window back."""
        self._stays_away = False
        hidden, self._hidden = self._hidden, None
        if hidden is not None:
            hidden.show()
            hidden.raise_()
            hidden.activateWindow()

    def shoot(self, wish: ShotWish, delay_s: int, then: Then, *, away: QWidget | None = None) -> None:
        """Take a picture.

        Args:
            wish: what of.
            delay_s: seconds to wait first.
            then: takes the picture.
            away: what gets out of the way besides the window.
        """
        shooter = self._begin(away)
        if shooter is None:
            return

        def taken(picture: TakenPicture) -> None:
            self._shooter = None
            then(picture)  # first, so that it is being stored while the window paints itself
            self._come_back()

        QTimer.singleShot(self._wait_ms(delay_s), shooter, lambda: shooter.take(wish, taken, self._give_up))

    def shoot_chosen(self, proposed: Box | None, delay_s: int, then: Then) -> None:
        """Freeze the screens, let the person choose a region, and take it out of the frozen picture.

        Args:
            proposed: marked at first.
            delay_s: seconds to wait before the screens are frozen.
            then: takes the picture; nothing is called but `left` when the person leaves.
        """
        shooter = self._begin(None)
        if shooter is None:
            return

        def frozen(screens: Frozen, at: str) -> None:
            def chosen(region: Box | None) -> None:
                self._shooter = None
                if region is not None:
                    then(taken_from(screens, ShotWish("region", region=region), at))
                self._come_back()
                if region is None:
                    self.left.emit()

            self.chooser = RegionChooser(screens.screens, proposed, chosen)
            self.chooser.start()

        QTimer.singleShot(self._wait_ms(delay_s), shooter, lambda: shooter.freeze(frozen, self._give_up))

    def _begin(self, away: QWidget | None) -> Shooter | None:
        if self.busy:
            return None
        self._away = None
        try:
            route = usable_route(self._desktop, self._routes)
        except AffiantError as error:
            self.failed.emit(error)
            return None
        self._shooter = Shooter(route, self._desktop, self._now)
        window = self._window()
        if window is not None and window.isVisible():
            self._hidden = window
        if away is not None and away.isVisible():
            self._away = away
        for one in (window, away):
            if one is not None:
                one.hide()
        return self._shooter

    def _wait_ms(self, delay_s: int) -> int:
        return max(delay_s * 1000, AWAY_MS if self._hidden is not None or self._away is not None else 0)

    def _give_up(self, error: AffiantError) -> None:
        self._come_back()
        self.failed.emit(error)

    def _come_back(self) -> None:
        self._shooter = None
        self.chooser = None
        away, self._away = self._away, None
        if away is not None:
            away.show()
        if not self._stays_away:
            self.return_window()
