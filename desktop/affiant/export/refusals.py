"""Decides, before anything is written, whether a pack may be made; names every reason at once."""

from __future__ import annotations

from collections.abc import Sequence

from affiant.core.case_reading import CaseReading
from affiant.core.errors import AffiantError
from affiant.core.model import Capture
from affiant.export.profile import Profile, Refusal

_SAFE = "Nothing was written, and the case is unchanged."
_SHOWN_SUBJECTS = 20


def refuse_unfit(profile: Profile, captures: Sequence[Capture], case: CaseReading) -> None:
    """Check an order against its profile.

    Raises:
        AffiantError: ``pack-empty`` when no capture is chosen; ``pack-refused`` with one line per reason in its
            remedy.
    """
    if not captures:
        raise AffiantError(
            "pack-empty",
            "A pack needs at least one capture",
            safe=_SAFE,
            remedy="Add captures to the case, or choose some that are not withdrawn.",
        )
    found = [
        Refusal(one.id, "It was withdrawn.", "Leave it out; a withdrawn capture is never exported.")
        for one in captures
        if one.withdrawn is not None
    ]
    for rule in profile.rules:
        found.extend(rule(captures, case))
    if found:
        subjects = list(dict.fromkeys(one.subject for one in found))
        more = len(subjects) - _SHOWN_SUBJECTS
        raise AffiantError(
            "pack-refused",
            f"A pack of the profile {profile.key} cannot be made: something is missing in "
            f"{len(subjects)} {'place' if len(subjects) == 1 else 'places'}",
            subject=", ".join(subjects[:_SHOWN_SUBJECTS]) + (f" and {more} more" if more > 0 else ""),
            safe=_SAFE,
            remedy="\n".join(f"{one.subject}: {one.reason} {one.remedy}" for one in found),
        )
