-- The database of a case: `case.sqlite`, application_id 0x41464654 ("AFFT"), user_version = newest migration.
--
-- This file equals the schema after all migrations (a test compares them) and is what every open compares the file
-- with. Nothing reads SQL from here to change a case: migrations carry their own text and are never edited.
--
-- THE RECORD
--   event       seq: number from 1, no gaps. body: exact bytes of the event (core.event). hash: 32 bytes, RFC 6962 leaf
--               hash of body. type, at: computed from body by SQLite, stored nowhere but in an index. They are cut
--               out of the canonical bytes by place, not parsed: SQLite's JSON functions are not allowed in a schema
--               that is not trusted, and cutting is faster. After "data" stand only offset, prev, seq, type and v,
--               more than 90 bytes; before "at" stands only the actor.
--   opening     seq, field: which committed field of which event. salt: 64 lower-case hex digits. value: canonical JSON.
--   node        complete nodes of the RFC 6962 tree (core.merkle): level, idx, hash (32 bytes). Node (0, i) is the hash
--               of event i + 1.
--   checkpoint  size: events covered. note: exact bytes of the signed note (core.checkpoint). One for each committed
--               batch; the newest has size = number of events.
--
-- DERIVED, row by row, from the record; verification derives every column again by its own code.
-- "event.x" is field x of the event's data; NULL stands for null.
--   meta        three rows, from event 1 (case.created): ('case', event's `case`), ('title', event.title),
--               ('created_at', event's `at`).
--   object      one row for each stored object, at the first event that names it.
--               sha256: the name, from capture.added artefacts[].sha256, artefact.examined event.thumbnail,
--               export.read event.records, time.requested event.query, time.accepted event.token. seq: number of that first event.
--               sha512, size: of the object's bytes. For artefacts they equal the fields of the event; for the three
--               other kinds only the file itself tells them.
--   account     account.added: id = event.account, platform = event.platform, seq = its number.
--   observation account.observed: seq = its number, account = event.account, kind = event.kind, value = event.value,
--               at = the event's `at`.
--   capture     capture.added: number = event.number, id = event.capture, kind, account, url, note, captured_at,
--               same_as = the fields of these names, seq = its number.
--   artefact    capture.added, one row for each of artefacts[]: capture = event.capture, position = place in the list
--               from 0; role, name, media_type, size, sha256, sha512 = the fields of these names.
--   description capture.described: seq = its number; capture, account, url, note = the fields of these names. What is
--               shown of a capture is the last account, url and note that is not NULL, those of `capture` being first.
--   examination artefact.examined: seq = its number, sha256, method, failed, thumbnail = the fields of these names,
--               facts = canonical JSON of event.facts, or NULL when it is null.
--   review      capture.reviewed: seq = its number, capture, fit_for, note = the fields of these names,
--               fit = 1 for true, 0 for false.
--   withdrawal  capture.withdrawn: seq = its number, capture, reason = the fields of these names.
--   record      export.read, one row for each line of the object event.records: id = running number in the whole case from
--               1, in the order of events and lines; seq = the event's number, n = number of the line from 1, start and
--               length = its bytes in the object without the line feed; kind, posted_at = the fields of the line.
--   target      target.added: number = event.number, id = event.target; list, row, given, url, platform, handle, account,
--               note, duplicate_of, problem = the fields of these names, seq = its number.
--   target_try  target.tried: seq = its number; target, outcome, capture, code = the fields of these names.
--   search      full text, for finding only; no statement rests on it and verification does not read it.
--               rowid = number of the event (capture.added, or account.observed of a handle, name or bio).
--   record_search  the same for records; rowid = id of the record.
--
-- Every table but `search` and `record_search` is append-only: three triggers each refuse UPDATE, DELETE and an INSERT over an existing
-- key (which is what REPLACE does when recursive_triggers is off).

CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER meta_keeps_values BEFORE UPDATE ON meta
BEGIN SELECT RAISE(ABORT, 'meta is append-only'); END;
CREATE TRIGGER meta_keeps_rows BEFORE DELETE ON meta
BEGIN SELECT RAISE(ABORT, 'meta is append-only'); END;
CREATE TRIGGER meta_keeps_keys BEFORE INSERT ON meta
WHEN EXISTS (SELECT 1 FROM meta WHERE key = new.key)
BEGIN SELECT RAISE(ABORT, 'meta is append-only'); END;

CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    body BLOB NOT NULL,
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    type TEXT GENERATED ALWAYS AS (
        substr(
            CAST(substr(body, -90) AS TEXT),
            instr(CAST(substr(body, -90) AS TEXT), '"type":"') + 8,
            instr(CAST(substr(body, -90) AS TEXT), '","v":1}') - instr(CAST(substr(body, -90) AS TEXT), '"type":"') - 8
        )
    ) VIRTUAL,
    at TEXT GENERATED ALWAYS AS (CAST(substr(body, instr(body, CAST('"},"at":"' AS BLOB)) + 9, 24) AS TEXT)) VIRTUAL
) STRICT;
CREATE INDEX event_by_type ON event (type);
CREATE TRIGGER event_keeps_values BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;
CREATE TRIGGER event_keeps_rows BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;
CREATE TRIGGER event_keeps_keys BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event WHERE seq = new.seq OR hash = new.hash)
BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;
CREATE TRIGGER event_extends_chain BEFORE INSERT ON event
WHEN new.seq IS NOT coalesce((SELECT max(seq) FROM event), 0) + 1
    OR instr(
        CAST(substr(new.body, -200) AS TEXT),
        '"prev":"' || coalesce((SELECT lower(hex(hash)) FROM event ORDER BY seq DESC LIMIT 1), printf('%064d', 0))
            || '","seq":' || new.seq || ',"type":"'
    ) = 0
