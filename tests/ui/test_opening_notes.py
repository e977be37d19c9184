from pathlib import Path

from tests.fakes.case_memory import MemoryCase, condition

from affiant.core import event_types
from affiant.core.event import Draft
from affiant.ui.opening_notes import opening_notes


def opened(folder: Path, *before: Draft) -> MemoryCase:
    case = MemoryCase(folder)
    case.record(*before, Draft(event_types.SESSION_OPENED, {"condition": condition()}))
    return case


def test_quiet_start_says_nothing(tmp_path: Path) -> None:
    assert opening_notes(opened(tmp_path)) == ()
    assert opening_notes(MemoryCase(tmp_path, session=False)) == ()


def test_crash_and_clock_are_said_in_the_order_they_were_recorded(tmp_path: Path) -> None:
    jump = {"last_known": "2026-11-03T13:00:00.000Z", "now": "2026-11-03T10:00:00.000Z", "jump_ms": -10_800_000}
    case = opened(
        tmp_path,
        Draft(event_types.CLOCK_JUMPED, jump),
        Draft(event_types.LOCK_CLEARED, {"since": "2026-11-03T09:00:00.000Z", "process": 7}, {"machine": "laptop-7"}),
        Draft(event_types.LEFTOVERS_SWEPT, {"files": 1}),
    )
    clock, crash, swept = opening_notes(case)
    assert clock == "The clock of this computer moved back by 180 min; both times are recorded."
    assert crash.startswith("The last session ended in a crash. Nothing")
    assert swept == "1 unfinished file was removed; none of them had been taken into the case."


def test_what_was_recorded_in_an_earlier_session_is_not_said_again(tmp_path: Path) -> None:
    case = opened(tmp_path, Draft(event_types.LEFTOVERS_SWEPT, {"files": 2}))
    case.record(Draft(event_types.SESSION_OPENED, {"condition": condition()}))
    assert opening_notes(case) == ()
