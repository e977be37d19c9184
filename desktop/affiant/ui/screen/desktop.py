"""What kind of desktop this is, and which of Qt's platforms can be started on it without Qt ending the program."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from affiant.capture.screen.xcb import X11Display

PLATFORM_VARIABLE = "QT_QPA_PLATFORM"


@dataclass(frozen=True, slots=True)
class Desktop:
    """The desktop that this program runs on."""

    platform: str
    """Qt's name: ``xcb``, ``wayland``, ``windows``, ``cocoa``, ``offscreen`` …"""
    wayland: bool
    """A Wayland compositor shows the screen, even where this program itself talks to it through X11."""

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Desktop:
        """The desktop of the running application."""
        platform = QGuiApplication.platformName()
        session = environment.get("XDG_SESSION_TYPE", "") == "wayland" or bool(environment.get("WAYLAND_DISPLAY"))
        return cls(platform, platform.startswith("wayland") or (platform == "xcb" and session))


def platform_to_start(
    environment: Mapping[str, str], x11_answers: Callable[[], bool], wayland_answers: Callable[[], bool]
) -> str | None:
    """Name the platform that Qt should use; None where it may choose.

    Qt ends the whole program when its display does not answer; a program that is to say so must look first.

    Args:
        environment: of this process.
        x11_answers: whether the X11 display can be connected to.
        wayland_answers: whether the compositor can.
    """
    if environment.get(PLATFORM_VARIABLE) or sys.platform in ("win32", "darwin"):
        return None
    if environment.get("WAYLAND_DISPLAY") and wayland_answers():
        return "wayland"
    if environment.get("DISPLAY") and x11_answers():
        return "xcb"
    return "offscreen"


def x11_answers() -> bool:
    """Whether the X11 display of the environment can be connected to."""
    try:
        with X11Display():
            return True
    except ConnectionError:
        return False


def wayland_answers(environment: Mapping[str, str]) -> bool:
    """Whether the Wayland compositor of the environment can be connected to."""
    path = Path(environment.get("XDG_RUNTIME_DIR", "/")) / environment.get("WAYLAND_DISPLAY", "wayland-0")
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            probe.connect(str(path))
    except OSError:
        return False
    return True
