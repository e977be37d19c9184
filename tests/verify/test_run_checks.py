from __future__ import annotations

from collections.abc import Iterator

import pytest

from affiant.core.errors import AffiantError, FormatError
from affiant.core.progress import Progress, Silent
from affiant.core.verdict import LineName, State
from affiant.verify.check import Check, Said, UnusableError, failed, unknown
from affiant.verify.run_checks import MAX_FINDINGS, run_checks


def _outcomes(wrong: BaseException | None, said: int = 0) -> list[tuple[State, str]]:
    def run(_subject: None, _progress: Progress) -> Iterator[Said]:
        for number in range(said):
            yield failed(f"file {number}", "It differs.")
        if wrong is not None:
            raise wrong

    found = run_checks([Check("tried", LineName.CONTENTS, run)], None, Silent())
    return [(one.finding.outcome, one.finding.subject) for one in found]


def test_what_another_check_owns_is_unknown() -> None:
    assert _outcomes(UnusableError("data/pack.json", "It is damaged.")) == [(State.UNKNOWN, "data/pack.json")]


def test_foreign_bytes_that_break_a_check_are_a_failure() -> None:
    assert _outcomes(FormatError("Not JSON", subject="data/pack.json")) == [(State.FAIL, "data/pack.json")]


def test_a_disk_that_cannot_be_read_is_unknown() -> None:
    assert _outcomes(OSError(5, "Input/output error", "/media/stick/data/dossier.pdf")) == [
        (State.UNKNOWN, "dossier.pdf")
    ]
    assert _outcomes(AffiantError("database-damaged", "A page cannot be read")) == [(State.UNKNOWN, "")]


def test_what_was_found_before_a_break_is_kept() -> None:
    assert [state for state, _ in _outcomes(UnusableError("x", "y"), said=2)] == [State.FAIL, State.FAIL, State.UNKNOWN]


def test_a_flood_of_findings_is_counted() -> None:
    found = _outcomes(None, said=MAX_FINDINGS + 7)
    assert len(found) == MAX_FINDINGS + 1
    assert found[-1] == (State.FAIL, "7 more")


def test_a_check_that_says_nothing_is_a_bug_of_ours() -> None:
    with pytest.raises(AssertionError, match="said nothing"):
        _outcomes(None)


def test_a_failure_behind_a_flood_of_unknown_findings_is_not_lost() -> None:
    def run(_subject: None, _progress: Progress) -> Iterator[Said]:
        for number in range(MAX_FINDINGS):
            yield unknown(f"file {number}", "It could not be read.")
        yield failed("changed", "It differs.")
        yield unknown("last", "It could not be read.")

    found = run_checks([Check("tried", LineName.CONTENTS, run)], None, Silent())
    assert found[-1].finding.outcome is State.FAIL
