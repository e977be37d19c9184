"""Times: UTC, ISO 8601, the local offset beside them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiant.core.clock import FixedClock, Moment, format_utc, parse_utc
from affiant.core.errors import FormatError

START = datetime(2026, 11, 3, 10, 12, tzinfo=UTC)


def test_times_are_written_in_utc_with_milliseconds_cut_not_rounded() -> None:
    assert format_utc(START.replace(microsecond=999_999)) == "2026-11-03T10:12:00.999Z"
    karachi = datetime(2026, 11, 4, 1, 0, tzinfo=timezone(timedelta(hours=5)))
    assert format_utc(karachi) == "2026-11-03T20:00:00.000Z"


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(9999, 1, 1)))  # noqa: DTZ001 # made aware below
def test_what_is_written_is_read_back(when: datetime) -> None:
    text = format_utc(when.replace(tzinfo=UTC))
    assert format_utc(parse_utc(text)) == text
    assert abs(parse_utc(text) - when.replace(tzinfo=UTC)) < timedelta(milliseconds=1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11-03T10:12:00Z",
        "2026-11-03 10:12:00.000Z",
        "2026-11-03T10:12:00.000+00:00",
        "2026-11-03T10:12:00.0000Z",
        "2026-11-03T10:12:00.000Z\n",
        "2026-13-03T10:12:00.000Z",
        "2026-02-29T10:12:00.000Z",
        "2026-11-03T24:00:00.000Z",
        "2026-11-03T10:12:60.000Z",
        "0000-11-03T10:12:00.000Z",
        "٢٠٢٦-11-03T10:12:00.000Z",
    ],
)
def test_another_form_or_an_impossible_time_is_refused(text: str) -> None:
    with pytest.raises(FormatError):
        parse_utc(text)


@pytest.mark.parametrize(
    ("minutes", "shown"), [(0, "+00:00"), (300, "+05:00"), (345, "+05:45"), (-210, "-03:30"), (840, "+14:00")]
)
def test_the_offset_has_a_sign_and_minutes(minutes: int, shown: str) -> None:
    assert Moment(START, minutes).offset() == shown


def test_the_fixed_clock_moves_by_its_step_only() -> None:
    clock = FixedClock(START, timedelta(seconds=2))
    assert [clock.now().iso() for _ in range(3)] == [
        "2026-11-03T10:12:00.000Z",
        "2026-11-03T10:12:02.000Z",
        "2026-11-03T10:12:04.000Z",
    ]
    assert clock.monotonic_ns() == 6_000_000_000
    assert clock.boot_id() == "fixed-clock"
