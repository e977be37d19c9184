"""A case without descriptions is brought up, stays sound, and takes some."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.fakes.store_ports import account_drafts, add_bytes, store_ports

from affiant.core import event_types
from affiant.core.event import Draft
from affiant.core.progress import Silent
from affiant.core.trust import Trust
from affiant.core.verdict import State
from affiant.store.case import Case
from affiant.store.snapshot import open_snapshot
from affiant.verify.verify import verify_case


def as_version_2(path: Path) -> None:
    """Make the database what a program of the second form would have written."""
    database = sqlite3.connect(path)
    database.execute("DROP TABLE description")
    database.execute("PRAGMA user_version = 2")
    database.commit()
    database.close()


def test_a_case_of_the_second_form_is_brought_up_and_stays_sound(tmp_path: Path) -> None:
    ports, folder = store_ports(), tmp_path / "case"
    with Case.create(folder, "A case", ports) as case:
        case.record(account_drafts(1))
        with case.batch() as batch:
            add_bytes(batch, b"evidence")
            batch.commit()
    as_version_2(folder / "case.sqlite")
    with Case.open(folder, ports) as case:
        (capture,) = case.captures()
        assert capture.described == ()
        said = {"account": "A001", "capture": capture.id, "note": None, "url": "https://x.example/1"}
        case.record([Draft(event_types.CAPTURE_DESCRIBED, said)])
        (capture,) = case.captures(account="A001")
        assert (capture.account, capture.url, len(capture.described)) == ("A001", "https://x.example/1", 1)
    assert (folder / "case.sqlite.before-migration-2").is_file()
    with open_snapshot(folder) as snapshot:
        verdict = verify_case(snapshot, Trust(()), None, Silent())
    assert not [one for one in verdict.findings if one.outcome is State.FAIL]
