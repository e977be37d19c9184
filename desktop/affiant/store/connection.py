"""Where SQLite is opened; no other module does it.

Four ways in: to write (guarded), to change the schema (migrations only), to read, and to read raw bytes (verification).
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from sqlite_utils import Database

from affiant.core.errors import AffiantError, ExitStatus
from affiant.store.authorizer import guard
from affiant.store.disk_errors import disk_errors, free_bytes

APPLICATION_ID = 0x41464654
"""``AFFT``, in the header of every case database."""
_NO_ROOM = ("disk-error", "disk-full")
_SIDE_FILE_BYTES = 64 << 10
"""The shared-memory file of a database in WAL mode, with room to spare."""
_BUSY_SECONDS = 10.0
_READING = ("foreign_keys = ON", "trusted_schema = OFF", "cell_size_check = ON")
_WRITING = (*_READING, "journal_mode = WAL", "synchronous = FULL", "fullfsync = ON", "checkpoint_fullfsync = ON")


def open_for_writing(path: Path) -> Database:
    """Open the working connection: it can append and cannot take back (see `authorizer`)."""
    database = _open(path, "mode=rw", _WRITING)
    guard(database.conn)
    return database


def open_for_migration(path: Path, *, create: bool = False) -> Database:
    """Open a connection that may change the schema; closed again before any evidence is touched."""
    return _open(path, "mode=rwc" if create else "mode=rw", _WRITING)


def open_for_reading(path: Path, *, raw: bool = False) -> Database:
    """Open a connection that can only read and never waits for the writer.

    Args:
        path: the database; may lie on read-only media.
        raw: text comes as bytes, undecoded.

    Raises:
        AffiantError: see `disk_errors`; ``case-not-closed`` when unfinished work of a crash lies on read-only media.
    """
    try:
        database = _open(path, "mode=ro", (*_READING, "query_only = ON"))
    except AffiantError as error:
        if os.access(path.parent, os.W_OK) and not (error.code in _NO_ROOM and _is_full(path.parent)):
            raise
        database = _open_unwritable(path)
    if raw:
        database.conn.text_factory = bytes
    return database


def _is_full(folder: Path) -> bool:
    """Whether the disk has no room for SQLite's side files; a reader needs none where nobody writes."""
    free = free_bytes(folder)
    return free is not None and free < _SIDE_FILE_BYTES


def _open_unwritable(path: Path) -> Database:
    """Open a database in a folder where SQLite cannot make its two side files."""
    journal = path.with_name(path.name + "-wal")
    if journal.exists() and journal.stat().st_size:
        raise AffiantError(
            "case-not-closed",
            "The case was not closed properly, and this disk does not allow to finish that",
            subject=str(path),
            safe="The case itself is not damaged by this.",
            remedy="Copy the whole case folder to a disk that can be written, and open it there.",
            status=ExitStatus.DISK,
        )
    return _open(path, "mode=ro&immutable=1", (*_READING, "query_only = ON"))


def _open(path: Path, options: str, pragmas: tuple[str, ...]) -> Database:
    with disk_errors(path):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?{options}",
            uri=True,
            isolation_level=None,
            timeout=_BUSY_SECONDS,
            check_same_thread=False,
        )
        try:
            database = Database(connection, strict=True, execute_plugins=False)
            for pragma in pragmas:
                connection.execute(f"PRAGMA {pragma}").fetchall()
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
    return database