BEGIN SELECT RAISE(ABORT, 'event does not extend the chain'); END;

CREATE TABLE opening (
    seq INTEGER NOT NULL REFERENCES event (seq),
    field TEXT NOT NULL,
    salt TEXT NOT NULL CHECK (length(salt) = 64),
    value TEXT NOT NULL,
    PRIMARY KEY (seq, field)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER opening_keeps_values BEFORE UPDATE ON opening
BEGIN SELECT RAISE(ABORT, 'opening is append-only'); END;
CREATE TRIGGER opening_keeps_rows BEFORE DELETE ON opening
BEGIN SELECT RAISE(ABORT, 'opening is append-only'); END;
CREATE TRIGGER opening_keeps_keys BEFORE INSERT ON opening
WHEN EXISTS (SELECT 1 FROM opening WHERE seq = new.seq AND field = new.field)
BEGIN SELECT RAISE(ABORT, 'opening is append-only'); END;

CREATE TABLE node (
    level INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, idx)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER node_keeps_values BEFORE UPDATE ON node
BEGIN SELECT RAISE(ABORT, 'node is append-only'); END;
CREATE TRIGGER node_keeps_rows BEFORE DELETE ON node
BEGIN SELECT RAISE(ABORT, 'node is append-only'); END;
CREATE TRIGGER node_keeps_keys BEFORE INSERT ON node
WHEN EXISTS (SELECT 1 FROM node WHERE level = new.level AND idx = new.idx)
BEGIN SELECT RAISE(ABORT, 'node is append-only'); END;

CREATE TABLE checkpoint (
    size INTEGER PRIMARY KEY,
    note BLOB NOT NULL
) STRICT;
CREATE TRIGGER checkpoint_keeps_values BEFORE UPDATE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'checkpoint is append-only'); END;
CREATE TRIGGER checkpoint_keeps_rows BEFORE DELETE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'checkpoint is append-only'); END;
CREATE TRIGGER checkpoint_keeps_keys BEFORE INSERT ON checkpoint
WHEN EXISTS (SELECT 1 FROM checkpoint WHERE size = new.size)
BEGIN SELECT RAISE(ABORT, 'checkpoint is append-only'); END;
CREATE TRIGGER checkpoint_covers_events BEFORE INSERT ON checkpoint
WHEN new.size IS NOT (SELECT max(seq) FROM event)
BEGIN SELECT RAISE(ABORT, 'checkpoint does not cover the events'); END;

