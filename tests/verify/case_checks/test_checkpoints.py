from __future__ import annotations

from tests.fakes.case_maker import MadeCase
from tests.fakes.verdicts import assert_only, checks, line, subjects

from affiant.core.verdict import LineName, State


def test_a_missing_newest_checkpoint_is_found(made: MadeCase) -> None:
    made.alter("DELETE FROM checkpoint WHERE size = (SELECT max(size) FROM checkpoint)")
    verdict = made.judge()
    assert checks(verdict) == {"checkpoints"}
    assert line(verdict, LineName.CONTENTS) is State.FAIL


def test_a_checkpoint_under_another_size_is_found(made: MadeCase) -> None:
    made.alter("UPDATE checkpoint SET size = 3 WHERE size = 2")
    assert_only(made.judge(), "checkpoints", "checkpoint 3")
    assert subjects(made.judge(), "checkpoints") == {"checkpoint 3"}
