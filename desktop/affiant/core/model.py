"""Accounts, captures and artefacts, as they cross from one layer to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class CaseInfo:
    """What a case is."""

    id: str
    """UUID."""
    title: str
    created_at: str
    """Device clock, UTC."""


@dataclass(frozen=True, slots=True)
class Observation:
    """Something seen of an account, on a date."""

    kind: str
    """One of `event_types.OBSERVATION_KINDS`."""
    value: str
    at: str
    seq: int
    """Event that recorded it."""


@dataclass(frozen=True, slots=True)
class Account:
    """A presence on a platform. What it is called are observations; the last one of a kind is shown."""

    id: str
    """``A001``; stable within the case."""
    platform: str
    seq: int
    observations: tuple[Observation, ...]
    """Oldest first."""

    def latest(self, kind: str) -> str | None:
        """Value of the newest observation of a kind."""
        return next((one.value for one in reversed(self.observations) if one.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Artefact:
    """A file that a capture yielded."""

    role: str
    """``original``, ``screenshot``, ``page`` …"""
    name: str
    """Original name, readable; may hold any character."""
    media_type: str
    """By content, e.g. ``image/png``; ``application/octet-stream`` when unknown."""
    size: int
    """Bytes."""
    sha256: str
    sha512: str


@dataclass(frozen=True, slots=True)
class Examination:
    """What a limited child process derived from an artefact's bytes."""

    facts: Mapping[str, Any] | None
    """Fields of `event_types.ARTEFACT_EXAMINED`, or None when it failed."""
    failed: str | None
    """Error code, or None."""
    thumbnail: str | None
    """SHA-256 of the object that holds a PNG of at most 320 by 320 pixels."""
    seq: int


@dataclass(frozen=True, slots=True)
class Target:
    """An address that is to be captured, or was."""

    id: str
    """``T00001``; stable within the case."""
    number: int
    list: str | None
    """Name of the list that it came with."""
    row: int
    """Its row in that list, from 1."""
    given: str
    """The row as it stood."""
    url: str | None
    """None when the row holds no address; it can then never be captured."""
    platform: str | None
    handle: str | None
    account: str | None
    note: str | None
    duplicate_of: str | None
    problem: str | None
    """Code, or None."""
    seq: int
    tries: int
    outcome: str | None
    """Of the last try: ``captured``, ``failed``, ``left-out``; None before the first."""
    capture: str | None
    code: str | None


@dataclass(frozen=True, slots=True)
class Capture:
    """One act of acquisition."""

    id: str
    """``C00001``; stable within the case."""
    number: int
    kind: str
    account: str | None
    url: str | None
    note: str | None
    captured_at: str
    """Device clock, UTC."""
    seq: int
    """Event that recorded it; its time of sealing is the checkpoint that covers it."""
    same_as: str | None
    """First capture of the same bytes."""
    withdrawn: str | None
    """Reason, or None."""
    fit_for: tuple[str, ...]
    """Profiles that a reviewer marked it fit for."""
    artefacts: tuple[Artefact, ...]
    described: tuple[int, ...] = ()
    """Events that said account, URL or note afterwards, oldest first; the three above are what is said now."""
