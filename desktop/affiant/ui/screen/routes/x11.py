"""X11: Qt reads the screen, and the display tells which windows are open."""

from __future__ import annotations

from affiant.capture.screen import x11_windows
from affiant.capture.screen.shot import WindowFacts
from affiant.capture.screen.xcb import X11Display
from affiant.core.errors import AffiantError
from affiant.ui.screen.desktop import Desktop
from affiant.ui.screen.grabbed import grab_all
from affiant.ui.screen.route import Failed, GotFrozen, RouteAbout, RouteState, ScreenRoute, ScreenWindows


class X11Windows(ScreenWindows):
    """What the display and the window manager tell; nothing, when the display has gone."""

    def all(self) -> tuple[WindowFacts, ...]:
        """See `ScreenWindows.all`."""
        try:
            with X11Display() as display:
                return x11_windows.windows(display)
        except ConnectionError:
            return ()

    def one(self, window: int) -> WindowFacts | None:
        """See `ScreenWindows.one`."""
        try:
            with X11Display() as display:
                return x11_windows.window_facts(display, window)
        except ConnectionError:
            return None

    def bring_forward(self, window: int) -> None:
        """See `ScreenWindows.bring_forward`."""
        try:
            with X11Display() as display:
                display.bring_forward(window)
        except ConnectionError:
            return

    def is_covered(self, window: int) -> bool:
        """See `ScreenWindows.is_covered`."""
        try:
            with X11Display() as display:
                return bool(x11_windows.covers(display, window))
        except ConnectionError:
            return True


class X11Route(ScreenRoute):
    """See the module."""

    key = "x11"
    title = "X11, directly"
    windows: ScreenWindows | None = X11Windows()

    def about(self, desktop: Desktop) -> RouteAbout | None:
        """See `ScreenRoute.about`."""
        if desktop.platform != "xcb":
            return None
        if desktop.wayland:
            return RouteAbout(
                RouteState.NO,
                "This is a Wayland desktop. Through X11 it shows only some of its windows, so a picture would be "
                "incomplete without saying so.",
            )
        return RouteAbout(RouteState.WORKS, "Regions, windows and whole screens are taken at once, without a question.")

    def freeze(self, desktop: Desktop, done: GotFrozen, failed: Failed) -> object:  # noqa: ARG002 - the contract
        """See `ScreenRoute.freeze`."""
        try:
            frozen = grab_all(self.key)
        except AffiantError as error:
            failed(error)
        else:
            done(frozen)
        return None
