"""What every browser program is started with, and the rule for the superuser."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from affiant.capture.web.engine import ALLOW_ROOT, EngineOrder, Host
from affiant.core.errors import AffiantError

_ALWAYS = ("TZ",)
_WITH_A_WINDOW = ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR", "XDG_SESSION_TYPE")
"""The time zone in which pages are shown, and a screen. Nothing else of ours is a browser's business."""
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - the kernel's own, and only measured
SHARED_MEMORY_BYTES = 512 << 20
"""Several pictures of a band of a page, and what the page itself takes."""
WITHOUT_SANDBOX = (
    f"The browser ran as the superuser without its sandbox, which {ALLOW_ROOT}=1 allowed: "
    "a hostile page could have reached this computer."
)


def browser_environment(host: Host, order: EngineOrder, folder: Path) -> dict[str, str]:
    """Return the whole environment of a browser.

    Args:
        host: where we run.
        order: how it is started.
        folder: its private folder, which becomes its home and holds all that it writes.
    """
    wanted = (*_ALWAYS, *(_WITH_A_WINDOW if order.visible else ()))
    handed_on = {name: host.environment[name] for name in wanted if name in host.environment}
    places = {name: str(folder) for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",  # Chromium may be a script
        "LANG": "C.UTF-8",
        "LANGUAGE": order.locale.replace("-", "_"),
        **handed_on,
        **places,
    }


def memory_flags(place: Path = _SHARED_MEMORY, needed: int = SHARED_MEMORY_BYTES) -> list[str]:
    """Return the flag that lets Chromium share memory in its private folder, where the system has too little of it.

    Containers often have 64 MB, and a page process that gets no more dies in the middle of a large picture.

    Args:
        place: where the system shares memory.
        needed: bytes that suffice.
    """
    if not sys.platform.startswith("linux"):
        return []
    try:
        enough = shutil.disk_usage(place).total >= needed
    except OSError:
        enough = False
    return [] if enough else ["--disable-dev-shm-usage"]


def ensure_allowed(host: Host) -> str:
    """Apply the rule for the superuser.

    Returns:
        Why the sandbox has to be switched off; empty when it has not.

    Raises:
        AffiantError: we run as the superuser, and nobody allowed it (``browser-as-root``).
    """
    if not host.superuser:
        return ""
    if not host.may_run_as_superuser:
        raise AffiantError(
            "browser-as-root",
            "Pages are not opened by the superuser, since a browser cannot hold a hostile page then",
            safe="The case is unchanged, and nothing was opened.",
            remedy=f"Run Affiant as an ordinary user. In a container that holds nothing else, set {ALLOW_ROOT}=1; "
            "every capture will say so.",
        )
    return WITHOUT_SANDBOX


def ensure_screen(host: Host) -> None:
    """Make sure that a window can be shown.

    Raises:
        AffiantError: there is no screen (``no-screen``).
    """
    if host.platform.startswith("linux") and not any(
        host.environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        raise AffiantError(
            "no-screen",
            "There is no screen to show the browser on",
            safe="Pages can still be captured without a window.",
            remedy="Start Affiant from a desktop session, or capture by address.",
        )
