"""Short ways to ask what a verdict says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from affiant.core.progress import Silent
from affiant.core.trust import Trust
from affiant.core.verdict import Finding, LineName, State, Verdict
from affiant.verify.verify import verify_pack

Judge = Callable[..., Verdict]


def judge(path: Path, trust: Trust | None = None, *, thorough: bool = False) -> Verdict:
    return verify_pack(path, trust, Silent(), thorough=thorough)


def with_outcome(verdict: Verdict, outcome: State) -> list[Finding]:
    return [one for one in verdict.findings if one.outcome is outcome]


def checks(verdict: Verdict, outcome: State = State.FAIL) -> set[str]:
    return {one.check for one in with_outcome(verdict, outcome)}


def subjects(verdict: Verdict, check: str) -> set[str]:
    return {one.subject for one in verdict.findings if one.check == check and one.outcome is not State.PASS}


def line(verdict: Verdict, name: LineName) -> State:
    return next(one.state for one in verdict.lines if one.name is name)


def assert_only(verdict: Verdict, check: str, subject: str, name: LineName = LineName.CONTENTS) -> None:
    """Exactly one check fails, about this subject, and its line fails with it."""
    assert checks(verdict) == {check}, [one for one in verdict.findings if one.outcome is State.FAIL]
    assert subject in subjects(verdict, check)
    assert line(verdict, name) is State.FAIL
    assert [one.name for one in verdict.lines if one.state is State.FAIL] == [name]
