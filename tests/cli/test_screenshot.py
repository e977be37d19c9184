"""``affiant screenshot``: what it takes, what it says where it cannot, and that it knows no Qt."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from tests.fakes.command_line import CommandLine
from tests.fakes.known_window import pattern
from tests.fakes.x11_desktop import X11Desktop, without_display, x11_desktop

from affiant.core.errors import ExitStatus

WINDOW = {"title": "Page \u202e of others", "x": 40, "y": 30, "width": 300, "height": 200, "seed": 7}
COVER = {"title": "Cover", "x": 300, "y": 200, "width": 100, "height": 100, "seed": 9}


@pytest.fixture(scope="module")
def desktop() -> Iterator[X11Desktop]:
    with x11_desktop() as made:
        yield made


@pytest.fixture
def on_screen(desktop: X11Desktop, monkeypatch: pytest.MonkeyPatch) -> X11Desktop:
    """The command line runs on this display."""
    off_screen_of(monkeypatch)
    monkeypatch.setenv("DISPLAY", desktop.environment["DISPLAY"])
    return desktop


def off_screen_of(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM", "DBUS_SESSION_BUS_ADDRESS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def off_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line runs on a computer without a screen."""
    off_screen_of(monkeypatch)
    assert "DISPLAY" not in without_display()


def stored(case: Path, sha256: str) -> Image.Image:
    with Image.open(case / "objects" / sha256[:2] / sha256) as picture:
        return picture.convert("RGB")


def test_a_region_is_taken_pixel_by_pixel(affiant: CommandLine, on_screen: X11Desktop) -> None:
    case = affiant.new_case()
    with on_screen.windows(WINDOW):
        taken = affiant.json("screenshot", case, "--region", "40,30,300,200", "--note", "seen")
    assert list(taken) == [
        "id", "number", "event", "sha256", "width", "height", "route", "mode", "geometry", "same_as", "not_obtained",
    ]  # fmt: skip
    assert (taken["route"], taken["mode"], taken["width"], taken["height"]) == ("x11", "region", 300, 200)
    assert taken["not_obtained"] == []
    assert stored(case, taken["sha256"]).tobytes() == pattern(300, 200, 7)
    (listed,) = affiant.json("list", case, "captures")
    assert (listed["kind"], listed["artefacts"][0]["role"]) == ("screen", "screenshot")


def test_a_window_is_listed_brought_forward_and_taken(affiant: CommandLine, on_screen: X11Desktop) -> None:
    case = affiant.new_case()
    with on_screen.windows(WINDOW, COVER) as (window, _):
        listed = affiant.json("screenshot", "--list-windows")
        shown = affiant.run("screenshot", "--list-windows").out
        taken = affiant.json("screenshot", case, "--window", window)
    assert {"Page \u202e of others", "Cover"} <= {one["title"] for one in listed}
    assert window in {one["id"] for one in listed}
    assert "\u202e" not in shown
    assert (taken["mode"], taken["geometry"]) == ("window", {"x": 40, "y": 30, "width": 300, "height": 200})
    assert stored(case, taken["sha256"]).tobytes() == pattern(300, 200, 7)


def test_without_words_the_first_screen_is_taken(affiant: CommandLine, on_screen: X11Desktop) -> None:
    case = affiant.new_case()
    taken = affiant.json("screenshot", case)
    again = affiant.json("screenshot", case, "--screen", 1, "--delay", "0.05")
    assert (taken["mode"], taken["width"], taken["height"]) == ("screen", on_screen.width, on_screen.height)
    assert again["same_as"] == taken["id"]
    assert affiant.run("verify", case).status == ExitStatus.INCOMPLETE


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--screen", 5), "screen-missing"),
        (("--window", 77777), "window-missing"),
        (("--region", "5000,5000,10,10"), "region-outside"),
        (("--region", "1,2,3"), "region-unreadable"),
        (("--account", "x:@nobody"), "account-missing"),
        (("--screen", 0), "usage"),
        (("--screen", 1, "--window", 2), "usage"),
        (("--delay", -1), "usage"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_nothing_recorded(
    affiant: CommandLine, on_screen: X11Desktop, words: tuple[object, ...], code: str
) -> None:
    case = affiant.new_case()
    ran = affiant.run("screenshot", case, *words, "--json")
    assert (ran.status, ran.document["error"]["code"]) == (ExitStatus.USAGE, code)
    assert affiant.json("list", case, "captures") == []


def test_a_case_is_needed(affiant: CommandLine) -> None:
    ran = affiant.run("screenshot", "--json")
    assert (ran.status, ran.document["error"]["code"]) == (ExitStatus.USAGE, "case-not-named")


@pytest.mark.usefixtures("off_screen")
def test_without_a_screen_there_is_a_reason_and_no_picture(affiant: CommandLine) -> None:
    case = affiant.new_case()
    ran = affiant.run("screenshot", case, "--json")
    assert (ran.status, ran.document["error"]["code"]) == (ExitStatus.INCOMPLETE, "screen-not-possible")
    assert "without a screen" in ran.document["error"]["remedy"]
    assert affiant.run("screenshot", "--list-windows").status == ExitStatus.INCOMPLETE
    assert affiant.json("list", case, "captures") == []


def test_a_display_that_does_not_answer_is_no_screen(affiant: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    off_screen_of(monkeypatch)
    monkeypatch.setenv("DISPLAY", ":65530")
    ran = affiant.run("screenshot", "--check", "--json")
    assert (ran.status, ran.document["works"]) == (ExitStatus.INCOMPLETE, False)


def test_the_check_says_what_works(affiant: CommandLine, on_screen: X11Desktop) -> None:
    found = affiant.json("screenshot", "--check")
    assert found["works"] is True
    (line,) = found["routes"]
    assert set(line) == {"route", "title", "state", "words", "tested", "windows"}
    assert (line["route"], line["state"], line["tested"], line["windows"]) == ("x11", "works", True, True)
    assert f"{on_screen.width} × {on_screen.height}" in line["words"]
    assert "WORKS" in affiant.run("screenshot", "--check").out


@pytest.mark.usefixtures("off_screen")
def test_the_check_says_what_does_not(affiant: CommandLine) -> None:
    ran = affiant.run("screenshot", "--check", "--json")
    assert ran.status == ExitStatus.INCOMPLETE
    assert ran.document["works"] is False
    assert [(one["route"], one["state"]) for one in ran.document["routes"]] == [("none", "no")]
    assert "DOES NOT" in affiant.run("screenshot", "--check").out


def test_what_is_taken_is_what_is_hashed(affiant: CommandLine, on_screen: X11Desktop) -> None:
    case = affiant.new_case()
    taken = affiant.json("screenshot", case)
    path = case / "objects" / taken["sha256"][:2] / taken["sha256"]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == taken["sha256"]
    assert sys.platform == "win32" or path.stat().st_mode & 0o222 == 0
