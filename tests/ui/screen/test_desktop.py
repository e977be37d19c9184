"""Which platform Qt is started on: one whose display answers, or none at all."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from affiant.ui.screen import desktop
from affiant.ui.screen.desktop import Desktop, platform_to_start, wayland_answers


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there Qt has one platform only")
@pytest.mark.parametrize(
    ("environment", "x11", "wayland", "expected"),
    [
        ({}, True, True, "offscreen"),
        ({"DISPLAY": ":0"}, True, False, "xcb"),
        ({"DISPLAY": ":0"}, False, False, "offscreen"),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, True, True, "wayland"),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, True, False, "xcb"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True, False, "offscreen"),
        ({"QT_QPA_PLATFORM": "minimal", "DISPLAY": ":0"}, True, True, None),
    ],
)
def test_the_platform(environment: dict[str, str], x11: bool, wayland: bool, expected: str | None) -> None:
    assert platform_to_start(environment, lambda: x11, lambda: wayland) == expected


def test_a_compositor_answers_on_its_socket(tmp_path: Path) -> None:
    environment = {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "w"}
    assert not wayland_answers(environment)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(str(tmp_path / "w"))
        listening.listen()
        assert wayland_answers(environment)
        assert wayland_answers({"WAYLAND_DISPLAY": str(tmp_path / "w")})
    assert not wayland_answers(environment)


@pytest.mark.parametrize(
    ("platform", "environment", "wayland"),
    [
        ("xcb", {}, False),
        ("xcb", {"XDG_SESSION_TYPE": "x11"}, False),
        ("xcb", {"XDG_SESSION_TYPE": "wayland"}, True),
        ("xcb", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("wayland", {}, True),
        ("offscreen", {"XDG_SESSION_TYPE": "wayland"}, False),
    ],
)
def test_a_wayland_desktop_is_known_through_x11_too(
    monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], wayland: bool
) -> None:
    monkeypatch.setattr(desktop.QGuiApplication, "platformName", lambda: platform)
    assert Desktop.of(environment) == Desktop(platform, wayland)
