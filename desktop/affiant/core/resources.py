"""Where the files of `resources/` lie: beside the source tree, or inside an installed wheel. Nothing is read here."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
PACK_SPEC = "spec/pack-v1.md"
"""The pack's format in words, below the folder of `resources_folder`."""


def resources_folder() -> Path:
    """Return the folder of the program's own resources.

    A wheel carries them as ``affiant/_resources``; a source tree has them two folders above the package. Whoever
    reads a file there says what is missing when it is not there.
    """
    installed = _PACKAGE / "_resources"
    return installed if installed.is_dir() else _PACKAGE.parent.parent / "resources"
