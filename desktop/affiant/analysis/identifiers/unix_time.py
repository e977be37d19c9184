"""Counted time as a moment, exact to the millisecond."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from affiant.analysis.identifiers.reading import DerivedTime, Formula

UNIX_SECONDS = Formula("unix-seconds", 1, "unix_s = the number")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECONDS = re.compile(r"[1-9][0-9]{8,9}")
"""1973 to 2286: any other count of seconds is no time of a platform."""


def from_ms(unix_ms: int) -> datetime:
    """The moment that many milliseconds after 1970, UTC."""
    return _EPOCH + timedelta(milliseconds=unix_ms)


def from_seconds(text: str | None, meaning: str) -> DerivedTime | None:
    """A time written as Unix seconds; None where the text is none."""
    if text is None or not _SECONDS.fullmatch(text):
        return None
    return DerivedTime(from_ms(int(text) * 1000), 1000, UNIX_SECONDS, meaning)
