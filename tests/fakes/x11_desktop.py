"""An X11 display of a test's own, and windows of another program on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.interop.checkers import program

KNOWN_WINDOW = Path(__file__).with_name("known_window.py")
_OF_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM", "DBUS_SESSION_BUS_ADDRESS")


def without_display() -> dict[str, str]:
    """The environment of this process, as it is on a computer without a screen."""
    return {name: value for name, value in os.environ.items() if name not in _OF_DISPLAYS}


@dataclass(frozen=True)
class X11Desktop:
    """A running display."""

    environment: Mapping[str, str]
    width: int
    height: int

    @contextmanager
    def windows(self, *wanted: dict[str, object]) -> Iterator[list[int]]:
        """Show windows, the last one foremost; gives their ids."""
        with subprocess.Popen(
            [sys.executable, "-I", str(KNOWN_WINDOW), json.dumps(wanted)],
            env={**self.environment, "QT_QPA_PLATFORM": "xcb"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as shown:
            assert shown.stdout is not None
            yield [int(one) for one in shown.stdout.readline().split()]
            assert shown.stdin is not None
            shown.stdin.close()


@contextmanager
def x11_desktop(width: int = 640, height: int = 480) -> Iterator[X11Desktop]:
    """Run a display in memory, without a window manager."""
    read_end, write_end = os.pipe()
    size = f"{width}x{height}x24"
    command = [program("Xvfb"), "-displayfd", str(write_end), "-screen", "0", size, "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=(write_end,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write_end)
    try:
        with os.fdopen(read_end) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        yield X11Desktop({**without_display(), "DISPLAY": f":{number}"}, width, height)
    finally:
        server.terminate()
        server.wait(10)
