from __future__ import annotations

import sqlite3
from importlib.resources import files
from pathlib import Path

import pytest

from affiant.core.errors import AffiantError
from affiant.store.case import Case
from affiant.store.connection import APPLICATION_ID, open_for_migration
from affiant.store.migrations.migration import Migration
from affiant.store.migrations.registry import MIGRATIONS, NEWEST
from affiant.store.ports import StorePorts
from affiant.store.schema import case_version, expected_schema, migrate, read_schema
from affiant.store.snapshot import open_snapshot
from affiant.store.sql_script import run_script


def test_schema_sql_equals_the_schema_after_all_migrations(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    migrate(path, create=True)
    connection = sqlite3.connect(path)
    assert read_schema(connection) == expected_schema()
    assert connection.execute("PRAGMA user_version").fetchone() == (NEWEST,)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    connection.close()


def test_migrations_are_numbered_without_gaps() -> None:
    assert [step.version for step in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


def test_every_migration_file_is_registered() -> None:
    written = [path.name for path in files("affiant.store.migrations").iterdir() if path.name.startswith("m0")]
    assert len(written) == len(MIGRATIONS)


def test_every_table_is_strict() -> None:
    tables = [
        sql
        for (kind, name), (_, sql) in expected_schema().items()
        if kind == "table" and name not in ("search", "record_search")
    ]
    assert all(") STRICT" in sql for sql in tables)


def add_table(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE next (a INTEGER) STRICT")


def fail_half_way(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE half (a INTEGER) STRICT")
    connection.execute("CREATE TABLE half (a INTEGER) STRICT")


def test_an_older_case_is_copied_before_it_is_migrated(folder: Path, ports: StorePorts) -> None:
    Case.create(folder, "A case", ports).close()
    path = folder / "case.sqlite"
    migrate(path, (*MIGRATIONS, Migration(NEWEST + 1, "next", add_table)))
    copy = sqlite3.connect(folder / f"case.sqlite.before-migration-{NEWEST}")
    assert read_schema(copy) == expected_schema()
    assert copy.execute("SELECT count(*) FROM event").fetchone() == (3,)
    copy.close()
    changed = sqlite3.connect(path)
    assert changed.execute("PRAGMA user_version").fetchone() == (NEWEST + 1,)
    assert ("table", "next") in read_schema(changed)
    changed.close()


def test_a_migration_that_fails_leaves_the_case_as_it_was(folder: Path, ports: StorePorts) -> None:
    Case.create(folder, "A case", ports).close()
    with pytest.raises(sqlite3.OperationalError):
        migrate(folder / "case.sqlite", (*MIGRATIONS, Migration(NEWEST + 1, "bad", fail_half_way)))
    assert case_version(folder / "case.sqlite") == NEWEST
    Case.open(folder, ports).close()


@pytest.mark.parametrize("open_it", [Case.open_read_only, open_snapshot])
def test_a_newer_case_is_refused_with_a_sentence(folder: Path, ports: StorePorts, open_it: object) -> None:
    Case.create(folder, "A case", ports).close()
    set_pragma(folder, f"user_version = {NEWEST + 1}")
    for attempt in (lambda: Case.open(folder, ports), lambda: open_it(folder)):  # type: ignore[operator]
        with pytest.raises(AffiantError) as caught:
            attempt()
        assert caught.value.code == "case-newer"
        assert "newer version" in caught.value.title


def set_pragma(folder: Path, pragma: str) -> None:
    database = open_for_migration(folder / "case.sqlite")
    database.conn.execute(f"PRAGMA {pragma}")
    database.close()


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough to be one" * 100])
def test_a_file_that_is_no_database_is_not_a_case(folder: Path, ports: StorePorts, content: bytes) -> None:
    folder.mkdir()
    (folder / "case.sqlite").write_bytes(content)
    for attempt in (lambda: Case.open(folder, ports), lambda: Case.open_read_only(folder)):
        with pytest.raises(AffiantError) as caught:
            attempt()
        assert caught.value.code == "not-a-case"
    assert (folder / "case.sqlite").read_bytes() == content


def test_a_database_of_another_program_is_not_a_case(folder: Path, ports: StorePorts) -> None:
    folder.mkdir()
    other = sqlite3.connect(folder / "case.sqlite")
    other.execute("CREATE TABLE event (a)")
    other.close()
    before = (folder / "case.sqlite").read_bytes()
    with pytest.raises(AffiantError) as caught:
        Case.open(folder, ports)
    assert caught.value.code == "not-a-case"
    assert (folder / "case.sqlite").read_bytes() == before


def test_a_script_stays_inside_its_transaction() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("BEGIN")
    run_script(connection, "CREATE TABLE a (b);\nCREATE TRIGGER c BEFORE DELETE ON a\nBEGIN SELECT 1; END;\n")
    assert connection.in_transaction
    connection.execute("ROLLBACK")
    assert read_schema(connection) == {}
    with pytest.raises(ValueError, match="does not end"):
        run_script(connection, "CREATE TABLE a (b)")
    connection.close()
