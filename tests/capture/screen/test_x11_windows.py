"""Windows of another program on a real X11 display: which there are, and which is covered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.fakes.x11_desktop import X11Desktop, x11_desktop

from affiant.capture.screen import x11_windows
from affiant.capture.screen.geometry import Box
from affiant.capture.screen.xcb import X11Display

LEFT = {"title": "چپ Left \u202e", "x": 10, "y": 20, "width": 200, "height": 100, "seed": 1}
RIGHT = {"title": "Right", "x": 150, "y": 60, "width": 200, "height": 100, "seed": 2}
AWAY = {"title": "Away", "x": 400, "y": 300, "width": 50, "height": 40, "seed": 3}
GONE = 0x7FFFFF


@pytest.fixture(scope="module")
def desktop() -> Iterator[X11Desktop]:
    with x11_desktop() as made:
        yield made


@pytest.fixture
def display(desktop: X11Desktop, monkeypatch: pytest.MonkeyPatch) -> Iterator[X11Display]:
    monkeypatch.setenv("DISPLAY", desktop.environment["DISPLAY"])
    with X11Display() as made:
        yield made


def test_windows_are_listed_with_title_program_and_place(desktop: X11Desktop, display: X11Display) -> None:
    with desktop.windows(LEFT, RIGHT) as (left, right):
        found = {one.id: one for one in x11_windows.windows(display)}
    assert {left, right} <= found.keys()
    one = found[left]
    assert (one.title, one.geometry) == ("چپ Left \u202e", Box(10, 20, 200, 100))
    assert one.program is not None
    assert "python" in one.program
    assert one.process is not None


def test_what_lies_before_a_window_is_seen_until_it_is_brought_forward(
    desktop: X11Desktop, display: X11Display
) -> None:
    with desktop.windows(LEFT, RIGHT, AWAY) as (left, right, away):
        assert x11_windows.covers(display, left) == (Box(150, 60, 60, 60),)
        assert x11_windows.covers(display, right) == ()
        assert x11_windows.covers(display, away) == ()
        display.bring_forward(left)
        assert x11_windows.covers(display, left) == ()
        assert x11_windows.covers(display, right) == (Box(150, 60, 60, 60),)


def test_a_window_that_has_gone_is_no_window_and_ends_nothing(desktop: X11Desktop, display: X11Display) -> None:
    with desktop.windows(LEFT) as (left,):
        pass
    for window in (left, GONE):
        assert x11_windows.window_facts(display, window) is None
        assert x11_windows.covers(display, window) == ()
        display.bring_forward(window)
        assert display.text(window, "WM_NAME") is None
        assert display.numbers(window, "_NET_WM_PID") == ()
        assert display.children(window) == ()
        assert (display.parent(window), display.geometry(window), display.state(window)) == (None, None, None)
    assert display.state(display.root) is not None


def test_without_a_display_there_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    with pytest.raises(ConnectionError), X11Display():
        raise AssertionError("connected to nothing")
