"""What the working connection is not allowed to do, whatever SQL reaches it.

Triggers refuse changes of rows; this refuses to take the triggers away. Both stop mistakes of ours and casual edits;
against a person with the file stand the chain, the checkpoints and the anchors.
"""

from __future__ import annotations

import sqlite3

PROTECTED = frozenset(
    (
        "meta",
        "event",
        "opening",
        "node",
        "checkpoint",
        "object",
        "account",
        "observation",
        "capture",
        "artefact",
        "examination",
        "review",
        "withdrawal",
        "description",
        "record",
        "target",
        "target_try",
    )
)
"""Tables whose rows stay as they are."""

_SCHEMA = frozenset(
    (
        sqlite3.SQLITE_ALTER_TABLE,
        sqlite3.SQLITE_ATTACH,
        sqlite3.SQLITE_CREATE_INDEX,
        sqlite3.SQLITE_CREATE_TABLE,
        sqlite3.SQLITE_CREATE_TEMP_INDEX,
        sqlite3.SQLITE_CREATE_TEMP_TABLE,
        sqlite3.SQLITE_CREATE_TEMP_TRIGGER,
        sqlite3.SQLITE_CREATE_TEMP_VIEW,
        sqlite3.SQLITE_CREATE_TRIGGER,
        sqlite3.SQLITE_CREATE_VIEW,
        sqlite3.SQLITE_CREATE_VTABLE,
        sqlite3.SQLITE_DETACH,
        sqlite3.SQLITE_DROP_INDEX,
        sqlite3.SQLITE_DROP_TABLE,
        sqlite3.SQLITE_DROP_TEMP_INDEX,
        sqlite3.SQLITE_DROP_TEMP_TABLE,
        sqlite3.SQLITE_DROP_TEMP_TRIGGER,
        sqlite3.SQLITE_DROP_TEMP_VIEW,
        sqlite3.SQLITE_DROP_TRIGGER,
        sqlite3.SQLITE_DROP_VIEW,
        sqlite3.SQLITE_DROP_VTABLE,
        sqlite3.SQLITE_REINDEX,
    )
)
_ASKING = frozenset(
    (
        "application_id",
        "cell_size_check",
        "data_version",
        "foreign_keys",
        "integrity_check",
        "journal_mode",
        "page_count",
        "page_size",
        "quick_check",
        "recursive_triggers",
        "synchronous",
        "trusted_schema",
        "user_version",
    )
)


def guard(connection: sqlite3.Connection) -> None:
    """Install the authorizer. Every setting must have been made before."""
    connection.set_authorizer(_decide)


def _decide(action: int, first: str | None, second: str | None, _database: str | None, _trigger: str | None) -> int:
    if action in _SCHEMA:
        return sqlite3.SQLITE_DENY
    if action in (sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE) and first in PROTECTED:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and (second is not None or (first or "").lower() not in _ASKING):
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_FUNCTION and second == "load_extension":
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK
