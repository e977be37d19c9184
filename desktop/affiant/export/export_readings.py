"""What was read out of platforms' own exports, by the captures that it was read out of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from affiant.core import event_types
from affiant.core.case_reading import CaseReading
from affiant.core.event import Event
from affiant.core.platforms import TITLES
from affiant.export.dossier.facts import ReadingFact
from affiant.export.ledger_files import ShownEvents


def export_readings(case: CaseReading, size: int, shown: ShownEvents) -> Mapping[str, tuple[ReadingFact, ...]]:
    """Return the readings among the first `size` events that the pack shows, by capture id, in their order."""
    found: defaultdict[str, list[ReadingFact]] = defaultdict(list)
    for event in case.events_of_type(event_types.EXPORT_READ):
        if event.seq <= size and shown.shows(event):
            fact = _fact(event)
            for capture in event.data["captures"]:
                found[capture].append(fact)
    return {capture: tuple(facts) for capture, facts in found.items()}


def _fact(event: Event) -> ReadingFact:
    data = event.data
    reader, platform = data["reader"], data["platform"]
    return ReadingFact(
        seq=event.seq,
        reader=f"{TITLES.get(platform, platform)} · {reader['key']} {reader['version']}",
        read=_counts(data["read"], "kind"),
        skipped=_counts(data["skipped"], "reason"),
        notes=", ".join(data["notes"]),
        failed=data["failed"],
    )


def _counts(counted: Sequence[Mapping[str, object]], name: str) -> str:
    return ", ".join(f"{one['count']} {one[name]}" for one in counted)
