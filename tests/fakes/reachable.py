"""The program and its libraries where an ordinary user can read them, though the checkout lies in a closed folder."""

from __future__ import annotations

import atexit
import os
import shutil
import stat
import sysconfig
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Reachable:
    """Folders for ``sys.path``."""

    packages: Path
    program: Path
    """Holds ``affiant``; ``resources`` lies beside it, as in the checkout."""


@cache
def reachable() -> Reachable:
    """Where they lie; linked once into a folder of everybody's when the way to them is closed, gone at the end."""
    packages, program = Path(sysconfig.get_path("purelib")), ROOT / "desktop"
    if all(everybody_may_read(one) for one in (packages, program)):
        return Reachable(packages, program)
    folder = Path(tempfile.mkdtemp(prefix="affiant-program-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    folder.chmod(0o755)
    for source, name in ((packages, "packages"), (program, "desktop"), (ROOT / "resources", "resources")):
        shutil.copytree(source, folder / name, copy_function=_link, symlinks=True)
    return Reachable(folder / "packages", folder / "desktop")


def everybody_may_read(path: Path) -> bool:
    """Whether a user without any right may enter a folder, by the modes of all folders on the way."""
    wanted = stat.S_IROTH | stat.S_IXOTH
    return path.stat().st_mode & wanted == wanted and all(one.stat().st_mode & stat.S_IXOTH for one in path.parents)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # another file system
        shutil.copy2(source, target)
