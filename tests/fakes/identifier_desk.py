"""Asking the identifier desk in tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import settings

from affiant.analysis.identifiers.desk import DeskAnswer, read
from affiant.analysis.identifiers.reading import Reading

CAPTURED = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
FEW = settings(max_examples=60, derandomize=True, deadline=None, database=None)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def ms_of(year: int, month: int, day: int, hour: int = 0) -> int:
    """Milliseconds since 1970."""
    return (datetime(year, month, day, hour, tzinfo=UTC) - _EPOCH) // timedelta(milliseconds=1)


def moment(ms: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=ms)


def ask(text: str, platform: str | None = None, captured_at: datetime = CAPTURED, *, older: bool = False) -> DeskAnswer:
    return read(text, captured_at, platform, older=older)


def reading(text: str, platform: str, kind: str, captured_at: datetime = CAPTURED, *, older: bool = False) -> Reading:
    """The one reading of a kind, asked with the platform known."""
    found = [one for one in ask(text, platform, captured_at, older=older).readings if one.kind == kind]
    assert len(found) == 1, found
    return found[0]


def brief(text: str, platform: str | None = None) -> list[tuple[str, str | None, str]]:
    """Kind, durable identifier (else handle, with ``@``) and outcome of each reading."""
    return [
        (one.kind, one.id or (f"@{one.handle}" if one.handle else None), one.outcome.value)
        for one in ask(text, platform).readings
    ]
