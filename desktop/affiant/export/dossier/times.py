"""Times and sizes as the pages show them."""

from __future__ import annotations

_TIME_LENGTH = len("2026-01-31T12:00:00.000Z")


def time_text(at: str, *, zone: bool = True) -> str:
    """Return ``2026-01-31 12:00:00 UTC``, or without ``UTC``; a time of another form is shown as it is."""
    if len(at) != _TIME_LENGTH or not at.endswith("Z"):
        return at
    day, clock = at[:-1].split("T")
    return f"{day} {clock.removesuffix('.000')}" + (" UTC" if zone else "")


def size_text(size: int) -> str:
    """Return a number of bytes with groups of three digits."""
    return f"{size:,}"
