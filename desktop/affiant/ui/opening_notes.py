"""What a person should hear when a case was just opened: left over from a crash, or a clock that moved."""

from __future__ import annotations

from affiant.core import event_types
from affiant.core.case_reading import CaseReading
from affiant.core.event import Event
from affiant.ui import wording

_BEFORE_A_SESSION = (event_types.CLOCK_JUMPED, event_types.LOCK_CLEARED, event_types.LEFTOVERS_SWEPT)
_MS_PER_MINUTE = 60_000


def opening_notes(case: CaseReading) -> tuple[str, ...]:
    """Return sentences on what was recorded together with the newest start of a session; often none.

    Args:
        case: just opened for writing, so that its last event is the start of the session.
    """
    seq = case.size()
    if seq < 1 or case.event(seq).type != event_types.SESSION_OPENED:
        return ()
    notes: list[str] = []
    while seq > 1:
        seq -= 1
        event = case.event(seq)
        if event.type not in _BEFORE_A_SESSION:
            break
        notes.insert(0, _sentence(event))
    return tuple(notes)


def _sentence(event: Event) -> str:
    if event.type == event_types.CLOCK_JUMPED:
        minutes = int(event.data["jump_ms"]) / _MS_PER_MINUTE
        way = "back" if minutes < 0 else "forward"
        return f"The clock of this computer moved {way} by {abs(minutes):,.0f} min; both times are recorded."
    if event.type == event_types.LOCK_CLEARED:
        return "The last session ended in a crash. Nothing that was in the case is lost; this is recorded."
    files = wording.count(int(event.data["files"]), "unfinished file was", "unfinished files were")
    return f"{files} removed; none of them had been taken into the case."
