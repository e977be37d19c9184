from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.fakes.store_ports import account_drafts, add_bytes, store_ports

from affiant.core.progress import Silent
from affiant.core.trust import Trust
from affiant.core.verdict import State
from affiant.store import schema
from affiant.store.case import Case
from affiant.store.migrations.m0001_first_form import MIGRATION as FIRST_FORM
from affiant.store.snapshot import open_snapshot
from affiant.verify.verify import verify_case

OLD_TABLES = ("record", "target", "target_try", "record_search")


def as_version_1(path: Path) -> None:
    """Make the database what a program of the first form would have written."""
    fresh, old = path.with_name("old.sqlite"), sqlite3.connect(path)
    schema.migrate(fresh, (FIRST_FORM,), create=True)
    new = sqlite3.connect(fresh)
    tables = [name for (name,) in new.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    triggers = new.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        new.execute(f"DROP TRIGGER {name}")
    for table in tables:
        if table.startswith("search"):
            continue
        columns = [row[1] for row in new.execute(f"PRAGMA table_info({table})")]
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        new.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", old.execute(f"SELECT {names} FROM {table}"))
    for _, text in triggers:
        new.execute(text)
    new.commit()
    new.close()
    old.close()
    for leftover in path.parent.glob("case.sqlite*"):
        leftover.unlink()
    fresh.rename(path)


def test_a_case_of_the_first_form_is_brought_up_and_stays_sound(tmp_path: Path) -> None:
    ports, folder = store_ports(), tmp_path / "case"
    with Case.create(folder, "A case", ports) as case:
        case.record(account_drafts(1))
        with case.batch() as batch:
            add_bytes(batch, b"evidence", account="A001")
            batch.commit()
    as_version_1(folder / "case.sqlite")
    with Case.open(folder, ports) as case:
        assert case.targets() == ()
        assert case.count_records() == 0
        assert [one.id for one in case.captures()] == ["C00001"]
    assert (folder / "case.sqlite.before-migration-1").is_file()
    with open_snapshot(folder) as snapshot:
        verdict = verify_case(snapshot, Trust(()), None, Silent())
    assert not [one for one in verdict.findings if one.outcome is State.FAIL]
