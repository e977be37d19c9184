"""Rows of a CSV file (RFC 4180) with the byte range of each, as a stream."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

LONGEST_LINE = 1 << 20


@dataclass(frozen=True, slots=True)
class Row:
    """One row, or a stretch that is none: then `reason` says why."""

    start: int
    length: int
    cells: dict[str, str]
    """Column to cell, the columns in lower case."""
    reason: str | None = None
    """``entry-not-csv`` or ``entry-too-large``."""


def rows(stream: BinaryIO) -> Iterator[Row]:
    """Give each row below the first, which names the columns. Empty lines are no rows.

    Bytes that are not UTF-8 arrive as lone surrogates (PEP 383).

    Raises:
        OSError, FormatError: the stream cannot be read.
    """
    lines = _Lines(stream)
    reader = csv.reader(lines, strict=False)
    columns: list[str] | None = None
    while True:
        start = lines.offset
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Row(start, lines.offset - start, {}, "entry-not-csv")
            reader = csv.reader(lines, strict=False)
            continue
        if lines.too_large:
            lines.too_large = False
            yield Row(start, lines.offset - start, {}, "entry-too-large")
        elif columns is None:
            columns = [name.strip().casefold() for name in cells]
        elif cells:
            yield Row(start, lines.offset - start, dict(zip(columns, cells, strict=False)))


def columns_of(head: bytes) -> list[str]:
    """Columns that the first line of a file names, in lower case."""
    line = head.partition(b"\n")[0].decode("utf-8", "replace").removeprefix("\ufeff")
    try:
        return [name.strip().casefold() for name in next(csv.reader([line]), [])]
    except csv.Error:
        return []


class _Lines:
    """Lines of a file as text, and how many bytes of it have been given."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.offset = 0
        self.too_large = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        first = self.offset == 0
        self.offset += len(line)
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            self.too_large = True
            while (rest := self._stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                self.offset += len(rest)
            self.offset += len(rest)
            return "\n"
        text = line.decode("utf-8", "surrogateescape")
        return text.removeprefix("\ufeff") if first else text
