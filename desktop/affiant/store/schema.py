"""The schema that a case must have, and bringing an older case to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from sqlite_utils import Database

from affiant.core.errors import AffiantError
from affiant.store.case_folder import COPY_BEFORE
from affiant.store.connection import APPLICATION_ID, open_for_migration, open_for_reading
from affiant.store.disk_errors import disk_errors
from affiant.store.migrations.migration import Migration
from affiant.store.migrations.registry import MIGRATIONS, NEWEST
from affiant.store.sql_script import run_script

_MADE_BY_FTS = frozenset(
    f"{table}_{part}" for table in ("search", "record_search") for part in ("data", "idx", "docsize", "config")
)
"""Tables inside the full-text index; their form is SQLite's business and may change with its version."""

Schema = dict[tuple[str, str], tuple[str, str]]
"""``(type, name)`` to ``(table, SQL)``."""


def expected_schema() -> Schema:
    """What ``schema.sql`` creates."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        run_script(connection, files("affiant.store").joinpath("schema.sql").read_text("utf-8"))
        return read_schema(connection)
    finally:
        connection.close()


def read_schema(connection: sqlite3.Connection) -> Schema:
    """What a database holds, with names and SQL as text."""
    rows = connection.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master")
    found = (tuple(item if isinstance(item, str) else _readable(item) for item in row) for row in rows)
    return {(kind, name): (table, sql) for kind, name, table, sql in found if name not in _MADE_BY_FTS}


def _readable(item: bytes) -> str:
    return item.decode("utf-8", "backslashreplace")


def schema_differences(connection: sqlite3.Connection) -> list[str]:
    """Plain sentences about what is missing, altered or strange in the schema; empty when it is ours."""
    expected, found = expected_schema(), read_schema(connection)
    return sorted(
        [f"{kind} {name} is missing" for kind, name in expected.keys() - found.keys()]
        + [f"{kind} {name} is not ours" for kind, name in found.keys() - expected.keys()]
        + [
            f"{kind} {name} is altered"
            for kind, name in expected.keys() & found.keys()
            if expected[kind, name] != found[kind, name]
        ]
    )


def check_schema(database: Database, place: Path) -> None:
    """Compare tables, indexes and triggers with the expected ones.

    Raises:
        AffiantError: ``schema-altered``, naming the first difference.
    """
    differences = schema_differences(database.conn)
    if differences:
        raise AffiantError(
            "schema-altered",
            f"The database of the case has been altered in {len(differences)} place(s) by another program",
            subject=differences[0],
            safe="Nothing was written to it now.",
            remedy=f"Keep {place.name} as it is, restore the newest backup, and compare both with the verify command.",
        )


def case_version(path: Path) -> int:
    """Version of the case's schema.

    Raises:
        AffiantError: ``not-a-case`` or ``case-newer``.
    """
    try:
        database = open_for_reading(path)
    except AffiantError as wrong:
        if wrong.code == "database-damaged" and not path.read_bytes()[:16].startswith(b"SQLite format 3\0"):
            raise _not_a_case(path) from wrong
        raise
    try:
        with disk_errors(path):
            application = database.execute("PRAGMA application_id").fetchone()[0]
            version = int(database.execute("PRAGMA user_version").fetchone()[0])
    finally:
        database.close()
    if application != APPLICATION_ID or version < 1:
        raise _not_a_case(path)
    if version > NEWEST:
        raise AffiantError(
            "case-newer",
            f"This case was written by a newer version of the program (form {version}; this program knows {NEWEST})",
            subject=str(path.parent),
            safe="Nothing was changed.",
            remedy="Install the newest version of Affiant and open the case with it.",
        )
    return version


def _not_a_case(path: Path) -> AffiantError:
    return AffiantError(
        "not-a-case",
        "This is not the database of a case",
        subject=str(path),
        safe="Nothing was changed.",
        remedy="Choose a folder that Affiant made.",
    )


def migrate(path: Path, steps: Sequence[Migration] = MIGRATIONS, *, create: bool = False) -> None:
    """Bring a database to the newest version, each step in one transaction; an existing one is copied first.

    Args:
        path: the database.
        steps: all migrations in order.
        create: make an empty database first.

    Raises:
        AffiantError: see `disk_errors`. The case is then as it was after the last finished step.
    """
    database = open_for_migration(path, create=create)
    try:
        connection = database.conn
        with disk_errors(path):
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            missing = [step for step in steps if step.version > version]
            if missing and not create:
                _copy(connection, path.with_name(f"{COPY_BEFORE}{version}"))
            for step in missing:
                _take(connection, step)
    finally:
        database.close()


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the database; an older copy of the same name stays, for it was made before the first try."""
    if target.exists():
        return
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    copy = sqlite3.connect(part)
    try:
        connection.backup(copy)
    finally:
        copy.close()
    part.rename(target)


def _take(connection: sqlite3.Connection, step: Migration) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        step.apply(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {step.version:d}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
