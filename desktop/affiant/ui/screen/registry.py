"""The ways to a picture of the screen, the preferred one first."""

from __future__ import annotations

from affiant.ui.screen.route import ScreenRoute
from affiant.ui.screen.routes.native import NativeRoute
from affiant.ui.screen.routes.none import NoRoute
from affiant.ui.screen.routes.portal import PortalRoute
from affiant.ui.screen.routes.x11 import X11Route

ROUTES: tuple[ScreenRoute, ...] = (X11Route(), PortalRoute(), NativeRoute(), NoRoute())
