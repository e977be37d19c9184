"""Times of exports: a moment only where the export says which one it was."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from affiant.capture.platform_exports.times import (
    NO_TIME,
    UNREADABLE,
    ZONE_UNKNOWN,
    Time,
    from_iso,
    from_milliseconds,
    from_seconds,
    of_local,
)


@pytest.mark.parametrize(
    ("time", "at"),
    [
        (from_seconds(1692821483), "2023-08-23T20:11:23.000Z"),
        (from_seconds("1692821483"), "2023-08-23T20:11:23.000Z"),
        (from_seconds(1692821483.5), "2023-08-23T20:11:23.500Z"),
        (from_seconds(-1), "1969-12-31T23:59:59.000Z"),
        (from_milliseconds(1692821483042), "2023-08-23T20:11:23.042Z"),
        (from_iso("2023-08-23T13:11:23-07:00"), "2023-08-23T20:11:23.000Z"),
        (from_iso("2023-08-23T20:11:23.0429Z"), "2023-08-23T20:11:23.042Z"),
        (from_iso("2023-08-23 20:11:23 UTC"), "2023-08-23T20:11:23.000Z"),
        (from_iso("2023-08-24T01:41+0530"), "2023-08-23T20:11:00.000Z"),
    ],
)
def test_moments_are_in_utc(time: Time, at: str) -> None:
    assert (time.posted_at, time.notes) == (at, ())
    assert time.posted_as


@pytest.mark.parametrize("written", ["2023-08-23T13:11:23", "2023-08-23 13:11"])
def test_a_local_time_is_no_moment(written: str) -> None:
    assert from_iso(written) == Time(None, written, (ZONE_UNKNOWN,))


@pytest.mark.parametrize("value", [None, ""])
def test_no_time_is_no_time(value: object) -> None:
    assert from_seconds(value) == from_iso(value) == NO_TIME


@pytest.mark.parametrize(
    "time",
    [
        from_seconds("soon"),
        from_seconds(True),
        from_seconds([1]),
        from_seconds(10**30),
        from_seconds(float("nan")),
        from_seconds(float("inf")),
        from_seconds("٣٤٥"),
        from_seconds("9" * 30),
        from_milliseconds(-(10**17)),
        from_iso("2023-13-45T00:00:00Z"),
        from_iso("2023-08-23T13:11:23+99:00"),
        from_iso("0001-01-01T00:00:00+10:00"),
        from_iso(17),
        of_local(datetime.fromisoformat("0001-01-01"), timedelta(hours=1), "x"),
        of_local(datetime.fromisoformat("9999-12-31T23:00:00"), timedelta(hours=-9), "x"),
    ],
)
def test_what_is_no_time_is_said_and_kept_as_written(time: Time) -> None:
    assert (time.posted_at, time.notes) == (None, (UNREADABLE,))
    assert time.posted_as
