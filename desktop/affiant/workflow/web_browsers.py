"""Browsers for web capture: which can be used here, and a session with one of them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from affiant.capture.web.engine import EngineOrder, Host
from affiant.capture.web.engine_registry import ENGINES, engine_named
from affiant.capture.web.session import WebSession
from affiant.core.errors import AffiantError
from affiant.workflow.system import System

ENGINE_KEYS = tuple(one.key for one in ENGINES)
"""The usual one first."""


@dataclass(frozen=True, slots=True)
class Browser:
    """A kind of browser, and whether it can be used here."""

    key: str
    title: str
    version: str
    missing: AffiantError | None
    """Why it cannot be used, with the remedy; or None."""


def browsers() -> tuple[Browser, ...]:
    """Look at every kind of browser; none is started."""
    found = []
    for made in ENGINES:
        engine = made(Host.here(os.environ))
        try:
            found.append(Browser(engine.key, engine.title, engine.about().version, None))
        except AffiantError as missing:
            found.append(Browser(engine.key, engine.title, "", missing))
    return tuple(found)


def open_browser(
    system: System, engine: str = ENGINE_KEYS[0], *, visible: bool = False, authorities: tuple[Path, ...] = ()
) -> WebSession:
    """Prepare a session; its ``with`` block starts the browser.

    Args:
        system: gives the clock.
        engine: key of a kind of browser.
        visible: with a window.
        authorities: PEM files of authorities that are trusted beside the public ones; recorded.

    Raises:
        AffiantError: there is no such engine, it cannot be used here, or an authority cannot be read.
    """
    chosen = engine_named(engine, Host.here(os.environ))
    chosen.about()
    return WebSession(chosen, EngineOrder(visible=visible, authorities=authorities), system.clock)
