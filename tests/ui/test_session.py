from pathlib import Path
from typing import NoReturn

import pytest
from tests.fakes.desk import Desk

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
