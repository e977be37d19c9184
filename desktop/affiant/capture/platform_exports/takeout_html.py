"""Pages of *My Activity* as Google Takeout writes them: one cell for each thing done, in HTML of one fixed form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import BinaryIO

from affiant.capture.platform_exports.times import UNREADABLE, ZONE_UNKNOWN, Time, of_local

MARK = b'<div class="outer-cell '
MAX_CELL = 1 << 18
"""Bytes; a cell has about 700."""
_CHUNK = 1 << 18
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TIME = re.compile(r"([A-Z][a-z]{2}) ([0-9]{1,2}), ([0-9]{4}), ([0-9]{1,2}):([0-9]{2}):([0-9]{2})\s(AM|PM) ([^\s]+)")
"""As the English page has it, e.g. ``Nov 13, 2025, 9:50:57 AM CDT``, with a plain or a narrow space before AM."""
_OFFSET = re.compile(r"(?:UTC|GMT|Z)(?:([+-])([0-9]{1,2})(?::([0-9]{2}))?)?", re.ASCII)


@dataclass(slots=True)
class Cell:
    """What one cell says."""

    header: str = ""
    lines: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def cells(stream: BinaryIO) -> Iterator[tuple[int, int, bytes | None]]:
    """Cut a page into its cells.

    Yields:
        First byte, length, and the bytes; None where there are more than `MAX_CELL`.

    Raises:
        OSError, FormatError: the stream cannot be read.
    """
    buffer, base, cell_start = b"", 0, -1
    dropped = False
    while True:
        chunk = stream.read(_CHUNK)
        buffer += chunk
        while (found := buffer.find(MARK, len(MARK) if cell_start == base else 0)) >= 0:
            if cell_start >= 0:
                end = base + found
                yield cell_start, end - cell_start, None if dropped or found > MAX_CELL else buffer[:found]
            buffer, base, cell_start, dropped = buffer[found:], base + found, base + found, False
        if not chunk:
            break
        if cell_start < 0 or dropped or len(buffer) > MAX_CELL + len(MARK):
            dropped = cell_start >= 0
            keep = len(buffer) - len(MARK)
            if keep > 0:
                buffer, base = buffer[keep:], base + keep
    if cell_start >= 0:
        end = base + len(buffer)
        yield cell_start, end - cell_start, None if dropped or end - cell_start > MAX_CELL else buffer


def parse_cell(data: bytes) -> Cell:
    """Read one cell; whatever the HTML, there is a result."""
    reader = _CellReader()
    reader.feed(data.decode("utf-8", "surrogateescape"))
    reader.close()
    cell = reader.cell
    cell.header = cell.header.strip()
    cell.lines = [line for line in (" ".join(line.split(" ")).strip() for line in cell.lines) if line]
    return cell


class _CellReader(HTMLParser):
    """Takes the text of the header and of the first content cell; the others hold captions of the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.cell = Cell()
        self._part = ""
        self._contents = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "div":
            names = (given.get("class") or "").split()
            if "content-cell" in names:
                self._contents += 1
            self._part = "header" if "header-cell" in names else "content" if self._contents == 1 else ""
            self.cell.lines += [""] if self._part == "content" else []
        elif self._part == "content":
            if tag == "br":
                self.cell.lines.append("")
            elif tag == "a" and given.get("href"):
                self.cell.links.append(given["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "div":
            self._part = ""

    def handle_data(self, data: str) -> None:
        if self._part == "header":
            self.cell.header += data
        elif self._part == "content" and self.cell.lines:
            self.cell.lines[-1] += data


def page_time(written: str) -> Time:
    """The time in a cell. Letters for a zone (``CDT``, ``IST``, ``PKT``) mean several, so they are not read."""
    found = _TIME.fullmatch(written)
    if found is None:
        return Time(None, written, (UNREADABLE,))
    month, day, year, hour, minute, second, half, zone = found.groups()
    offset = _OFFSET.fullmatch(zone)
    if offset is None:
        return Time(None, written, (ZONE_UNKNOWN,))
    sign, hours, minutes = offset.groups()
    east = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    try:
        clock = int(hour) % 12 + (12 if half == "PM" else 0)
        local = datetime.fromisoformat(
            f"{year}-{_MONTHS.index(month) + 1:02d}-{int(day):02d}T{clock:02d}:{minute}:{second}"
        )
    except ValueError:
        return Time(None, written, (UNREADABLE,))
    return of_local(local, -east if sign == "-" else east, written)
