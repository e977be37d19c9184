"""Puts the program together: without words the window, with words the command line."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from affiant.cli.main import main as command_line
from affiant.core.errors import AffiantError
from affiant.workflow.system import system_from_environment


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
    if words:
        return command_line(words)
    from affiant.ui.start import run_window  # noqa: PLC0415 - Qt is loaded for the window only

    system = system_from_environment(os.environ, warn=_say)
    return run_window(system, sys.argv[:1])
