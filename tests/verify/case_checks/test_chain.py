from __future__ import annotations

from tests.fakes.case_maker import MadeCase
from tests.fakes.verdicts import assert_only, checks, line, subjects

from affiant.core.verdict import LineName, State


def test_an_untouched_case_passes_in_all_three_lines(made: MadeCase) -> None:
    verdict = made.judge()
    assert checks(verdict) | checks(verdict, State.WARN) | checks(verdict, State.UNKNOWN) == set()
    assert verdict.word == "verified"


def test_an_altered_event_is_found(made: MadeCase) -> None:
    made.alter("UPDATE event SET body = CAST(replace(body, 'Test case', 'Test cake') AS BLOB) WHERE seq = 1")
    verdict = made.judge()
    assert "event 1" in subjects(verdict, "chain")
    assert line(verdict, LineName.CONTENTS) is State.FAIL


def test_a_stored_hash_that_is_not_the_events_is_found(made: MadeCase) -> None:
    made.alter("UPDATE event SET hash = zeroblob(32) WHERE seq = 3")
    assert_only(made.judge(), "chain", "event 3")


def test_two_swapped_events_are_found(made: MadeCase) -> None:
    made.alter("UPDATE event SET seq = -1 WHERE seq = 4")
    made.alter("UPDATE event SET seq = 4 WHERE seq = 5")
    made.alter("UPDATE event SET seq = 5 WHERE seq = -1")
    assert {"event 4", "event 5"} <= subjects(made.judge(), "chain")
