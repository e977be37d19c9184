"""A report of a problem that can be sent to a stranger: no path, no name, no text of the evidence or the person."""

from __future__ import annotations

import platform
import sys
import traceback
from pathlib import Path

from affiant import __version__
from affiant.core.errors import AffiantError


def problem_report(error: BaseException) -> str:
    """Return versions, the kind of the error and where in the program it arose.

    The error's own message and subject are left out: they may quote evidence.
    """
    lines = [
        f"Affiant {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}",
        f"Kind: {type(error).__name__}" + (f", code {error.code}" if isinstance(error, AffiantError) else ""),
    ]
    package = Path(__file__).resolve().parents[1]
    for frame in traceback.extract_tb(error.__traceback__):
        file = Path(frame.filename)
        ours = file.is_relative_to(package)
        lines.append(f"  {file.relative_to(package) if ours else file.name}:{frame.lineno} in {frame.name}")
    lines.append(f"Frozen: {bool(getattr(sys, 'frozen', False))}")
    return "\n".join(lines) + "\n"
