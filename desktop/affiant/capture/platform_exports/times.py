"""Times in exports: which moment it was, only where the export itself says it. A zone is never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from affiant.core.clock import format_utc

ZONE_UNKNOWN = "time-zone-unknown"
"""The export gives a local time and does not say where."""
UNREADABLE = "time-unreadable"
"""There is a time, and it is none that we know to read."""
DATE_ORDER_AMBIGUOUS = "date-order-ambiguous"
"""Day and month cannot be told apart anywhere in the file."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_YEAR = 1000
"""Earlier years are no times that `core.clock` writes, and none that a platform means."""
_WHOLE = re.compile(r"\s*[+-]?[0-9]{1,20}\s*", re.ASCII)
_ISO = re.compile(
    r"\s*([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:[.,]([0-9]{1,9}))?\s*"
    r"(Z|z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?)?\s*",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Time:
    """What a record says of its time: spread it as ``posted_at``, ``posted_as`` and into ``notes``."""

    posted_at: str | None = None
    """UTC as `core.clock` writes it."""
    posted_as: str | None = None
    """Exactly as the export writes it."""
    notes: tuple[str, ...] = ()


NO_TIME = Time()
"""The export gives none."""


def from_seconds(value: object) -> Time:
    """Seconds since 1970-01-01 UTC: a number, or text of one."""
    return _counted(value, 1)


def from_milliseconds(value: object) -> Time:
    """Milliseconds since 1970-01-01 UTC: a number, or text of one."""
    return _counted(value, 1_000)


def from_iso(value: object) -> Time:
    """ISO 8601 date and time. Without an offset it is a local time, and no moment (`ZONE_UNKNOWN`)."""
    if value is None or value == "":
        return NO_TIME
    found = _ISO.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return Time(None, _as_written(value), (UNREADABLE,))
    day, clock, fraction, zone = found.groups()
    try:
        local = datetime.fromisoformat(f"{day}T{clock}") + timedelta(
            milliseconds=int((fraction or "0")[:3].ljust(3, "0"))
        )
        offset = _offset(zone) if zone else None
    except (ValueError, OverflowError):
        return Time(None, _as_written(value), (UNREADABLE,))
    return of_local(local, offset, _as_written(value))


def of_local(local: datetime, offset: timedelta | None, posted_as: str) -> Time:
    """A local time as the reader found it.

    Args:
        local: without a zone.
        offset: east of UTC where the export says it, else None.
        posted_as: as the export writes it.
    """
    if offset is None:
        return Time(None, posted_as, (ZONE_UNKNOWN,))
    try:
        return _of_moment(local.replace(tzinfo=UTC) - offset, posted_as)
    except OverflowError:
        return Time(None, posted_as, (UNREADABLE,))


def _counted(value: object, per_second: int) -> Time:
    if value is None or value == "":
        return NO_TIME
    number: int | float
    if isinstance(value, str):
        if not _WHOLE.fullmatch(value):
            return Time(None, _as_written(value), (UNREADABLE,))
        number = int(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        number = value
    else:
        return Time(None, _as_written(value), (UNREADABLE,))
    try:
        microseconds = int(number * (1_000_000 // per_second))
        return _of_moment(_EPOCH + timedelta(microseconds=microseconds), _as_written(value))
    except (OverflowError, ValueError):
        return Time(None, _as_written(value), (UNREADABLE,))


def _of_moment(when: datetime, posted_as: str) -> Time:
    if when.year < _FIRST_YEAR:
        return Time(None, posted_as, (UNREADABLE,))
    return Time(format_utc(when), posted_as)


def _offset(zone: str) -> timedelta:
    if zone in ("Z", "z", "UTC"):
        return timedelta(0)
    hours, minutes = int(zone[1:3]), int(zone[-2:]) if len(zone) > 3 else 0
    if hours > 15 or minutes > 59:
        raise ValueError("no offset of this world")
    east = timedelta(hours=hours, minutes=minutes)
    return -east if zone[0] == "-" else east


def _as_written(value: object) -> str:
    return value if isinstance(value, str) else str(value)
