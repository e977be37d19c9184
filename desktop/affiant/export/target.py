"""The contract of a target: where the files of a pack are written, one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class PackTarget(Protocol):
    """A folder or a ZIP file in the making. Paths come in ascending order, each once."""

    def write(self, path: str, size: int, chunks: Iterable[bytes]) -> None:
        """Write one file.

        Args:
            path: within the pack, e.g. ``data/pack.json``.
            size: bytes that the chunks hold together; known beforehand, because a ZIP entry states it first.
            chunks: the content, streamed.

        Raises:
            ValueError: the chunks hold another number of bytes.
            OSError: the file cannot be written.
        """

    def replace(self, path: str, data: bytes) -> None:
        """Put other bytes of the same number in the place of a file that was written.

        Raises:
            ValueError: the number of bytes differs.
        """

    def finish(self) -> None:
        """Complete the pack and make it durable; nothing can be written afterwards."""

    def abandon(self) -> None:
        """Let go of open files without completing anything; harmless after `finish`."""
