"""Review of captures: fit for a profile or not, and withdrawal with a reason. Nothing is deleted."""

from __future__ import annotations

from collections.abc import Sequence

from affiant.core import event_types
from affiant.core.case_reading import CaseReading
from affiant.core.errors import AffiantError
from affiant.core.event import Draft
from affiant.core.model import Capture
from affiant.core.pack_format import PROFILES
from affiant.store.case import Case


def resolve_captures(case: CaseReading, ids: Sequence[str]) -> tuple[Capture, ...]:
    """Find captures by id (``C00001``) or number, in the given order.

    Raises:
        AffiantError: one of them is not in the case; none is left out in silence.
    """
    found: list[Capture] = []
    for one in ids:
        capture = case.capture(one)
        if capture is None:
            raise AffiantError(
                "capture-missing",
                "The case has no such capture",
                subject=one,
                remedy="See them with: affiant list CASE captures",
            )
        found.append(capture)
    return tuple(found)


def mark_fit(case: Case, ids: Sequence[str], profile: str, *, fit: bool = True, note: str | None = None) -> None:
    """Record that a person looked at captures and found them fit, or not fit, for a profile.

    Raises:
        AffiantError: unknown capture or profile; then nothing is recorded.
    """
    if profile not in PROFILES:
        raise AffiantError(
            "profile-unknown", "There is no such profile", subject=profile, remedy=f"Use one of: {', '.join(PROFILES)}"
        )
    captures = resolve_captures(case, ids)
    case.record(
        [
            Draft(
                event_types.CAPTURE_REVIEWED,
                {"capture": one.id, "fit": fit, "fit_for": profile, "note": note or None},
            )
            for one in captures
        ]
    )


def withdraw(case: Case, capture_id: str, reason: str) -> None:
    """Withdraw a capture: it stays in the case and in the ledger, and goes into no pack.

    Raises:
        AffiantError: unknown capture, no reason given, or withdrawn before.
    """
    (capture,) = resolve_captures(case, [capture_id])
    if not reason.strip():
        raise AffiantError("reason-missing", "A withdrawal needs a reason", remedy="Say in a few words why.")
    if capture.withdrawn is not None:
        raise AffiantError(
            "withdrawn-before",
            "This capture was withdrawn before",
            subject=capture.id,
            safe="The reason that was given then stands.",
            remedy="Nothing need be done.",
        )
    case.record([Draft(event_types.CAPTURE_WITHDRAWN, {"capture": capture.id, "reason": reason})])
