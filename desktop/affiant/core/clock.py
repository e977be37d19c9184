"""Times as this program writes them: UTC, ISO 8601, with the local offset beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from affiant.core.errors import FormatError

_UTC = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")


@dataclass(frozen=True, slots=True)
class Moment:
    """One reading of the device clock."""

    utc: datetime
    """Wall clock, aware, in UTC."""
    offset_minutes: int
    """Local offset from UTC that the device used, in minutes east."""

    def iso(self) -> str:
        """Return the time in UTC with milliseconds, e.g. ``2026-11-03T10:12:00.000Z``."""
        return format_utc(self.utc)

    def offset(self) -> str:
        """Return the local offset as ``+05:00``."""
        sign = "-" if self.offset_minutes < 0 else "+"
        hours, minutes = divmod(abs(self.offset_minutes), 60)
        return f"{sign}{hours:02d}:{minutes:02d}"


class Clock(Protocol):
    """Source of time; passed in, so that tests and re-runs have a fixed one."""

    def now(self) -> Moment:
        """Read the wall clock."""

    def monotonic_ns(self) -> int:
        """Nanoseconds of a clock that never goes back while the device runs."""

    def boot_id(self) -> str:
        """A text that changes with every start of the device, or ``""`` where the system has none."""


def format_utc(when: datetime) -> str:
    """Format an aware time in UTC with milliseconds and ``Z``."""
    utc = when.astimezone(UTC)
    return utc.strftime("%Y-%m-%dT%H:%M:%S.") + f"{utc.microsecond // 1000:03d}Z"


def parse_utc(text: str) -> datetime:
    """Parse exactly the form of `format_utc`.

    Raises:
        FormatError: any other form, or a date that does not exist.
    """
    if not _UTC.fullmatch(text):
        raise FormatError("A time is not in the form 2026-01-31T12:00:00.000Z", subject=text[:40])
    try:
        return datetime.fromisoformat(text[:-1]).replace(tzinfo=UTC)
    except ValueError as wrong:
        raise FormatError("A time names a date that does not exist", subject=text) from wrong


@dataclass(slots=True)
class FixedClock:
    """A clock for tests and for packs built again: it moves by `step` at every reading."""

    start: datetime
    step: timedelta = timedelta(0)
    offset_minutes: int = 300
    readings: int = 0

    def now(self) -> Moment:
        """See `Clock.now`."""
        moment = Moment(self.start + self.step * self.readings, self.offset_minutes)
        self.readings += 1
        return moment

    def monotonic_ns(self) -> int:
        """See `Clock.monotonic_ns`."""
        return int((self.step * self.readings).total_seconds() * 1e9)

    def boot_id(self) -> str:
        """See `Clock.boot_id`."""
        return "fixed-clock"
