"""For a court and the other side's expert: everything of the chosen captures, and the whole ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from affiant.core import event_types
from affiant.core.case_reading import CaseReading
from affiant.core.model import Capture
from affiant.export.profile import Profile, Refusal

_CONDITION_EVENTS = (event_types.CONDITION_RECORDED, event_types.SESSION_OPENED)


def original_missing(captures: Sequence[Capture], case: CaseReading) -> Iterator[Refusal]:
    """The bytes as acquired must be there; a description of them is not evidence."""
    for capture in captures:
        for number, artefact in enumerate(capture.artefacts, start=1):
            if not case.object_path(artefact.sha256).is_file():
                yield Refusal(
                    capture.id,
                    f"The stored bytes of its file {number} are missing.",
                    "Bring the object back from a backup of the case, or leave the capture out.",
                )
        if not capture.artefacts:
            yield Refusal(capture.id, "It has no files.", "Leave it out.")


def condition_missing(_captures: Sequence[Capture], case: CaseReading) -> Iterator[Refusal]:
    """Courts ask whether the system worked at the material time (design §4)."""
    if all(next(case.events_of_type(kind), None) is None for kind in _CONDITION_EVENTS):
        yield Refusal(
            "case",
            "The ledger holds no record of the system's working condition.",
            "Open the case for writing once, which records it, and export again.",
        )


COURT = Profile(
    key="court",
    title="Court",
    purpose="Everything of the chosen captures: originals, derived facts, and the whole custody ledger.",
    whole_ledger=True,
    opens=frozenset(("exif",)),
    shows_roles=None,
    rules=(original_missing, condition_missing),
)
