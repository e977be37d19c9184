"""Raw rows of a case for verification: `core.case_snapshot.CaseSnapshot`. Shares no query with `reading`."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from affiant.core.errors import AffiantError
from affiant.store.connection import open_for_reading
from affiant.store.disk_errors import damaged, disk_errors
from affiant.store.migrations.registry import NEWEST
from affiant.store.read_only_case import existing_database
from affiant.store.schema import case_version, schema_differences

_FETCH = 1000
_OBJECT = re.compile(r"[0-9a-f]{64}")
_KEYS: Mapping[str, str] = {
    "meta": "key",
    "object": "sha256",
    "account": "id",
    "observation": "seq",
    "capture": "number",
    "artefact": "capture, position",
    "examination": "seq",
    "review": "seq",
    "withdrawal": "seq",
    "description": "seq",
    "record": "id",
    "target": "number",
    "target_try": "seq",
}
"""Projection tables and the order in which their rows are given."""

_OURS = re.compile(
    r"case\.sqlite(?:-wal|-shm)?|case\.lock|case\.sqlite\.before-migration-[0-9]+"
    r"|objects/tmp/[0-9]+-[0-9]+\.(?:part|plan)|objects/([0-9a-f]{2})/\1[0-9a-f]{62}"
)


@contextmanager
def _judging(path: Path) -> Iterator[None]:
    """As `disk_errors`. The statements here are fixed, so one that SQLite refuses tells of an altered schema."""
    try:
        with disk_errors(path):
            yield
    except sqlite3.Error as wrong:
        raise damaged(path) from wrong


def open_snapshot(folder: Path) -> Snapshot:
    """Open a case for verification, without writing to it.

    Raises:
        AffiantError: ``case-missing``, ``not-a-case``, ``case-newer``, ``case-older`` or ``database-damaged``.
    """
    path = existing_database(folder)
    version = case_version(path)
    if version < NEWEST:
        raise AffiantError(
            "case-older",
            f"This case has the older form {version}",
            subject=str(folder),
            safe="Nothing was changed.",
            remedy="Verify it with the version of the program that wrote it, or open it for writing once.",
        )
    return Snapshot(folder, open_for_reading(path, raw=True))


class Snapshot:
    """See `core.case_snapshot.CaseSnapshot`. A context manager; all answers come from one state of the database."""

    def __init__(self, folder: Path, database: Database) -> None:
        self._folder = folder
        self._path = folder / "case.sqlite"
        self._database = database
        with _judging(self._path):
            # One read transaction for the whole verification: a writer that goes on meanwhile is not seen half.
            database.conn.execute("BEGIN")

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def problems(self) -> Iterator[str]:
        """See `CaseSnapshot.problems`."""
        try:
            found = [row[0].decode("utf-8", "replace") for row in self._stream("PRAGMA integrity_check(100)")]
        except AffiantError as wrong:
            found = [wrong.title]
        yield from (text for text in found if text != "ok")
        try:
            yield from self._schema_problems()
        except AffiantError as wrong:
            yield wrong.title

    def _schema_problems(self) -> list[str]:
        with _judging(self._path):
            return schema_differences(self._database.conn)

    def meta(self) -> Mapping[str, bytes]:
        """See `CaseSnapshot.meta`."""
        return {
            key.decode("utf-8", "backslashreplace"): value
            for key, value in self._typed("SELECT key, value FROM meta ORDER BY key", bytes, bytes)
        }

    def events(self) -> Iterator[tuple[int, bytes, bytes]]:
        """See `CaseSnapshot.events`."""
        yield from self._typed("SELECT seq, body, hash FROM event ORDER BY seq", int, bytes, bytes)

    def nodes(self) -> Iterator[tuple[int, int, bytes]]:
        """See `CaseSnapshot.nodes`."""
        yield from self._typed("SELECT level, idx, hash FROM node ORDER BY level, idx", int, int, bytes)

    def checkpoints(self) -> Iterator[tuple[int, bytes]]:
        """See `CaseSnapshot.checkpoints`."""
        yield from self._typed("SELECT size, note FROM checkpoint ORDER BY size", int, bytes)

    def openings(self) -> Iterator[tuple[int, bytes, bytes, bytes]]:
        """See `CaseSnapshot.openings`."""
        sql = "SELECT seq, field, salt, value FROM opening ORDER BY seq, field"
        yield from self._typed(sql, int, bytes, bytes, bytes)

    def rows(self, table: str) -> Iterator[Mapping[str, Any]]:
        """See `CaseSnapshot.rows`.

        Raises:
            KeyError: no projection table has this name.
        """
        order = _KEYS[table]
        with _judging(self._path):
            cursor = self._database.conn.execute(f"SELECT * FROM {table} ORDER BY {order}")  # noqa: S608 (own names)
        columns = [column[0] for column in cursor.description]
        for row in self._rows_of(cursor):
            yield dict(zip(columns, row, strict=True))

    def objects(self) -> Iterator[tuple[str, Path]]:
        """See `CaseSnapshot.objects`."""
        with disk_errors(self._folder):
            folders = sorted(path for path in (self._folder / "objects").glob("[0-9a-f][0-9a-f]") if path.is_dir())
        for folder in folders:
            with disk_errors(folder):
                files = sorted(path for path in folder.iterdir() if _OBJECT.fullmatch(path.name))
            for path in files:
                if path.name[:2] == folder.name:
                    yield path.name, path

    def strangers(self) -> Iterator[Path]:
        """See `CaseSnapshot.strangers`."""
        with disk_errors(self._folder):
            files = sorted(path for path in self._folder.rglob("*") if path.is_symlink() or not path.is_dir())
        for path in files:
            if path.is_symlink() or _OURS.fullmatch(path.relative_to(self._folder).as_posix()) is None:
                yield path

    def _typed(self, sql: str, *kinds: type) -> Iterator[tuple[Any, ...]]:
        """Rows of the types that a sound table can hold: a flipped bit turns a text into a number, or into nothing."""
        for row in self._stream(sql):
            if tuple(map(type, row)) != kinds:
                raise damaged(self._path, "a value has another type than its column")
            yield row

    def _stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        with _judging(self._path):
            cursor = self._database.conn.execute(sql)
        yield from self._rows_of(cursor)

    def _rows_of(self, cursor: Any) -> Iterator[tuple[Any, ...]]:
        while True:
            try:
                with _judging(self._path):
                    page = cursor.fetchmany(_FETCH)
            except UnicodeDecodeError as wrong:
                raise damaged(self._path) from wrong
            if not page:
                return
            yield from page
