"""Migration 3: what is said of a capture after it was taken. `store/schema.sql` says what the columns mean."""

from __future__ import annotations

import sqlite3

from affiant.store.migrations.migration import Migration
from affiant.store.sql_script import run_script

_SQL = """
CREATE TABLE description (
    seq INTEGER PRIMARY KEY REFERENCES event (seq),
    capture TEXT NOT NULL REFERENCES capture (id),
    account TEXT REFERENCES account (id),
    url TEXT,
    note TEXT
) STRICT;
CREATE INDEX description_by_capture ON description (capture, seq);
CREATE INDEX description_by_account ON description (account) WHERE account IS NOT NULL;
CREATE TRIGGER description_keeps_values BEFORE UPDATE ON description
BEGIN SELECT RAISE(ABORT, 'description is append-only'); END;
CREATE TRIGGER description_keeps_rows BEFORE DELETE ON description
BEGIN SELECT RAISE(ABORT, 'description is append-only'); END;
CREATE TRIGGER description_keeps_keys BEFORE INSERT ON description
WHEN EXISTS (SELECT 1 FROM description WHERE seq = new.seq)
BEGIN SELECT RAISE(ABORT, 'description is append-only'); END;
"""


def _apply(connection: sqlite3.Connection) -> None:
    run_script(connection, _SQL)


MIGRATION = Migration(3, "descriptions", _apply)
