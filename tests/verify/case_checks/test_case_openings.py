from __future__ import annotations

import pytest
from tests.fakes.case_maker import MadeCase
from tests.fakes.verdicts import checks, line

from affiant.core.verdict import LineName, State


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE opening SET value = '{\"model\":\"scanner\"}' WHERE field = 'exif'",
        "UPDATE opening SET value = ' ' || value WHERE field = 'exif'",
        "UPDATE opening SET salt = upper(salt) WHERE field = 'exif'",
        "UPDATE opening SET field = 'gps' WHERE field = 'exif'",
        "DELETE FROM opening WHERE field = 'exif'",
        "INSERT INTO opening VALUES (99, 'exif', printf('%064d', 0), '1')",
    ],
)
def test_an_opening_other_than_the_committed_one_is_found(made: MadeCase, change: str) -> None:
    assert made.alter(change)
    verdict = made.judge()
    assert checks(verdict) == {"openings"}
    assert line(verdict, LineName.CONTENTS) is State.FAIL
