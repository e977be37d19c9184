from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from affiant.core.clock import Moment, format_utc
from affiant.store.clock_panel import ClockReading, compare

THEN = datetime(2026, 11, 3, 10, 0, tzinfo=UTC)
SECOND_NS = 1_000_000_000


def reading(wall: timedelta, monotonic: timedelta, boot: str = "boot-1") -> ClockReading:
    return ClockReading(Moment(THEN + wall, 300), int(monotonic.total_seconds() * 1e9) + 5 * SECOND_NS, boot)


def before(boot: str = "boot-1") -> dict[str, Any]:
    return {"at": format_utc(THEN), "monotonic_ns": 5 * SECOND_NS, "boot": boot}


@pytest.mark.parametrize(
    ("wall", "monotonic", "boot", "jump_ms"),
    [
        (timedelta(hours=1), timedelta(hours=1), "boot-1", None),
        (timedelta(hours=1, seconds=1), timedelta(hours=1), "boot-1", None),
        (timedelta(hours=2), timedelta(hours=1), "boot-1", 3_600_000),
        (timedelta(minutes=30), timedelta(hours=1), "boot-1", -1_800_000),
        (timedelta(minutes=-5), timedelta(hours=1), "boot-1", -300_000),
        (timedelta(days=30), timedelta(seconds=1), "boot-2", None),
        (timedelta(minutes=-5), timedelta(seconds=1), "boot-2", -300_000),
        (timedelta(days=30), timedelta(seconds=1), "", None),
        (timedelta(seconds=-1), timedelta(seconds=0), "boot-1", None),
    ],
)
def test_a_jump_is_what_the_monotonic_clock_or_the_ledger_contradicts(
    wall: timedelta, monotonic: timedelta, boot: str, jump_ms: int | None
) -> None:
    panel = compare(reading(wall, monotonic, boot), format_utc(THEN), before())
    assert panel.jump_ms == jump_ms
    assert (panel.jump() is None) == (jump_ms is None)


def test_the_first_event_knows_no_jump() -> None:
    panel = compare(reading(timedelta(0), timedelta(0)), None, None)
    assert panel.to_json() == {
        "at": "2026-11-03T10:00:00.000Z",
        "boot": "boot-1",
        "jump_ms": None,
        "last_known": None,
        "monotonic_ns": 5 * SECOND_NS,
    }
