import threading
from pathlib import Path
from typing import NoReturn

import pytest
from tests.fakes.desk import Desk
from tests.fakes.verbs import FakeWritable

from affiant.core.errors import AffiantError
from affiant.ui.verbs import IdentityAnswers


def test_case_that_cannot_be_read_is_given_back_and_the_asker_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = AffiantError("database-damaged", "The database of the case is damaged")

    def unreadable(_folder: Path) -> NoReturn:
        raise wrong

    monkeypatch.setattr(desk.verbs, "open_for_reading", unreadable)
    desk.verbs.keep_case(desk.folder / "case")
    told: list[BaseException] = []
    desk.session.open(IdentityAnswers(), desk.folder / "case", lambda: None, told.append)
    desk.settle()
    assert told == [wrong]
    assert desk.verbs.writers[-1].closed
    assert not desk.session.writable


def test_a_case_that_is_being_opened_while_the_window_closes_is_closed_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.verbs.keep_case(desk.folder / "case")
    begun, really_open = threading.Event(), desk.verbs.open_case

    def open_case(answers: IdentityAnswers, folder: Path) -> FakeWritable:
        begun.set()
        return really_open(answers, folder)

    monkeypatch.setattr(desk.verbs, "open_case", open_case)
    desk.session.open(IdentityAnswers(), desk.folder / "case", lambda: None, lambda _error: None)
    assert begun.wait(10)
    assert desk.session.shut_down() is None
    assert desk.verbs.writers[-1].closed
