"""Wayland: the desktop itself takes the picture, and may ask the person first (XDG desktop portal, Screenshot)."""

from __future__ import annotations

import secrets
import threading
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QUrl, Signal, SignalInstance
from PySide6.QtGui import QImage

from affiant.capture.screen.geometry import Box, in_device_pixels, surrounding
from affiant.capture.screen.pixel_reader import Pixels, read_pixels
from affiant.capture.screen.portal_file import NOT_REMOVED, PortalFile, take_portal_file
from affiant.capture.screen.shot import ALL_SCREENS
from affiant.core.errors import AffiantError
from affiant.ui.screen.desktop import Desktop
from affiant.ui.screen.grabbed import ordered_screens
from affiant.ui.screen.portal_request import Offer, PortalRequest, is_allowed, offers_screenshots
from affiant.ui.screen.route import Failed, Frozen, FrozenScreen, GotFrozen, RouteAbout, RouteState, ScreenRoute


class PortalRoute(ScreenRoute):
    """See the module."""

    key = "portal"
    title = "Wayland, through the desktop"

    def about(self, desktop: Desktop) -> RouteAbout | None:
        """See `ScreenRoute.about`."""
        if not desktop.wayland:
            return None
        offer = offers_screenshots()
        if offer == Offer.SILENT:
            return RouteAbout(
                RouteState.NO,
                "The desktop's portal has not answered: it may still be starting. Test again in a moment.",
            )
        if offer == Offer.NO:
            return RouteAbout(
                RouteState.NO,
                "No portal for screenshots answers. On Linux the packages xdg-desktop-portal and one for your desktop "
                "(-gnome, -kde, -wlr, -gtk) bring it.",
            )
        if is_allowed():
            return RouteAbout(RouteState.WORKS, "Regions and whole screens are taken; the desktop will not ask.")
        return RouteAbout(
            RouteState.ASKS,
            "Regions and whole screens are taken after the desktop asked you. Use Test, and agree there once.",
        )

    def freeze(self, desktop: Desktop, done: GotFrozen, failed: Failed) -> object:  # noqa: ARG002 - the contract
        """See `ScreenRoute.freeze`."""
        freezing = _Freezing(done, failed)
        freezing.start()
        return freezing


class _Freezing(QObject):
    """One picture under way: the portal's file is read on this thread at once, and decoded behind the window's back."""

    _decoded = Signal(object)
    _broke = Signal(object)

    def __init__(self, done: GotFrozen, failed: Failed) -> None:
        super().__init__()
        self._done = done
        self._failed = failed
        self._file: PortalFile
        self._request = PortalRequest(f"affiant{secrets.token_hex(8)}", self._got, failed)
        self._decoded.connect(self._finish)
        self._broke.connect(failed)

    def start(self) -> None:
        self._request.start()

    def _got(self, url: QUrl) -> None:
        try:
            self._file = take_portal_file(Path(url.toLocalFile()))
        except AffiantError as error:
            self._failed(error)
            return
        threading.Thread(target=self._decode, name="affiant-portal", daemon=True).start()

    def _decode(self) -> None:
        try:
            pixels = read_pixels(self._file.data)
        except AffiantError as error:
            self._tell(self._broke, error)
        else:
            self._tell(self._decoded, pixels)

    @staticmethod
    def _tell(signal: SignalInstance, what: object) -> None:
        with suppress(RuntimeError):  # the program was closed meanwhile, and Qt's side of this object is gone
            signal.emit(what)

    def _finish(self, pixels: Pixels) -> None:
        image = QImage(pixels.data, pixels.width, pixels.height, pixels.width * 3, QImage.Format.Format_RGB888).copy()
        notes = () if self._file.removed else (NOT_REMOVED,)
        self._done(frozen_of(image, self._file.data, _logical_screens(), notes))


def _logical_screens() -> tuple[tuple[str, QRect], ...]:
    return tuple((one.name(), QRect(one.geometry())) for one in ordered_screens())


def frozen_of(image: QImage, file: bytes, screens: tuple[tuple[str, QRect], ...], notes: tuple[str, ...]) -> Frozen:
    """Cut the picture of a whole desktop into its screens.

    Args:
        image: all screens in one, in device pixels.
        file: the same as the portal gave it.
        screens: name, and place in device-independent pixels, of each.
        notes: what is to be said already.
    """
    boxes = tuple(Box(one.x(), one.y(), one.width(), one.height()) for _, one in screens)
    whole = surrounding(boxes)
    scale = image.width() / whole.width
    if round(whole.height * scale) != image.height() or (len(screens) > 1 and scale != int(scale)):
        name = screens[0][0] if len(screens) == 1 else "all screens"
        place = Box(0, 0, image.width(), image.height())
        logical = QRect(whole.x, whole.y, whole.width, whole.height)
        one = FrozenScreen(1, name, image, place, logical, scale)
        notes = notes if len(screens) == 1 else (*notes, ALL_SCREENS)
        return Frozen("portal", (one,), len(screens), file, notes)
    taken = []
    for number, ((name, logical), box) in enumerate(zip(screens, boxes, strict=True), 1):
        x, width = in_device_pixels(box.x - whole.x, box.right - whole.x, scale)
        y, height = in_device_pixels(box.y - whole.y, box.bottom - whole.y, scale)
        part = image if len(screens) == 1 else image.copy(x, y, width, height)
        taken.append(FrozenScreen(number, name, part, Box(x, y, width, height), logical, scale))
    return Frozen("portal", tuple(taken), len(taken), file if len(taken) == 1 else None, notes)
