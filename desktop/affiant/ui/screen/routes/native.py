"""Windows and macOS: Qt reads the screen. Nobody has tried this on either system yet, and the check says so."""

from __future__ import annotations

from affiant.core.errors import AffiantError
from affiant.ui.screen.desktop import Desktop
from affiant.ui.screen.grabbed import grab_all
from affiant.ui.screen.route import Failed, GotFrozen, RouteAbout, RouteState, ScreenRoute

_WORDS = {
    "windows": "Windows lets programs read the screen. Use Test: this way has not been tried on every version.",
    "cocoa": "macOS asks once whether Affiant may record the screen, in its settings for privacy. Without it the "
    "picture shows the desktop and no windows. Use Test, and look at the picture.",
}


class NativeRoute(ScreenRoute):
    """See the module."""

    key = "native"
    title = "Windows or macOS, directly"

    def about(self, desktop: Desktop) -> RouteAbout | None:
        """See `ScreenRoute.about`."""
        words = _WORDS.get(desktop.platform)
        if words is None:
            return None
        return RouteAbout(RouteState.ASKS if desktop.platform == "cocoa" else RouteState.WORKS, words)

    def freeze(self, desktop: Desktop, done: GotFrozen, failed: Failed) -> object:  # noqa: ARG002 - the contract
        """See `ScreenRoute.freeze`."""
        try:
            frozen = grab_all(self.key)
        except AffiantError as error:
            failed(error)
        else:
            done(frozen)
        return None
