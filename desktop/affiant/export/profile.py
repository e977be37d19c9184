"""The contract of a profile: what a pack for one kind of recipient shows, withholds and must not lack."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from affiant.core.case_reading import CaseReading
from affiant.core.model import Capture


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why a pack of a profile must not be made."""

    subject: str
    """Id of the capture, or ``case``."""
    reason: str
    """What is missing: one plain sentence of ours, without text from the evidence."""
    remedy: str
    """What the person can do now, one sentence."""


Rule = Callable[[Sequence[Capture], CaseReading], Iterator[Refusal]]
"""Looks at all chosen captures and yields every reason to refuse, not only the first."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a pack for one kind of recipient holds."""

    key: str
    """One of `core.pack_format.PROFILES`."""
    title: str
    """For people, e.g. ``Court``."""
    purpose: str
    """One plain sentence that stands in the pack."""
    whole_ledger: bool
    """Every event is shown; otherwise only those that concern the exhibits, and the rest as leaf hashes."""
    opens: frozenset[str]
    """Names of committed fields whose openings the pack carries."""
    shows_roles: frozenset[str] | None
    """Roles of artefacts whose files the pack carries; the others are withheld by name. None for all."""
    rules: tuple[Rule, ...]
    """What the pack must not lack."""


def nothing_to_show(shows_roles: frozenset[str], captures: Sequence[Capture], _case: CaseReading) -> Iterator[Refusal]:
    """An exhibit of which every file is withheld would show its reader nothing. For profiles that withhold by role."""
    for capture in captures:
        if not any(one.role in shows_roles for one in capture.artefacts):
            yield Refusal(
                capture.id,
                "This profile would show none of its files.",
                "Leave it out, or make a pack of the profile court.",
            )
