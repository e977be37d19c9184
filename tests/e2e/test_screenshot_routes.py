"""On X11, on Wayland and with neither: `screenshot` does what the capture check says it will."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.fakes.known_window import pattern
from tests.fakes.wayland_desktop import HEIGHT, WIDTH, WaylandDesktop, wayland_desktop
from tests.fakes.x11_desktop import without_display, x11_desktop
from tests.interop.checkers import program

PASSPHRASE = "correct horse battery staple\n"
WINDOW = {"title": "Known", "x": 0, "y": 0, "width": WIDTH, "height": HEIGHT, "seed": 11}


def run(environment: Mapping[str, str], *words: object) -> tuple[int, Any]:
    """Status and document of one command, in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-I", "-m", "affiant", *map(str, words), "--json", "--batch"],
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, json.loads(ran.stdout)


def home(folder: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """The environment with a profile, an identity and a case below the folder."""
    passphrase = folder / "passphrase"
    passphrase.write_text(PASSPHRASE)
    passphrase.chmod(0o600)
    made = {**environment, "AFFIANT_HOME": str(folder / "home"), "AFFIANT_PASSPHRASE_FILE": str(passphrase)}
    assert run(made, "identity", "new", "Tester")[0] == 0
    assert run(made, "init", folder / "case", "--title", "Routes")[0] == 0
    return made


def pixels(case: Path, document: Mapping[str, Any]) -> bytes:
    sha256 = document["sha256"]
    with Image.open(case / "objects" / sha256[:2] / sha256) as picture:
        assert picture.size == (document["width"], document["height"])
        return picture.convert("RGB").tobytes()


def test_on_x11_the_check_says_works_and_the_picture_is_the_screen(tmp_path: Path) -> None:
    with x11_desktop(WIDTH, HEIGHT) as desktop, desktop.windows(WINDOW) as (window,):
        environment = home(tmp_path, desktop.environment)
        status, check = run(environment, "screenshot", "--check")
        assert (status, [(one["route"], one["state"], one["tested"]) for one in check["routes"]]) == (
            0,
            [("x11", "works", True)],
        )
        for words, mode in (((), "screen"), (("--window", window), "window")):
            status, document = run(environment, "screenshot", tmp_path / "case", *words)
            assert (status, document["mode"], document["not_obtained"]) == (0, mode, [])
            assert pixels(tmp_path / "case", document) == pattern(WIDTH, HEIGHT, 11)


def test_on_two_monitors_each_is_a_screen_and_a_region_goes_over_both(tmp_path: Path) -> None:
    half, known = WIDTH // 2, pattern(WIDTH, HEIGHT, 11)

    def columns(first: int, end: int) -> bytes:
        return b"".join(known[(row * WIDTH + first) * 3 : (row * WIDTH + end) * 3] for row in range(HEIGHT))

    with x11_desktop(WIDTH, HEIGHT) as desktop, desktop.windows(WINDOW):
        for name, left, output in (("LEFT", 0, "screen"), ("RIGHT", half, "none")):
            monitor = f"{half}/100x{HEIGHT}/100+{left}+0"
            command = [program("xrandr"), "--setmonitor", name, monitor, output]
            subprocess.run(command, env=dict(desktop.environment), check=True, capture_output=True)
        environment = home(tmp_path, desktop.environment)
        case = tmp_path / "case"
        for number, first in ((1, 0), (2, half)):
            status, document = run(environment, "screenshot", case, "--screen", number)
            assert (status, document["geometry"]["x"], document["width"]) == (0, first, half)
            assert pixels(case, document) == columns(first, first + half)
        status, document = run(environment, "screenshot", case, "--region", f"{half - 20},0,50,{HEIGHT}")
        assert (status, document["not_obtained"]) == (0, [])
        assert pixels(case, document) == columns(half - 20, half + 30)
        assert run(environment, "screenshot", case, "--screen", 3)[0] == 2


def test_with_neither_the_check_says_no_and_nothing_is_taken(tmp_path: Path) -> None:
    environment = home(tmp_path, without_display())
    status, check = run(environment, "screenshot", "--check")
    assert (status, [(one["route"], one["state"]) for one in check["routes"]]) == (3, [("none", "no")])
    for words in ((), ("--region", "0,0,10,10"), ("--window", 1)):
        status, document = run(environment, "screenshot", tmp_path / "case", *words)
        assert (status, document["error"]["code"]) == (3, "screen-not-possible")
    assert run(environment, "list", tmp_path / "case", "captures") == (0, [])


DO_IT = """
do_it() {{ # NAME WORDS…: one command, its status and its document in a file
    local name="$1"; shift
    {affiant} "$@" --json --batch >"$HOME/$name.json" 2>"$HOME/$name.log"
    printf '%s %s\\n' "$name" $?
}}
"""
TAKE = """
mkfifo "$HOME/open"
{known_window} '{window}' <"$HOME/open" >"$HOME/shown" 2>"$HOME/window.log" &
exec 3>"$HOME/open"
until [ -s "$HOME/shown" ]; do kill -0 $! || exit 92; done
do_it identity identity new Tester
do_it init init "$HOME/case" --title Routes
do_it check screenshot --check
do_it whole screenshot "$HOME/case"
do_it region screenshot "$HOME/case" --region 10,20,300,200
do_it window screenshot "$HOME/case" --window 5
do_it windows screenshot --list-windows
find "$TMPDIR" -name '*.png' >"$HOME/left"
exec 3>&-
wait %1
"""


@pytest.fixture
def desktop() -> Iterator[WaylandDesktop]:
    with wayland_desktop() as made:
        yield made


def walk(desktop: WaylandDesktop, steps: str, *, allowed: bool) -> dict[str, tuple[int, Any]]:
    """Run the steps; name of each to its status and document."""
    words = {"affiant": desktop.affiant, "known_window": desktop.known_window, "window": json.dumps([WINDOW])}
    ran = desktop.run((DO_IT + steps).format(**words), allowed=allowed)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    found = {}
    for line in ran.stdout.splitlines():
        name, _, status = line.partition(" ")
        if (desktop.folder / f"{name}.json").is_file():
            found[name] = int(status), json.loads((desktop.folder / f"{name}.json").read_text())
    return found


def test_on_wayland_the_check_says_works_and_the_picture_is_the_screen(desktop: WaylandDesktop) -> None:
    done = walk(desktop, TAKE, allowed=True)
    status, check = done["check"]
    assert (status, [(one["route"], one["state"], one["tested"]) for one in check["routes"]]) == (
        0,
        [("portal", "works", True)],
    )
    known = pattern(WIDTH, HEIGHT, 11)
    status, whole = done["whole"]
    assert (status, whole["mode"], whole["route"], whole["not_obtained"]) == (0, "screen", "portal", [])
    assert pixels(desktop.folder / "case", whole) == known
    status, region = done["region"]
    assert (status, region["mode"], region["geometry"]["x"]) == (0, "region", 10)
    rows = (known[(row * WIDTH + 10) * 3 : (row * WIDTH + 310) * 3] for row in range(20, 220))
    assert pixels(desktop.folder / "case", region) == b"".join(rows)
    for name in ("window", "windows"):
        assert (done[name][0], done[name][1]["error"]["code"]) == (3, "screen-no-windows")
    assert (desktop.folder / "left").read_text() == ""


def test_on_wayland_without_consent_the_check_says_that_it_asks_first(desktop: WaylandDesktop) -> None:
    status, check = walk(desktop, "do_it check screenshot --check || true\n", allowed=False)["check"]
    assert (status, [(one["route"], one["state"], one["tested"]) for one in check["routes"]]) == (
        3,
        [("portal", "asks-first", False)],
    )


def test_the_steps_run_as_an_ordinary_user(desktop: WaylandDesktop) -> None:
    ran = desktop.run("id -u\n", allowed=True)
    assert ran.stdout.split()[-1] == str(65534 if os.geteuid() == 0 else os.geteuid())