CREATE TABLE object (
    sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    sha512 TEXT NOT NULL CHECK (length(sha512) = 128),
    size INTEGER NOT NULL CHECK (size >= 0),
    seq INTEGER NOT NULL REFERENCES event (seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER object_keeps_values BEFORE UPDATE ON object
BEGIN SELECT RAISE(ABORT, 'object is append-only'); END;
CREATE TRIGGER object_keeps_rows BEFORE DELETE ON object
BEGIN SELECT RAISE(ABORT, 'object is append-only'); END;
CREATE TRIGGER object_keeps_keys BEFORE INSERT ON object
WHEN EXISTS (SELECT 1 FROM object WHERE sha256 = new.sha256)
BEGIN SELECT RAISE(ABORT, 'object is append-only'); END;

CREATE TABLE account (
    id TEXT NOT NULL PRIMARY KEY,
    platform TEXT NOT NULL,
    seq INTEGER NOT NULL UNIQUE REFERENCES event (seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER account_keeps_values BEFORE UPDATE ON account
BEGIN SELECT RAISE(ABORT, 'account is append-only'); END;
CREATE TRIGGER account_keeps_rows BEFORE DELETE ON account
BEGIN SELECT RAISE(ABORT, 'account is append-only'); END;
CREATE TRIGGER account_keeps_keys BEFORE INSERT ON account
WHEN EXISTS (SELECT 1 FROM account WHERE id = new.id OR seq = new.seq)
BEGIN SELECT RAISE(ABORT, 'account is append-only'); END;

CREATE TABLE observation (
    seq INTEGER PRIMARY KEY REFERENCES event (seq),
    account TEXT NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX observation_by_account ON observation (account, seq);
CREATE INDEX observation_by_handle ON observation (value COLLATE NOCASE) WHERE kind = 'handle';
CREATE TRIGGER observation_keeps_values BEFORE UPDATE ON observation
BEGIN SELECT RAISE(ABORT, 'observation is append-only'); END;
CREATE TRIGGER observation_keeps_rows BEFORE DELETE ON observation
BEGIN SELECT RAISE(ABORT, 'observation is append-only'); END;
CREATE TRIGGER observation_keeps_keys BEFORE INSERT ON observation
WHEN EXISTS (SELECT 1 FROM observation WHERE seq = new.seq)
BEGIN SELECT RAISE(ABORT, 'observation is append-only'); END;

CREATE TABLE capture (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    account TEXT REFERENCES account (id),
    url TEXT,
    note TEXT,
    captured_at TEXT NOT NULL,
    same_as TEXT REFERENCES capture (id),
    seq INTEGER NOT NULL UNIQUE REFERENCES event (seq)
) STRICT;
CREATE INDEX capture_by_account ON capture (account, number);
CREATE TRIGGER capture_keeps_values BEFORE UPDATE ON capture
BEGIN SELECT RAISE(ABORT, 'capture is append-only'); END;
CREATE TRIGGER capture_keeps_rows BEFORE DELETE ON capture
BEGIN SELECT RAISE(ABORT, 'capture is append-only'); END;
CREATE TRIGGER capture_keeps_keys BEFORE INSERT ON capture
WHEN EXISTS (SELECT 1 FROM capture WHERE number = new.number OR id = new.id OR seq = new.seq)
BEGIN SELECT RAISE(ABORT, 'capture is append-only'); END;

CREATE TABLE artefact (
    capture TEXT NOT NULL REFERENCES capture (id),
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL REFERENCES object (sha256),
    sha512 TEXT NOT NULL,
    PRIMARY KEY (capture, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX artefact_by_bytes ON artefact (sha256, capture);
CREATE TRIGGER artefact_keeps_values BEFORE UPDATE ON artefact
BEGIN SELECT RAISE(ABORT, 'artefact is append-only'); END;
CREATE TRIGGER artefact_keeps_rows BEFORE DELETE ON artefact
BEGIN SELECT RAISE(ABORT, 'artefact is append-only'); END;
CREATE TRIGGER artefact_keeps_keys BEFORE INSERT ON artefact
WHEN EXISTS (SELECT 1 FROM artefact WHERE capture = new.capture AND position = new.position)
BEGIN SELECT RAISE(ABORT, 'artefact is append-only'); END;

CREATE TABLE examination (
    seq INTEGER PRIMARY KEY REFERENCES event (seq),
    sha256 TEXT NOT NULL REFERENCES object (sha256),
    method TEXT NOT NULL,
    facts TEXT,
    failed TEXT,
    thumbnail TEXT REFERENCES object (sha256)
) STRICT;
CREATE INDEX examination_by_bytes ON examination (sha256, seq);
CREATE TRIGGER examination_keeps_values BEFORE UPDATE ON examination
BEGIN SELECT RAISE(ABORT, 'examination is append-only'); END;
CREATE TRIGGER examination_keeps_rows BEFORE DELETE ON examination
BEGIN SELECT RAISE(ABORT, 'examination is append-only'); END;
CREATE TRIGGER examination_keeps_keys BEFORE INSERT ON examination
WHEN EXISTS (SELECT 1 FROM examination WHERE seq = new.seq)
BEGIN SELECT RAISE(ABORT, 'examination is append-only'); END;

CREATE TABLE review (
    seq INTEGER PRIMARY KEY REFERENCES event (seq),
    capture TEXT NOT NULL REFERENCES capture (id),
    fit_for TEXT NOT NULL,
    fit INTEGER NOT NULL CHECK (fit IN (0, 1)),
    note TEXT
) STRICT;
CREATE INDEX review_by_capture ON review (capture, fit_for, seq);
CREATE TRIGGER review_keeps_values BEFORE UPDATE ON review
BEGIN SELECT RAISE(ABORT, 'review is append-only'); END;
CREATE TRIGGER review_keeps_rows BEFORE DELETE ON review
BEGIN SELECT RAISE(ABORT, 'review is append-only'); END;
CREATE TRIGGER review_keeps_keys BEFORE INSERT ON review
WHEN EXISTS (SELECT 1 FROM review WHERE seq = new.seq)
BEGIN SELECT RAISE(ABORT, 'review is append-only'); END;

CREATE TABLE withdrawal (
    seq INTEGER PRIMARY KEY REFERENCES event (seq),
    capture TEXT NOT NULL REFERENCES capture (id),
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX withdrawal_by_capture ON withdrawal (capture, seq);
CREATE TRIGGER withdrawal_keeps_values BEFORE UPDATE ON withdrawal
BEGIN SELECT RAISE(ABORT, 'withdrawal is append-only'); END;
CREATE TRIGGER withdrawal_keeps_rows BEFORE DELETE ON withdrawal
BEGIN SELECT RAISE(ABORT, 'withdrawal is append-only'); END;
CREATE TRIGGER withdrawal_keeps_keys BEFORE INSERT ON withdrawal
WHEN EXISTS (SELECT 1 FROM withdrawal WHERE seq = new.seq)
BEGIN SELECT RAISE(ABORT, 'withdrawal is append-only'); END;

CREATE VIRTUAL TABLE search USING fts5 (
    words, content = '', prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
);

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
