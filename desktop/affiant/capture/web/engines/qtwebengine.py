"""The built-in browser: QtWebEngine in a program of our own (`affiant.ui.browser`), from the extra ``web``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import metadata
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import find_spec
from pathlib import Path

from affiant.capture.web.browser_process import BrowserProcess, not_here, start_browser
from affiant.capture.web.browser_surroundings import browser_environment, ensure_allowed, ensure_screen
from affiant.capture.web.engine import ALLOW_ROOT, About, EngineOrder, Host
from affiant.core.errors import AffiantError

_MODULE = "QtWebEngineCore"
_DISTRIBUTION = "PySide6-Addons"
_LIMITS = (
    "This browser cannot play H.264 video.",
    "Without a graphics processor WebGL is missing.",
    "A page that uses WebRTC opens UDP sockets of its own while it is shown.",
    "Pages can see from the name that the browser gives (QtWebEngine) that it is not an everyday one.",
)


class QtWebEngine:
    """Starts ``python -I -m affiant.ui.browser``."""

    key = "qtwebengine"
    title = "Built-in browser"
    limits: tuple[str, ...] = _LIMITS

    def __init__(self, host: Host, qt_folders: Callable[[], tuple[Path, ...]] | None = None) -> None:
        """Prepare; nothing is looked at yet.

        Args:
            host: where we run.
            qt_folders: gives the folders in which Qt for Python may lie.
        """
        self._host = host
        self._qt_folders = qt_folders or installed_qt

    def about(self) -> About:
        """See `Engine`. Qt is looked for, not loaded."""
        if self._host.platform == "win32":
            raise not_here()
        names = [f"{_MODULE}{suffix}" for suffix in EXTENSION_SUFFIXES]
        if not any((folder / name).is_file() for folder in self._qt_folders() for name in names):
            raise AffiantError(
                "web-extra-missing",
                "The built-in browser is not installed",
                safe="Everything else works.",
                remedy="Install Affiant with its extra named web: affiant[app,web]. Or choose an installed Chromium.",
            )
        ensure_allowed(self._host)
        return About("QtWebEngine", _version())

    def start(self, order: EngineOrder) -> BrowserProcess:
        """See `Engine`."""
        self.about()
        if order.visible:
            ensure_screen(self._host)
        words = ["--width", str(order.width), "--height", str(order.height), "--locale", order.locale]
        for authority in order.authorities:
            words += ["--authority", str(authority.absolute())]
        return start_browser(
            lambda _: [
                sys.executable,
                "-I",
                "-m",
                "affiant.ui.browser",
                *(["--visible"] if order.visible else []),
                *words,
            ],
            lambda folder: self._environment(order, folder),
            temporary_folder=order.temporary_folder,
            without_sandbox=ensure_allowed(self._host),
        )

    def _environment(self, order: EngineOrder, folder: Path) -> dict[str, str]:
        environment = browser_environment(self._host, order, folder)
        if not order.visible:
            environment["QT_QPA_PLATFORM"] = "offscreen"
        elif "QT_QPA_PLATFORM" in self._host.environment:
            environment["QT_QPA_PLATFORM"] = self._host.environment["QT_QPA_PLATFORM"]
        if self._host.superuser:
            environment[ALLOW_ROOT] = "1"
        return environment


def installed_qt() -> tuple[Path, ...]:
    """Return the folders of Qt for Python, without importing it."""
    found = find_spec("PySide6")
    return tuple(Path(one) for one in found.submodule_search_locations or ()) if found else ()


def _version() -> str:
    try:
        return metadata.version(_DISTRIBUTION)
    except metadata.PackageNotFoundError:  # packed without its description
        return ""
