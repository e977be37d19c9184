"""Pages that a program wrote as a long row of like blocks, cut into these blocks as a stream, each with its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

MAX_CELL = 1 << 18
"""Bytes of one block; they have hundreds."""
LONGEST_MARK = 1 << 10
CHUNK = 1 << 18


def cells(stream: BinaryIO, mark: re.Pattern[bytes]) -> Iterator[tuple[int, int, bytes | None]]:
    """Cut a page at its marks; the last block goes to the end of the page.

    Args:
        stream: the page.
        mark: the tag that a block begins with, at most `LONGEST_MARK` bytes.

    Yields:
        First byte, length, and the bytes; None where there are more than `MAX_CELL`.

    Raises:
        OSError, FormatError: the stream cannot be read.
    """
    buffer, base, begun, dropped = b"", 0, -1, False
    while True:
        chunk = stream.read(CHUNK)
        buffer += chunk
        while found := mark.search(buffer, 1 if begun == base else 0):
            if begun >= 0:
                end = base + found.start()
                yield begun, end - begun, None if dropped or end - begun > MAX_CELL else buffer[: found.start()]
            buffer, base, dropped = buffer[found.start() :], base + found.start(), False
            begun = base
        if not chunk:
            break
        if begun < 0 or dropped or len(buffer) > MAX_CELL + LONGEST_MARK:
            dropped = begun >= 0
            keep = max(0, len(buffer) - LONGEST_MARK)
            buffer, base = buffer[keep:], base + keep
    if begun >= 0:
        length = base + len(buffer) - begun
        yield begun, length, None if dropped or length > MAX_CELL else buffer
