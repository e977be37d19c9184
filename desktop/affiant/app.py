"""Puts the program together: without words the window, with words the command line."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from affiant.core.errors import AffiantError, ExitStatus

_VERIFIER_ALONE = """This installation holds the verifier alone: it has no {}.
To check a pack: affiant-verify PACK --trust FILE
For the whole program, install it with its extra named app: affiant[app]
"""


def _say(error: AffiantError) -> None:
    """Where a warning goes before there is a window."""
    sys.stderr.write(f"{error.title}.\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program.

    Args:
        argv: words after the program's name; taken from the process when None.

    Returns:
        Exit status (design §8).
    """
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        return _command_line(words) if words else _window()
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.partition(".")[0] == "affiant":
            raise
        sys.stderr.write(_VERIFIER_ALONE.format(missing.name))
        return ExitStatus.USAGE


def _command_line(words: Sequence[str]) -> int:
    from affiant.cli.main import main as command_line  # noqa: PLC0415 - the base installation lacks its libraries

    return command_line(words)


def _window() -> int:
    from affiant.ui.start import run_window  # noqa: PLC0415 - Qt is loaded for the window only
    from affiant.workflow.system import system_from_environment  # noqa: PLC0415 - as the command line

    return run_window(system_from_environment(os.environ, warn=_say), sys.argv[:1])
