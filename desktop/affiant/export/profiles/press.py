"""For a press conference: only captures that a reviewer marked fit to be shown, and no committed field opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from affiant.core.case_reading import CaseReading
from affiant.core.model import Capture
from affiant.export.profile import Profile, Refusal, nothing_to_show


def not_marked_fit(captures: Sequence[Capture], _case: CaseReading) -> Iterator[Refusal]:
    """Until redaction exists, a person's review is all that keeps private details out of a press pack."""
    for capture in captures:
        if PRESS_KEY not in capture.fit_for:
            yield Refusal(
                capture.id,
                "It is not marked fit for the press.",
                "Look at it and mark it fit for the press, or leave it out.",
            )


PRESS_KEY = "press"
_SHOWN = frozenset(("original", "screenshot"))
PRESS = Profile(
    key=PRESS_KEY,
    title="Press",
    purpose="Documentary evidence to be shown in public; every exhibit was marked fit for it by a reviewer.",
    whole_ledger=False,
    opens=frozenset(),
    shows_roles=_SHOWN,
    rules=(not_marked_fit, partial(nothing_to_show, _SHOWN)),
)
