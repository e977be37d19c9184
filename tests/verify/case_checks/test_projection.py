from __future__ import annotations

import pytest
from tests.fakes.case_maker import MadeCase
from tests.fakes.verdicts import assert_only, checks, line, subjects

from affiant.core.verdict import LineName, State


@pytest.mark.parametrize(
    ("change", "row"),
    [
        ("UPDATE observation SET value = 'else' WHERE kind = 'handle'", "observation 4"),
        ("UPDATE capture SET note = NULL WHERE number = 1", "capture 1"),
        ("UPDATE artefact SET name = 'x.png' WHERE capture = 'C00001'", "artefact C00001 0"),
        ("UPDATE review SET fit = 0", "review 10"),
        ("UPDATE examination SET facts = NULL", "examination 9"),
        ("DELETE FROM withdrawal", "withdrawal 11"),
        ("INSERT INTO withdrawal VALUES (12, 'C00001', 'invented')", "withdrawal 12"),
        ("UPDATE description SET note = 'never said'", "description 14"),
        ("DELETE FROM description", "description 14"),
        ("UPDATE meta SET value = 'x' WHERE key = 'title'", "meta title"),
        ("UPDATE target SET url = NULL", "target 1"),
        ("UPDATE target_try SET outcome = 'failed'", "target_try 16"),
        ("UPDATE account SET platform = 'tiktok'", "account A001"),
    ],
)
def test_a_row_other_than_its_event_is_named(made: MadeCase, change: str, row: str) -> None:
    assert made.alter(change)
    assert_only(made.judge(), "projection", row)
    assert line(made.judge(), LineName.CONTENTS) is State.FAIL


def test_a_type_other_than_the_events_is_found(made: MadeCase) -> None:
    made.alter("UPDATE object SET size = size + 1 WHERE size = 5")
    verdict = made.judge()
    assert checks(verdict) == {"projection"}
    assert all(subject.startswith("object ") for subject in subjects(verdict, "projection"))
