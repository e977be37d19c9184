"""Migration 2: records of platform exports, and addresses to capture. `store/schema.sql` says what the columns mean."""

from __future__ import annotations

import sqlite3

from affiant.store.migrations.migration import Migration
from affiant.store.sql_script import run_script

_SQL = """
CREATE TABLE record (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL REFERENCES event (seq),
    n INTEGER NOT NULL,
    start INTEGER NOT NULL,
    length INTEGER NOT NULL,
    kind TEXT NOT NULL,
    posted_at TEXT,
    UNIQUE (seq, n)
) STRICT;
CREATE TRIGGER record_keeps_values BEFORE UPDATE ON record
BEGIN SELECT RAISE(ABORT, 'record is append-only'); END;
CREATE TRIGGER record_keeps_rows BEFORE DELETE ON record
BEGIN SELECT RAISE(ABORT, 'record is append-only'); END;
CREATE TRIGGER record_keeps_keys BEFORE INSERT ON record
WHEN EXISTS (SELECT 1 FROM record WHERE id = new.id)
    OR EXISTS (SELECT 1 FROM record WHERE seq = new.seq AND n = new.n)
BEGIN SELECT RAISE(ABORT, 'record is append-only'); END;

CREATE TABLE target (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    list TEXT,
    row INTEGER NOT NULL,
    given TEXT NOT NULL,
    url TEXT,
    platform TEXT,
    handle TEXT,
    account TEXT REFERENCES account (id),
    note TEXT,
    duplicate_of TEXT REFERENCES target (id),
    problem TEXT,
    seq INTEGER NOT NULL UNIQUE REFERENCES event (seq)
) STRICT;
CREATE INDEX target_by_url ON target (url) WHERE url IS NOT NULL;
CREATE TRIGGER target_keeps_values BEFORE UPDATE ON target
BEGIN SELECT RAISE(ABORT, 'target is append-only'); END;
CREATE TRIGGER target_keeps_rows BEFORE DELETE ON target
BEGIN SELECT RAISE(ABORT, 'target is append-only'); END;
CREATE TRIGGER target_keeps_keys BEFORE INSERT ON target
WHEN EXISTS (SELECT 1 FROM target WHERE number = new.number OR id = new.id OR seq = new.seq)
BEGIN SELECT RAISE(ABORT, 'target is append-only'); END;

CREATE TABLE target_try (
    seq INTEGER PRIMARY KEY REFERENCES event (seq),
    target TEXT NOT NULL REFERENCES target (id),
    outcome TEXT NOT NULL,
    capture TEXT REFERENCES capture (id),
    code TEXT
) STRICT;
CREATE INDEX target_try_by_target ON target_try (target, seq);
CREATE TRIGGER target_try_keeps_values BEFORE UPDATE ON target_try
BEGIN SELECT RAISE(ABORT, 'target_try is append-only'); END;
CREATE TRIGGER target_try_keeps_rows BEFORE DELETE ON target_try
BEGIN SELECT RAISE(ABORT, 'target_try is append-only'); END;
CREATE TRIGGER target_try_keeps_keys BEFORE INSERT ON target_try
WHEN EXISTS (SELECT 1 FROM target_try WHERE seq = new.seq)
BEGIN SELECT RAISE(ABORT, 'target_try is append-only'); END;

CREATE VIRTUAL TABLE record_search USING fts5 (
    words, content = '', tokenize = 'unicode61 remove_diacritics 2'
);
"""


def _apply(connection: sqlite3.Connection) -> None:
    run_script(connection, _SQL)


MIGRATION = Migration(2, "records and targets", _apply)
