"""What the derived tables of a case must hold, row by row, as ``schema.sql`` says in words; derived by our own code."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from affiant.core import event_types
from affiant.core.canonical import canonical
from affiant.core.event import Event

Value = bytes | int | None
KEYS: Mapping[str, tuple[str, ...]] = {
    "meta": ("key",),
    "object": ("sha256",),
    "account": ("id",),
    "observation": ("seq",),
    "capture": ("number",),
    "artefact": ("capture", "position"),
    "examination": ("seq",),
    "review": ("seq",),
    "withdrawal": ("seq",),
    "description": ("seq",),
    "target": ("number",),
    "target_try": ("seq",),
}
"""Columns of each table's key."""
_HEX64 = re.compile(r"[0-9a-f]{64}")
_TARGET = (
    "number",
    "list",
    "row",
    "given",
    "url",
    "platform",
    "handle",
    "account",
    "note",
    "duplicate_of",
    "problem",
)
_ARTEFACT = ("role", "name", "media_type", "size", "sha256", "sha512")


class ExpectedTables:
    """Digests of the rows that the events lead to, by table and key: about 200 bytes for each row."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[tuple[Value, ...], bytes]] = {table: {} for table in KEYS}
        self.objects: dict[str, int | None] = {}
        """SHA-256 of every object that an event names, and its size where the event says it."""

    def add(self, event: Event) -> None:
        """Take the rows that an event leads to.

        Raises:
            KeyError, TypeError, ValueError, AttributeError: its fields are not those of its type.
        """
        make = _ROWS.get(event.type)
        if make is None:
            return
        for table, row in make(event):
            values = {column: _value(one) for column, one in row.items()}
            if table == "object":
                self._add_object(values, row)
            else:
                self._rows[table][_key(table, values)] = _digest(values)

    def _add_object(self, values: dict[str, Value], row: dict[str, Any]) -> None:
        """Only the first event that names an object has a row; it says size and SHA-512 of artefacts alone."""
        if not isinstance(row["sha256"], str) or not _HEX64.fullmatch(row["sha256"]):
            raise ValueError("not the name of an object")
        if row["sha256"] not in self.objects:
            self.objects[row["sha256"]] = row.get("size")
            self._rows["object"][_key("object", values)] = _digest(values)

    def count(self) -> int:
        """Rows in all tables."""
        return sum(len(rows) for rows in self._rows.values())

    def difference(self, table: str, found: Iterator[Mapping[str, Value]]) -> Iterator[tuple[str, str]]:
        """Compare a table with what it must hold, in both directions.

        Yields:
            Key of a row as text, and one sentence.
        """
        missing = dict(self._rows[table])
        for row in found:
            values = dict(row)
            key = tuple(values.get(column) for column in KEYS[table])
            expected = missing.pop(key, None)
            if table == "object" and self._size_unknown(key):
                values = {column: values.get(column) for column in ("sha256", "seq")}
            if expected is None:
                yield _shown(key), "This row follows from no event."
            elif expected != _digest(values):
                yield _shown(key), "This row is not what its event recorded."
        for key in missing:
            yield _shown(key), "A row that follows from an event is missing."

    def _size_unknown(self, key: tuple[Value, ...]) -> bool:
        name = key[0].decode("ascii", "replace") if isinstance(key[0], bytes) else ""
        return name in self.objects and self.objects[name] is None


def _key(table: str, values: Mapping[str, Value]) -> tuple[Value, ...]:
    return tuple(values[column] for column in KEYS[table])


def _value(one: Any) -> Value:
    """A value as the database holds it."""
    if one is None or isinstance(one, int):
        return one
    if isinstance(one, str):
        return one.encode()
    raise TypeError("a value that no column holds")


def _digest(values: Mapping[str, Value]) -> bytes:
    digest = hashlib.sha256()
    for column in sorted(values):
        value = values[column]
        mark, data = (b"b", value) if isinstance(value, bytes) else (b"i", repr(value).encode())
        digest.update(b"%s %s%d " % (column.encode(), mark, len(data)) + data)
    return digest.digest()[:16]


def _shown(key: tuple[Value, ...]) -> str:
    return " ".join(one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one) for one in key)


def _created(event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, value in (("case", event.case), ("title", event.data["title"]), ("created_at", event.at)):
        yield "meta", {"key": key, "value": value}


def _account(event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "account", {"id": event.data["account"], "platform": event.data["platform"], "seq": event.seq}


def _observation(event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
    fields = {key: event.data[key] for key in ("account", "kind", "value")}
    yield "observation", {"seq": event.seq, "at": event.at, **fields}


def _capture(event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
    data = event.data
    fields = {key: data[key] for key in ("number", "kind", "account", "url", "note", "captured_at", "same_as")}
    yield "capture", {"id": data["capture"], "seq": event.seq, **fields}
    for position, one in enumerate(data["artefacts"]):
        yield "artefact", {"capture": data["capture"], "position": position, **{key: one[key] for key in _ARTEFACT}}
        yield "object", {**{key: one[key] for key in ("sha256", "sha512", "size")}, "seq": event.seq}


def _examined(event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
    data = event.data
    facts = None if data["facts"] is None else canonical(data["facts"]).decode()
    fields = {key: data[key] for key in ("sha256", "method", "failed", "thumbnail")}
    yield "examination", {"seq": event.seq, "facts": facts, **fields}
    yield from _named(event, data["thumbnail"])


def _reviewed(event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
    data = event.data
    fields = {key: data[key] for key in ("capture", "fit_for", "note")}
    yield "review", {"seq": event.seq, "fit": int(bool(data["fit"])), **fields}


def _withdrawn(event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "withdrawal", {"seq": event.seq, "capture": event.data["capture"], "reason": event.data["reason"]}


def _described(event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
    fields = {key: event.data[key] for key in ("capture", "account", "url", "note")}
    yield "description", {"seq": event.seq, **fields}


def _export_read(event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from _named(event, event.data["records"])


def _target(event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
    data = event.data
    fields = {key: data[key] for key in _TARGET}
    yield "target", {"id": data["target"], "seq": event.seq, **fields}


def _target_tried(event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
    fields = {key: event.data[key] for key in ("target", "outcome", "capture", "code")}
    yield "target_try", {"seq": event.seq, **fields}


def _time_requested(event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from _named(event, event.data["query"])


def _time_accepted(event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from _named(event, event.data["token"])


def _named(event: Event, sha256: str | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """An object whose size and SHA-512 the event does not say."""
    if sha256 is not None:
        yield "object", {"sha256": sha256, "seq": event.seq}


_ROWS: Mapping[str, Callable[[Event], Iterator[tuple[str, dict[str, Any]]]]] = {
    event_types.CASE_CREATED: _created,
    event_types.ACCOUNT_ADDED: _account,
    event_types.ACCOUNT_OBSERVED: _observation,
    event_types.CAPTURE_ADDED: _capture,
    event_types.ARTEFACT_EXAMINED: _examined,
    event_types.EXPORT_READ: _export_read,
    event_types.TARGET_ADDED: _target,
    event_types.TARGET_TRIED: _target_tried,
    event_types.CAPTURE_REVIEWED: _reviewed,
    event_types.CAPTURE_WITHDRAWN: _withdrawn,
    event_types.CAPTURE_DESCRIBED: _described,
    event_types.TIME_REQUESTED: _time_requested,
    event_types.TIME_ACCEPTED: _time_accepted,
}
