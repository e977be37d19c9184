"""How a pack's files are reached, whether it is a folder or a ZIP."""

from __future__ import annotations

from collections.abc import Sequence
from io import BufferedReader
from typing import Protocol

from affiant.core.errors import FormatError

MAX_FILES = 300_000
"""Files that a pack may hold; more is refused before anything is read."""


class PackFiles(Protocol):
    """The files of one pack by their path inside it. Opening it has judged its form; nothing is unpacked."""

    @property
    def form(self) -> str:
        """``folder`` or ``zip``."""

    @property
    def name(self) -> str:
        """Name of the pack's top folder."""

    def paths(self) -> Sequence[str]:
        """All files, sorted."""

    def size(self, path: str) -> int:
        """Bytes of a file that `paths` names."""

    def open(self, path: str) -> BufferedReader:
        """Open a file for reading from its beginning; seekable. Each reader is its own, also across threads.

        Raises:
            OSError: it vanished or cannot be read.
        """

    def close(self) -> None:
        """Release what is held."""


class NotAPackError(FormatError):
    """The path holds something else: nothing was changed, and nothing can be said."""

    def __init__(self, title: str, *, subject: str = "") -> None:
        super().__init__(title, subject=subject, code="not-a-pack")


class WrongFormError(FormatError):
    """The folder or ZIP has a form that packs never have, so that readers could disagree on what it holds."""

    def __init__(self, title: str, *, subject: str = "") -> None:
        super().__init__(title, subject=subject, code="wrong-form")
