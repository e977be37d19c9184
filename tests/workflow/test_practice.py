"""The practice case: stopping it, and what it does not keep to itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.system import Warned, make_system

from affiant.capture.examination import Examiner
from affiant.core.errors import Cancelled
from affiant.core.progress import Silent
from affiant.workflow import examinations
from affiant.workflow import practice as practising
from affiant.workflow.practice import practice


class StopsWhileTaking:
    """Progress of a person who stops while a file is taken in."""

    def report(self, done: int, total: int | None, what: str) -> None:
        if what == "Taking files":
            raise Cancelled


def test_stopping_while_a_file_is_taken_is_no_bug(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        practice(make_system(tmp_path), tmp_path / "practice", StopsWhileTaking())


def test_pictures_that_cannot_be_looked_into_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examinations, "Examiner", lambda: Examiner([str(tmp_path / "no such program")]))
    monkeypatch.setattr(practising, "profile_keys", lambda: ())
    warned = Warned()
    practice(make_system(tmp_path, warned), tmp_path / "practice", Silent())
    assert {one.code for one in warned} == {"worker-not-started"}
