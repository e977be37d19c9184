"""Pages of *My Activity* as Google Takeout writes them: one cell for each thing done, in HTML of one fixed form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from affiant.capture.platform_exports.html_tokens import Text, tokens
from affiant.capture.platform_exports.times import UNREADABLE, ZONE_UNKNOWN, Time, of_local

MARK = b'<div class="outer-cell '
START = re.compile(re.escape(MARK))
"""What each cell begins with."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TIME = re.compile(
    r"(?:(?P<month_us>[A-Z][a-z]{2})[a-z]* (?P<day_us>[0-9]{1,2})"
    r"|(?P<day>[0-9]{1,2}) (?P<month>[A-Z][a-z]{2})[a-z]*),? "
    r"(?P<year>[0-9]{4}), (?P<clock>[0-9]{1,2}:[0-9]{2}:[0-9]{2})(?:\s(?P<half>[AaPp][Mm]))? (?P<zone>[^\s]+)"
)
"""As English pages have it: ``Nov 13, 2025, 9:50:57 AM CDT``, with a plain or a narrow space before AM, or
``13 Nov 2025, 09:50:57 GMT``."""
_OFFSET = re.compile(r"(?:UTC|GMT|Z)(?:([+-])([0-9]{1,2})(?::([0-9]{2}))?)?", re.ASCII)


@dataclass(slots=True)
class Cell:
    """What one cell says."""

    header: str = ""
    lines: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def parse_cell(data: bytes) -> Cell:
    """Read the header and the first content cell; the others hold captions of the page.

    Raises:
        FormatError: the HTML is broken beyond what a program writes.
    """
    cell = Cell()
    part, contents = "", 0
    for one in tokens(data):
        if isinstance(one, Text):
            if part == "header":
                cell.header += one.text
            elif part == "content" and cell.lines:
                cell.lines[-1] += one.text
        elif one.name == "div":
            contents += not one.closes and "content-cell" in one.classes
            part = (
                "" if one.closes else "header" if "header-cell" in one.classes else "content" if contents == 1 else ""
            )
            cell.lines += [""] if part == "content" else []
        elif part == "content" and one.name == "br":
            cell.lines.append("")
        elif part == "content" and one.name == "a" and one.attributes.get("href"):
            cell.links.append(one.attributes["href"])
    cell.header = cell.header.strip()
    cell.lines = [line for line in map(str.strip, cell.lines) if line]
    return cell


def page_time(written: str) -> Time:
    """The time in a cell. Letters for a zone (``CDT``, ``IST``, ``PKT``) mean several, so they are not read."""
    found = _TIME.fullmatch(written)
    if found is None:
        return Time(None, written, (UNREADABLE,))
    month, day, half = found["month"] or found["month_us"], found["day"] or found["day_us"], found["half"]
    offset = _OFFSET.fullmatch(found["zone"])
    if offset is None:
        return Time(None, written, (ZONE_UNKNOWN,))
    sign, hours, minutes = offset.groups()
    east = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    try:
        hour, minute, second = (int(part) for part in found["clock"].split(":"))
        if half is not None:
            hour = hour % 12 + (12 if half.upper() == "PM" else 0)
        local = datetime.fromisoformat(
            f"{found['year']}-{_MONTHS.index(month) + 1:02d}-{int(day):02d}T{hour:02d}:{minute:02d}:{second:02d}"
        )
    except ValueError:
        return Time(None, written, (UNREADABLE,))
    return of_local(local, -east if sign == "-" else east, written)
