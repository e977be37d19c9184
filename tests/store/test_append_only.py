"""Every hole of append-only tables that is known, each closed and tested."""

from __future__ import annotations

import io
import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database
from tests.fakes.case_maker import RECORDS, export_read, target_drafts
from tests.fakes.store_ports import account_drafts, add_bytes, store_ports

from affiant.core import event_types as types
from affiant.core.errors import AffiantError
from affiant.core.event import Draft
from affiant.core.progress import Silent
from affiant.store.authorizer import PROTECTED
from affiant.store.case import Case
from affiant.store.connection import open_for_migration, open_for_writing

UNIQUE_KEYS = (
    ("meta", ("key",)),
    ("event", ("seq",)),
    ("event", ("hash",)),
    ("opening", ("seq", "field")),
    ("node", ("level", "idx")),
    ("checkpoint", ("size",)),
    ("object", ("sha256",)),
    ("account", ("id",)),
    ("account", ("seq",)),
    ("observation", ("seq",)),
    ("capture", ("number",)),
    ("capture", ("id",)),
    ("capture", ("seq",)),
    ("artefact", ("capture", "position")),
    ("examination", ("seq",)),
    ("review", ("seq",)),
    ("withdrawal", ("seq",)),
    ("description", ("seq",)),
    ("record", ("id",)),
    ("record", ("seq", "n")),
    ("target", ("number",)),
    ("target", ("id",)),
    ("target", ("seq",)),
    ("target_try", ("seq",)),
)


@pytest.fixture(scope="module")
def full_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with a row in every table."""
    folder = tmp_path_factory.mktemp("full") / "case"
    with Case.create(folder, "A case", store_ports()) as case:
        case.record(account_drafts(1))
        with case.batch() as batch:
            capture = add_bytes(batch, b"evidence", account="A001")
            batch.commit()
        found = case.capture(capture)
        assert found is not None
        case.record(
            [
                Draft(
                    types.ARTEFACT_EXAMINED,
                    {
                        "sha256": found.artefacts[0].sha256,
                        "method": "by hand",
                        "facts": None,
                        "failed": "none",
                        "thumbnail": None,
                    },
                ),
                Draft(types.CAPTURE_REVIEWED, {"capture": capture, "fit_for": "press", "fit": True, "note": None}),
                Draft(types.CAPTURE_WITHDRAWN, {"capture": capture, "reason": "test"}),
                Draft(types.CAPTURE_DESCRIBED, {"account": None, "capture": capture, "note": "later", "url": None}),
            ]
        )
        with case.batch() as batch:
            batch.record(export_read(batch.intake(io.BytesIO(RECORDS), Silent()).sha256))
            batch.commit()
        case.record(target_drafts())
    return folder / "case.sqlite"


def stored_columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [name for _, name, *_, hidden in connection.execute(f"PRAGMA table_xinfo({table})") if not hidden]


def test_every_table_but_the_search_index_is_protected(full_case: Path) -> None:
    connection = sqlite3.connect(full_case)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    empty = [table for table in PROTECTED if not connection.execute(f"SELECT 1 FROM {table}").fetchone()]
    connection.close()
    assert {table for table in tables if not table.startswith(("search", "record_search"))} == PROTECTED
    assert empty == []


@pytest.mark.parametrize("table", sorted(PROTECTED))
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_triggers_refuse_changes_from_any_program(full_case: Path, table: str, verb: str) -> None:
    connection = sqlite3.connect(full_case)
    column = stored_columns(connection, table)[-1]
    sql = f"UPDATE {table} SET {column} = {column}" if verb == "update" else f"DELETE FROM {table}"
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(sql)
    connection.close()


@pytest.mark.parametrize(("table", "key"), UNIQUE_KEYS)
def test_replace_from_a_program_without_recursive_triggers_is_refused(
    full_case: Path, table: str, key: tuple[str, ...]
) -> None:
    """The row given has the key of a stored row; its other unique values are new."""
    connection = sqlite3.connect(full_case)
    assert connection.execute("PRAGMA recursive_triggers").fetchone() == (0,)
    columns = stored_columns(connection, table)
    old = dict(zip(columns, connection.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchone(), strict=True))
    others = {column for names_table, names in UNIQUE_KEYS if names_table == table for column in names} - set(key)
    new = {name: different(value) if name in others else value for name, value in old.items()}
    marks = ", ".join("?" * len(columns))
    before = list(connection.execute(f"SELECT {', '.join(columns)} FROM {table}"))
    with pytest.raises(sqlite3.IntegrityError, match=r"append-only|chain|checkpoint"):
        connection.execute(
            f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) VALUES ({marks})", [new[name] for name in columns]
        )
    assert list(connection.execute(f"SELECT {', '.join(columns)} FROM {table}")) == before
    connection.close()


def different(value: object) -> object:
    if isinstance(value, int):
        return value + 1000
    return value[:-1] + (b"\1" if isinstance(value, bytes) else "~")  # type: ignore[index]


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO event (seq, body, hash) VALUES (99, x'7b7d', randomblob(32))",
        "INSERT INTO event (body, hash) VALUES (x'7b7d', randomblob(32))",
        "INSERT INTO event (seq, body, hash) SELECT max(seq) + 1, body, randomblob(32) FROM event",
        'INSERT INTO event (seq, body, hash) SELECT 99, CAST(\'"prev":"\' || lower(hex(hash)) || \'","seq":99,\''
        ' || \'"type":"a.b"\' AS BLOB),'
        " randomblob(32) FROM event ORDER BY seq DESC LIMIT 1",
    ],
)
def test_an_event_that_does_not_extend_the_chain_is_refused(full_case: Path, sql: str) -> None:
    connection = sqlite3.connect(full_case)
    with pytest.raises(sqlite3.IntegrityError, match="extend the chain"):
        connection.execute(sql)
    connection.close()


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TRIGGER event_keeps_rows",
        "DROP TABLE event",
        "DROP INDEX event_by_type",
        "ALTER TABLE event RENAME TO other",
        "ALTER TABLE event ADD COLUMN other TEXT",
        "ATTACH ':memory:' AS other",
        "DETACH main",
        "UPDATE event SET body = x''",
        "DELETE FROM event",
        "DELETE FROM checkpoint",
        "PRAGMA writable_schema = ON",
        "PRAGMA writable_schema",
        "PRAGMA recursive_triggers = OFF",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA ignore_check_constraints = ON",
        "PRAGMA synchronous = OFF",
        "PRAGMA journal_mode = MEMORY",
        "PRAGMA user_version = 9",
        "CREATE TEMP TRIGGER other BEFORE INSERT ON event BEGIN SELECT RAISE(IGNORE); END",
        "CREATE TABLE other (a)",
        "UPDATE sqlite_master SET sql = ''",
        "SELECT load_extension('other')",
        "VACUUM",
    ],
)
def test_the_working_connection_cannot_take_protection_away(full_case: Path, sql: str) -> None:
    database = open_for_writing(full_case)
    with pytest.raises(
        sqlite3.DatabaseError, match=r"not authorized|authorization denied|may not be modified|prohibited"
    ):
        database.conn.execute(sql)
    database.close()


def test_the_working_connection_has_the_settings_of_the_design(full_case: Path) -> None:
    database = open_for_writing(full_case)
    found = {
        name: database.conn.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check",
                     "recursive_triggers")
    }  # fmt: skip
    database.close()
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "recursive_triggers": 1,
    }


def test_replace_through_sqlite_utils_is_refused(full_case: Path) -> None:
    database = open_for_writing(full_case)
    row = next(iter(database["object"].rows))
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        database["object"].insert(row | {"size": 1}, replace=True)
    database.close()


@pytest.mark.parametrize(
    "damage",
    [
        lambda database: database["review"].transform(drop=["note"]),
        lambda database: database.conn.execute("DROP TRIGGER event_keeps_rows"),
        lambda database: database.conn.execute("CREATE TABLE extra (a)"),
        lambda database: database.conn.execute("DROP INDEX event_by_type"),
    ],
    ids=["transform", "trigger dropped", "table added", "index dropped"],
)
def test_an_altered_schema_is_seen_at_the_next_open(tmp_path: Path, damage: object) -> None:
    """`sqlite_utils` drops all triggers of a table silently when it transforms it."""
    ports = store_ports()
    Case.create(tmp_path / "case", "A case", ports).close()
    database: Database = open_for_migration(tmp_path / "case" / "case.sqlite")
    damage(database)  # type: ignore[operator]
    database.close()
    with pytest.raises(AffiantError) as caught:
        Case.open(tmp_path / "case", ports)
    assert caught.value.code == "schema-altered"
    assert caught.value.subject
