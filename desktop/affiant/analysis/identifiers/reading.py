"""What the desk says: readings, each of one platform, one kind, one identifier, and what became of its time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from affiant.core.clock import format_utc

FROM_GENERAL_KNOWLEDGE = "Known from general knowledge only, not from a published source: check it on a live sample."
"""Stands beside every reading whose form no source states."""
SLOW_CLOCK = timedelta(minutes=5)
"""A time from a number may lie that much after the capture before the two contradict each other."""


class Outcome(StrEnum):
    """What became of the question *when*."""

    VALUE = "value"
    """A time, with its tolerance."""
    REFUSED = "refused"
    """The number is out of the scheme's range, so any time would be invented."""
    CONFLICT = "conflict"
    """The time lies after the capture: another kind of number, or a slow clock."""
    NO_TIME = "no-time"
    """Identifiers of this kind carry none."""
    OPAQUE = "opaque"
    """It carries something, and no decoding is published."""


@dataclass(frozen=True, slots=True)
class Formula:
    """How a time is computed. A change of what it gives is a new version."""

    name: str
    version: int
    text: str
    """As arithmetic, ``>>`` and ``&`` on integers."""

    def __str__(self) -> str:
        return f"{self.name} {self.version}: {self.text}"


@dataclass(frozen=True, slots=True)
class DerivedTime:
    """A time computed from a number; never *the time shown by the platform*."""

    at: datetime
    """Aware, UTC."""
    tolerance_ms: int
    formula: Formula
    meaning: str
    """What happened then, e.g. ``number issued``."""

    @property
    def text(self) -> str:
        """ISO 8601, UTC; with milliseconds only where they mean something."""
        exact = format_utc(self.at)
        return exact if self.tolerance_ms < 1000 else f"{exact[:-5]}Z"

    @property
    def tolerance(self) -> str:
        """For people."""
        if self.tolerance_ms >= 60_000:
            return f"about, ±{self.tolerance_ms // 60_000} min"
        return f"±{self.tolerance_ms // 1000} s" if self.tolerance_ms >= 1000 else f"±{self.tolerance_ms} ms"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer."""

    code: str
    text: str
    """One plain sentence, without text from evidence in it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that an input names."""

    platform: str
    """Key of the desk that read it, see `registry.py`."""
    kind: str
    """What it names, in plain words: ``post``, ``user``, ``media file`` …"""
    outcome: Outcome
    id: str | None = None
    """Durable identifier, as text; None where the input does not hold it."""
    handle: str | None = None
    """A name that can change."""
    time: DerivedTime | None = None
    """With the outcomes `VALUE` and `CONFLICT`."""
    outside_range: DerivedTime | None = None
    """What a refused number would give; used only when a person says that the object is older than the range."""
    refusal: Refusal | None = None
    details: tuple[tuple[str, str], ...] = ()
    """Other parts of the identifier, name and value; values may be text from evidence."""
    missing: tuple[str, ...] = ()
    """What is not in the input, and where it is found."""
    notes: tuple[str, ...] = ()
    confirmed: bool = True
    """Whether a source states this form; otherwise it rests on general knowledge."""
    lead: bool = False
    """The input only fits the form: it does not show where it came from."""
    candidate: bool = False
    """One of several meanings; which one holds is not known."""
    cleaned_url: str | None = None

    def judged(self, captured_at: datetime) -> Reading:
        """The reading, with a time that lies after the capture called a conflict."""
        if self.time is None or self.time.at <= captured_at + SLOW_CLOCK:
            return self
        return replace(
            self,
            outcome=Outcome.CONFLICT,
            notes=(
                *self.notes,
                "The time lies after the capture: this is another kind of number, or the capturing clock is slow.",
            ),
        )

    def taken_as_older(self) -> Reading:
        """The reading of a number below the verified range, of which a person says that it is that old."""
        if self.outside_range is None:
            return self
        return replace(
            self,
            outcome=Outcome.VALUE,
            time=self.outside_range,
            outside_range=None,
            refusal=None,
            notes=(*self.notes, "Unverified range: a person said that the object is older than the scheme's range."),
        )
