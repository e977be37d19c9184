"""Every engine, the usual one first. A new one is a file below ``engines/`` and a line here."""

from __future__ import annotations

from affiant.capture.web.engine import Engine, Host
from affiant.capture.web.engines.chromium import Chromium
from affiant.capture.web.engines.qtwebengine import QtWebEngine
from affiant.core.errors import AffiantError

ENGINES: tuple[type[QtWebEngine] | type[Chromium], ...] = (QtWebEngine, Chromium)


def engine_named(key: str, host: Host) -> Engine:
    """Return the engine with a key.

    Args:
        key: see `Engine.key`.
        host: of this process.

    Raises:
        AffiantError: there is none (``engine-unknown``).
    """
    for made in ENGINES:
        if made.key == key:
            return made(host)
    known = ", ".join(made.key for made in ENGINES)
    raise AffiantError("engine-unknown", "There is no such engine", subject=key, remedy=f"Take one of: {known}.")
