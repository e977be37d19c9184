from __future__ import annotations

import sqlite3

from tests.fakes.case_maker import MadeCase
from tests.fakes.verdicts import checks, line

from affiant.core.verdict import LineName, State


def test_a_trigger_that_was_dropped_is_found(made: MadeCase) -> None:
    database = sqlite3.connect(made.folder / "case.sqlite")
    database.execute("DROP TRIGGER event_keeps_rows")
    database.commit()
    database.close()
    assert checks(made.judge()) == {"database-sound"}


def test_a_damaged_page_is_a_failure_and_no_crash(made: MadeCase) -> None:
    path = made.folder / "case.sqlite"
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 3 + 64] = bytes(64)
    path.write_bytes(data)
    verdict = made.judge()
    assert "database-sound" in checks(verdict)
    assert line(verdict, LineName.CONTENTS) is State.FAIL
