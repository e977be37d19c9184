"""No screen: what is said where there is nothing to take a picture of."""

from __future__ import annotations

from affiant.core.errors import AffiantError, ExitStatus
from affiant.ui.screen.desktop import Desktop
from affiant.ui.screen.route import Failed, GotFrozen, RouteAbout, RouteState, ScreenRoute

_WITHOUT_SCREEN = ("offscreen", "minimal", "minimalegl", "linuxfb", "vnc", "eglfs", "vkkhrdisplay")


class NoRoute(ScreenRoute):
    """See the module. Qt would give a picture here too, of 800 by 800 pixels that nobody saw; it is never taken."""

    key = "none"
    title = "No screen"

    def about(self, desktop: Desktop) -> RouteAbout | None:
        """See `ScreenRoute.about`."""
        if desktop.platform not in _WITHOUT_SCREEN:
            return None
        return RouteAbout(RouteState.NO, "This program was started without a screen, so there is nothing to picture.")

    def freeze(self, desktop: Desktop, done: GotFrozen, failed: Failed) -> object:  # noqa: ARG002 - the contract
        """See `ScreenRoute.freeze`."""
        failed(
            AffiantError(
                "screen-none",
                "There is no screen here that a picture could be taken of",
                safe="Nothing was recorded.",
                remedy="Start Affiant on a desktop, or add a picture that another program made: affiant add.",
                status=ExitStatus.INCOMPLETE,
            )
        )
        return None
