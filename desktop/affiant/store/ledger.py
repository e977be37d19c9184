"""Appending to the ledger: events, openings, tree, derived rows and the signed checkpoint, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from affiant.core import checkpoint, event_types
from affiant.core.canonical import canonical
from affiant.core.commitment import Opening
from affiant.core.event import FIRST_PREV, Actor, Draft, Event, write
from affiant.core.merkle import completed_nodes, root
from affiant.store.disk_errors import damaged, disk_errors
from affiant.store.objects import object_path
from affiant.store.ports import StorePorts
from affiant.store.projection import COLUMNS, Row, objects_named, rows
from affiant.store.record_rows import insert_records
from affiant.store.staging import StoredObject

_INSERT = {
    table: f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 (own constants)
    for table, columns in COLUMNS.items()
}


@dataclass(frozen=True, slots=True)
class Appended:
    """What one append put into the ledger."""

    events: tuple[Event, ...]
    note: bytes
    """Signed checkpoint over all events so far."""


class Ledger:
    """The writing end of a case's ledger. Used by one thread at a time; the case sees to that."""

    def __init__(self, database: Database, path: Path, case_id: str, ports: StorePorts) -> None:
        self._connection: sqlite3.Connection = database.conn
        self._path = path
        self._case_id = case_id
        self._ports = ports
        public = ports.signer.public
        self._actor = Actor(public.name, public.fingerprint)

    def append(self, drafts: Sequence[Draft], objects: Mapping[str, StoredObject]) -> Appended:
        """Record drafts and make them durable, all or none.

        Args:
            drafts: at least one.
            objects: taken in with this batch, by SHA-256; those that an event names get a row.

        Raises:
            AffiantError: the disk failed (see `disk_errors`); nothing was recorded.
            ValueError: a draft has an unknown type, or names bytes that are not in custody. A bug of the caller.
        """
        with disk_errors(self._path), self._transaction():
            size, prev = self._end()
            events: list[Event] = []
            openings: list[Opening] = []
            for draft in drafts:
                if draft.type not in event_types.ALL:
                    raise ValueError(f"no event has the type {draft.type}")
                event, opened = write(
                    draft,
                    case=self._case_id,
                    seq=size + len(events) + 1,
                    prev=prev,
                    at=self._ports.clock.now(),
                    actor=self._actor,
                    random=self._ports.random,
                )
                events.append(event)
                openings.extend(opened)
                prev = event.hash
            self._insert_record(events, openings)
            self._insert_rows(events, objects)
            note = self._insert_tree(size, events)
        return Appended(tuple(events), note)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _end(self) -> tuple[int, str]:
        last = self._connection.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone()
        return (last[0], last[1].hex()) if last else (0, FIRST_PREV)

    def _insert_record(self, events: Sequence[Event], openings: Iterable[Opening]) -> None:
        self._connection.executemany(
            "INSERT INTO event (seq, body, hash) VALUES (?, ?, ?)",
            ((event.seq, event.body, event.leaf) for event in events),
        )
        self._connection.executemany(
            "INSERT INTO opening (seq, field, salt, value) VALUES (?, ?, ?, ?)",
            ((one.seq, one.field, one.salt, canonical(one.value).decode("utf-8")) for one in openings),
        )

    def _insert_rows(self, events: Sequence[Event], objects: Mapping[str, StoredObject]) -> None:
        for event in events:
            for sha256 in objects_named(event):
                self._insert_object(sha256, event.seq, objects.get(sha256))
            for row in rows(event):
                self._insert_row(row)
            if event.type == event_types.EXPORT_READ and event.data["records"] is not None:
                insert_records(self._connection, event.seq, object_path(self._path.parent, event.data["records"]))

    def _insert_object(self, sha256: str, seq: int, stored: StoredObject | None) -> None:
        if self._connection.execute("SELECT 1 FROM object WHERE sha256 = ?", (sha256,)).fetchone():
            return
        if stored is None:
            raise ValueError("an event names bytes that are not in custody")
        self._connection.execute(
            "INSERT INTO object (sha256, sha512, size, seq) VALUES (?, ?, ?, ?)",
            (sha256, stored.sha512, stored.size, seq),
        )

    def _insert_row(self, row: Row) -> None:
        self._connection.execute(_INSERT[row.table], row.values)

    def _insert_tree(self, size: int, events: Sequence[Event]) -> bytes:
        fresh: dict[tuple[int, int], bytes] = {}

        def node(level: int, index: int) -> bytes:
            found = fresh.get((level, index))
            return self._node(level, index) if found is None else found

        for offset, event in enumerate(events):
            for level, index, digest in completed_nodes(size + offset, event.leaf, node):
                fresh[level, index] = digest
        self._connection.executemany(
            "INSERT INTO node (level, idx, hash) VALUES (?, ?, ?)",
            ((level, index, digest) for (level, index), digest in fresh.items()),
        )
        total = size + len(events)
        note = checkpoint.write(self._case_id, total, root(total, node), self._ports.signer)
        self._connection.execute("INSERT INTO checkpoint (size, note) VALUES (?, ?)", (total, note))
        return note

    def _node(self, level: int, index: int) -> bytes:
        found = self._connection.execute("SELECT hash FROM node WHERE level = ? AND idx = ?", (level, index)).fetchone()
        if found is None:
            raise damaged(self._path, "a node of the tree is missing")
        return bytes(found[0])
