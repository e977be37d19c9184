"""Windows of other programs on an X11 display: which there are, and whether one is really to be seen whole.

Extended Window Manager Hints 1.5 (``_NET_CLIENT_LIST_STACKING``, ``_NET_WM_NAME``, ``_NET_WM_PID``,
``_NET_ACTIVE_WINDOW``), ICCCM 2.0 (``WM_CLASS``, ``WM_NAME``, ``WM_CLIENT_MACHINE``).
"""

from __future__ import annotations

import os
import platform
from pathlib import Path

from affiant.capture.screen.geometry import Box
from affiant.capture.screen.shot import WindowFacts
from affiant.capture.screen.xcb import X11Display

_MAX_TEXT = 500


def windows(display: X11Display) -> tuple[WindowFacts, ...]:
    """Windows that are to be seen, the foremost first; without those of this very process."""
    root = display.root
    ids = display.numbers(root, "_NET_CLIENT_LIST_STACKING") or display.numbers(root, "_NET_CLIENT_LIST")
    found = [window_facts(display, one) for one in reversed(ids or display.children(root))]
    return tuple(one for one in found if one is not None and one.process != os.getpid())


def window_facts(display: X11Display, window: int) -> WindowFacts | None:
    """What is known of one window; None when it is gone, hidden, or shows nothing."""
    state, geometry = display.state(window), display.geometry(window)
    if state is None or geometry is None or geometry.empty or not (state.viewable and state.draws):
        return None
    title = display.text(window, "_NET_WM_NAME") or display.text(window, "WM_NAME") or ""
    process = next(iter(display.numbers(window, "_NET_WM_PID")), None)
    machine = display.text(window, "WM_CLIENT_MACHINE")
    here = machine is None or machine.rstrip("\0") == platform.node()
    return WindowFacts(
        id=window,
        title=title[:_MAX_TEXT],
        program=(_program_file(process) if here and process else None) or _class_of(display, window),
        process=process if here else None,
        geometry=geometry,
        active=window in display.numbers(display.root, "_NET_ACTIVE_WINDOW"),
    )


def covers(display: X11Display, window: int) -> tuple[Box, ...]:
    """Rectangles of what lies before a window, as far as they meet it; empty when it is to be seen whole."""
    own = display.geometry(window)
    top = _top_of(display, window)
    if own is None or top is None:
        return ()
    siblings = display.children(display.root)
    above = siblings[siblings.index(top) + 1 :] if top in siblings else ()
    found = []
    for one in above:
        state, geometry = display.state(one), display.geometry(one)
        if state is not None and state.viewable and state.draws and geometry is not None:
            found.append(geometry.common(own))
    return tuple(one for one in found if not one.empty)


def _top_of(display: X11Display, window: int) -> int | None:
    """The child of the root that holds a window: the frame of a window manager, or the window itself."""
    while (parent := display.parent(window)) is not None:
        if parent == display.root:
            return window
        if not parent:
            return None
        window = parent
    return None


def _class_of(display: X11Display, window: int) -> str | None:
    """The second part of ``WM_CLASS``: what the program calls itself."""
    parts = (display.text(window, "WM_CLASS") or "").split("\0")
    return (parts[1] if len(parts) > 1 and parts[1] else parts[0])[:_MAX_TEXT] or None


def _program_file(process: int) -> str | None:
    try:
        return str(Path(f"/proc/{process}/exe").readlink())
    except OSError:
        return None
