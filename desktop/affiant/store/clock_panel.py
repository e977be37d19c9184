"""Watching the device clock: every jump becomes an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from affiant.core.clock import Clock, Moment, parse_utc
from affiant.core.event import Draft
from affiant.core.event_types import CLOCK_JUMPED

_SLACK = timedelta(seconds=2)
_DRIFT = 0.0005
"""A free-running quartz and a clock that is being steered may part by this share of the time between."""


@dataclass(frozen=True, slots=True)
class ClockReading:
    """Wall and monotonic clock, read together."""

    wall: Moment
    monotonic_ns: int
    boot: str


@dataclass(frozen=True, slots=True)
class Panel:
    """What the clocks say now, and against what was known."""

    now: ClockReading
    last_known: str | None
    jump_ms: int | None
    """Milliseconds by which the wall clock is off, negative when it went back; None when it did not jump."""

    def to_json(self) -> dict[str, Any]:
        """The ``clock`` object of a working-condition record."""
        return {
            "at": self.now.wall.iso(),
            "boot": self.now.boot,
            "jump_ms": self.jump_ms,
            "last_known": self.last_known,
            "monotonic_ns": self.now.monotonic_ns,
        }

    def jump(self) -> Draft | None:
        """The event to record, if the clock jumped."""
        if self.jump_ms is None or self.last_known is None:
            return None
        data = {"jump_ms": self.jump_ms, "last_known": self.last_known, "now": self.now.wall.iso()}
        return Draft(CLOCK_JUMPED, data)


def read_clock(clock: Clock) -> ClockReading:
    """Read both clocks and the boot id."""
    return ClockReading(clock.now(), clock.monotonic_ns(), clock.boot_id())


def compare(now: ClockReading, last_known: str | None, before: dict[str, Any] | None) -> Panel:
    """Compare a reading with what the ledger knows.

    Args:
        now: the reading.
        last_known: time of the last event, or None at the first.
        before: ``clock`` of the newest working-condition record, or None. Within one boot it says how late it must be.
    """
    jump: timedelta | None = None
    if last_known is not None:
        back = now.wall.utc - parse_utc(last_known)
        if back < -_SLACK:
            jump = back
        elif before is not None and now.boot and before["boot"] == now.boot:
            jump = _off(now, parse_utc(before["at"]), int(before["monotonic_ns"]))
    return Panel(now, last_known, None if jump is None else round(jump / timedelta(milliseconds=1)))


def _off(now: ClockReading, then: datetime, then_ns: int) -> timedelta | None:
    passed = timedelta(microseconds=(now.monotonic_ns - then_ns) // 1000)
    if passed < timedelta(0):
        return None
    off = now.wall.utc - then - passed
    return off if abs(off) > _SLACK + passed * _DRIFT else None
