"""Writing to standard output and standard error, which may be closed, full, or read by nobody any more."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TextIO

from affiant.core.errors import AffiantError, ExitStatus


def open_output(stream: TextIO | None) -> TextIO:
    """The given stream in UTF-8 whatever the locale says; one that leads nowhere when it is closed."""
    if stream is None:  # started with >&- or 2>&-
        stream = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end of the program
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")
    return stream


def write_result(out: TextIO, text: str) -> None:
    """Write a result. When its reader went away, as ``head`` does, the rest goes nowhere and the work keeps its status.

    Raises:
        AffiantError: ``output-unwritable``: the device is full or broken.
    """
    try:
        print(text, file=out, flush=True)
    except BrokenPipeError:
        _drain(out)
    except OSError as wrong:
        _drain(out)
        raise AffiantError(
            "output-unwritable",
            "The result cannot be written to standard output",
            subject=wrong.strerror or "",
            safe="What the command did in the case is done and kept.",
            remedy="Free some space where the output goes, then ask for the result again with 'affiant list'.",
            status=ExitStatus.DISK,
        ) from wrong


def write_talk(talk: TextIO, text: str) -> None:
    """Write to the person; when that is impossible there is nobody to tell."""
    try:
        print(text, file=talk, flush=True)
    except OSError:
        _drain(talk)


def _drain(stream: TextIO) -> None:
    """Let what the stream still holds go nowhere, so that the end of the program does not stumble over it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    finally:
        os.close(nowhere)
