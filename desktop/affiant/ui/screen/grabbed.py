"""All screens by `QScreen.grabWindow`, for the systems where Qt may look at the screen itself."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QImage, QScreen

from affiant.capture.screen.geometry import Box
from affiant.core.errors import AffiantError, ExitStatus
from affiant.ui.screen.route import Frozen, FrozenScreen

NOTHING_GIVEN = "screen-gave-nothing"


def grab_all(route: str) -> Frozen:
    """Take a picture of every screen.

    Raises:
        AffiantError: the system gave no picture, or one of another size than the screen has.
    """
    screens = ordered_screens()
    taken = tuple(_grab(number, screen) for number, screen in enumerate(screens, 1))
    return Frozen(route, taken, len(taken))


def ordered_screens() -> tuple[QScreen, ...]:
    """All screens, the primary one first."""
    first = QGuiApplication.primaryScreen()
    return (first, *(one for one in QGuiApplication.screens() if one is not first))


def device_geometry(screen: QScreen) -> Box:
    """Where a screen lies on the whole desktop, in device pixels.

    Qt scales the size of a screen and leaves its corner where the system has it (`QHighDpiScaling`).
    """
    logical, scale = screen.geometry(), screen.devicePixelRatio()
    return Box(logical.x(), logical.y(), round(logical.width() * scale), round(logical.height() * scale))


def plain(image: QImage) -> QImage:
    """The same pixels, not scaled for any screen."""
    image.setDevicePixelRatio(1)
    return image


def _grab(number: int, screen: QScreen) -> FrozenScreen:
    image = plain(screen.grabWindow(0).toImage())
    geometry = device_geometry(screen)
    if image.isNull() or (image.width(), image.height()) != (geometry.width, geometry.height):
        raise AffiantError(
            NOTHING_GIVEN,
            "The system gave no picture of the screen",
            subject=f"{image.width()} × {image.height()} instead of {geometry.width} × {geometry.height}",
            safe="Nothing was recorded.",
            remedy="Open the capture check to see what works here; a picture made by another program can be added.",
            status=ExitStatus.INCOMPLETE,
        )
    return FrozenScreen(number, screen.name(), image, geometry, QRect(screen.geometry()), screen.devicePixelRatio())
