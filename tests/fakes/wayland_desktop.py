"""A headless Wayland desktop of a test's own: sway, a session bus and the portal, as an ordinary user.

Sway refuses to run as the superuser, and a session bus takes no other user's programs: a test that runs as the
superuser gives everything to a user without rights, who needs a Python that such a user may start.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.fakes.reachable import reachable
from tests.fakes.x11_desktop import KNOWN_WINDOW, without_display
from tests.interop.checkers import not_run, program

NOBODY = 65534
WIDTH, HEIGHT = 640, 400
PORTALS = (Path("/usr/libexec/xdg-desktop-portal"), Path("/usr/libexec/xdg-desktop-portal-wlr"))
_SECONDS = 120

_SWAY = f"""
xwayland disable
default_border none
output HEADLESS-1 mode {WIDTH}x{HEIGHT} position 0 0 bg #336699 solid_color
"""
# Every program of the desktop is started in turn: two that wait for each other hold the bus up for 25 seconds.
_SESSION = """
sway -c "$HOME/sway.conf" >"$HOME/sway.log" 2>&1 &
sway=$!
for turn in $(seq 400); do
    WAYLAND_DISPLAY="$(ls "$XDG_RUNTIME_DIR" | grep -x 'wayland-[0-9]*' | head -n 1)"
    [ -n "$WAYLAND_DISPLAY" ] && break
    kill -0 $sway || exit 90
    read -t 0.05 <> <(:) || true
done
export WAYLAND_DISPLAY
pipewire >"$HOME/pipewire.log" 2>&1 &
pipewire=$!
dbus-update-activation-environment --all
for name in impl.portal.PermissionStore portal.Documents impl.portal.desktop.gtk impl.portal.desktop.wlr portal.Desktop
do
    dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.StartServiceByName \\
        string:org.freedesktop.$name uint32:0 >/dev/null || exit 91
done
bash "$HOME/steps.sh"
status=$?
kill $sway $pipewire
wait $sway $pipewire 2>/dev/null
exit $status
"""
_ALLOW = (
    "dbus-send --session --print-reply --dest=org.freedesktop.impl.portal.PermissionStore "
    "/org/freedesktop/impl/portal/PermissionStore org.freedesktop.impl.portal.PermissionStore.SetPermission "
    "string:screenshot boolean:true string:screenshot string: array:string:yes >/dev/null"
)
_WRAPPER = """#!/bin/bash
shift
exec {python} -I {launcher} "$@"
"""
_LAUNCHER = """# As `python -I -m MODULE …` and `python -I FILE …`, for a user who may not start the tests' own Python.
import runpy, sys
sys.path[:0] = {paths!r}
sys.executable = {wrapper!r}
sys.argv.pop(0)
if sys.argv[0] == "-m":
    sys.argv.pop(0)
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
else:
    runpy.run_path(sys.argv[0], run_name="__main__")
"""


@dataclass(frozen=True)
class WaylandDesktop:
    """A desktop that is started for each list of steps. Its folder belongs to the ordinary user."""

    folder: Path
    python: str
    command: tuple[str, ...]
    """What runs a program as the ordinary user."""

    @property
    def affiant(self) -> str:
        """The program, as a word of a step."""
        return f"{shlex.quote(self.python)} -I -m affiant"

    @property
    def known_window(self) -> str:
        """The program with windows of known pixels, as a word of a step."""
        return f"{shlex.quote(self.python)} -I {shlex.quote(str(self.folder / KNOWN_WINDOW.name))}"

    def run(self, steps: str, *, allowed: bool) -> subprocess.CompletedProcess[str]:
        """Run steps, written for bash, inside the desktop.

        Args:
            steps: their output is given back.
            allowed: whether the person has agreed to screenshots before.
        """
        for name in ("run", "data", "cache"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        (self.folder / "run").mkdir(0o700)
        (self.folder / "steps.sh").write_text((f"{_ALLOW}\n" if allowed else "") + steps)
        (self.folder / "session.sh").write_text(_SESSION)
        (self.folder / "sway.conf").write_text(_SWAY)
        shutil.copy(KNOWN_WINDOW, self.folder)
        if os.geteuid() == 0:
            for path in [self.folder, *self.folder.rglob("*")]:
                os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
        environment = without_display() | {
            "HOME": str(self.folder),
            "TMPDIR": str(self.folder / "temporary"),
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "XDG_CURRENT_DESKTOP": "sway",
            "XDG_SESSION_TYPE": "wayland",
            "WLR_BACKENDS": "headless",
            "WLR_LIBINPUT_NO_DEVICES": "1",
            "WLR_RENDERER": "pixman",
            "NO_AT_BRIDGE": "1",
            "GTK_A11Y": "none",
            "GSETTINGS_BACKEND": "memory",
            "AFFIANT_HOME": str(self.folder / "profile"),
            "AFFIANT_PASSPHRASE_FILE": str(self.folder / "passphrase"),
        }
        command = [*self.command, program("dbus-run-session"), "--", "bash", str(self.folder / "session.sh")]
        return subprocess.run(
            command,
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=_SECONDS,
        )


@contextmanager
def wayland_desktop() -> Iterator[WaylandDesktop]:
    """Prepare a desktop; says what is missing where it cannot run."""
    for name in ("sway", "dbus-run-session", "dbus-send", "dbus-update-activation-environment", "pipewire", "grim"):
        program(name)
    for portal in PORTALS:
        if not portal.is_file():
            not_run(f"{portal.name} is not installed")
    with tempfile.TemporaryDirectory(prefix="affiant-wayland-") as name:
        folder = Path(name)
        (folder / "temporary").mkdir()
        passphrase = folder / "passphrase"
        passphrase.write_text("correct horse battery staple\n")
        passphrase.chmod(0o600)
        if os.geteuid() != 0:
            yield WaylandDesktop(folder, sys.executable, ())
            return
        as_nobody = (program("setpriv"), f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
        yield WaylandDesktop(folder, _python_for_nobody(folder, as_nobody), as_nobody)


def _python_for_nobody(folder: Path, as_nobody: tuple[str, ...]) -> str:
    """A Python that the ordinary user may start and that finds the program's libraries."""
    wrapper, launcher = folder / "python", folder / "launcher.py"
    folder.chmod(0o755)
    ours = reachable()
    launcher.write_text(_LAUNCHER.format(paths=[str(ours.program), str(ours.packages)], wrapper=str(wrapper)))
    for python in (sys.executable, "/usr/bin/python3"):
        wrapper.write_text(_WRAPPER.format(python=shlex.quote(python), launcher=shlex.quote(str(launcher))))
        wrapper.chmod(0o755)
        command = [*as_nobody, str(wrapper), "-I", "-m", "affiant", "--version"]
        if subprocess.run(command, capture_output=True, check=False, cwd="/").returncode == 0:
            return str(wrapper)
    return not_run("an ordinary user may start no Python that knows the program's libraries")
