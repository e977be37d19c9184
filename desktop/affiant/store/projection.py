"""What an event means for the tables: one pure function for each type of event that has rows.

`schema.sql` states the same in words, and `verify` derives it again by its own code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from affiant.core import event_types as types
from affiant.core.canonical import canonical
from affiant.core.event import Event
from affiant.store.search_key import search_key

SqlValue = str | int | bytes | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row for one table."""

    table: str
    values: tuple[SqlValue, ...]
    """In the order of `COLUMNS`."""


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "meta": ("key", "value"),
    "account": ("id", "platform", "seq"),
    "observation": ("seq", "account", "kind", "value", "at"),
    "capture": ("number", "id", "kind", "account", "url", "note", "captured_at", "same_as", "seq"),
    "artefact": ("capture", "position", "role", "name", "media_type", "size", "sha256", "sha512"),
    "examination": ("seq", "sha256", "method", "facts", "failed", "thumbnail"),
    "review": ("seq", "capture", "fit_for", "fit", "note"),
    "withdrawal": ("seq", "capture", "reason"),
    "description": ("seq", "capture", "account", "url", "note"),
    "target": (
        "number",
        "id",
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
        "seq",
    ),
    "target_try": ("seq", "target", "outcome", "capture", "code"),
    "search": ("rowid", "words"),
}

SEARCHED_OBSERVATIONS = ("handle", "durable_id", "name", "bio", "url")


def rows(event: Event) -> Iterator[Row]:
    """Rows that an event adds, none referring to a later one. Rows of ``object`` are not among them."""
    make = _ROWS.get(event.type)
    if make is not None:
        yield from make(event)


def objects_named(event: Event) -> tuple[str, ...]:
    """SHA-256 of the objects that an event speaks of, each once."""
    data = event.data
    match event.type:
        case types.CAPTURE_ADDED:
            names = [artefact["sha256"] for artefact in data["artefacts"]]
        case types.ARTEFACT_EXAMINED:
            names = [data["sha256"], data["thumbnail"]]
        case types.EXPORT_READ:
            names = [data["records"]]
        case types.TIME_REQUESTED:
            names = [data["query"]]
        case types.TIME_ACCEPTED:
            names = [data["token"]]
        case _:
            names = []
    return tuple(dict.fromkeys(name for name in names if name is not None))


def _case_created(event: Event) -> Iterator[Row]:
    yield Row("meta", ("case", event.case))
    yield Row("meta", ("title", event.data["title"]))
    yield Row("meta", ("created_at", event.at))


def _account_added(event: Event) -> Iterator[Row]:
    yield Row("account", (event.data["account"], event.data["platform"], event.seq))


def _account_observed(event: Event) -> Iterator[Row]:
    kind, value = event.data["kind"], event.data["value"]
    yield Row("observation", (event.seq, event.data["account"], kind, value, event.at))
    if kind in SEARCHED_OBSERVATIONS:
        yield Row("search", (event.seq, search_key(value)))


def _capture_added(event: Event) -> Iterator[Row]:
    data = event.data
    values = (data[key] for key in ("kind", "account", "url", "note", "captured_at", "same_as"))
    yield Row("capture", (data["number"], data["capture"], *values, event.seq))
    for position, artefact in enumerate(data["artefacts"]):
        facts = (artefact[key] for key in ("role", "name", "media_type", "size", "sha256", "sha512"))
        yield Row("artefact", (data["capture"], position, *facts))
    words = [data["capture"], data["url"], data["note"]]
    words += [artefact[key] for artefact in data["artefacts"] for key in ("name", "sha256")]
    yield Row("search", (event.seq, search_key("\n".join(word for word in words if word))))


def _artefact_examined(event: Event) -> Iterator[Row]:
    data = event.data
    facts: Any = data["facts"]
    text = None if facts is None else canonical(facts).decode("utf-8")
    yield Row("examination", (event.seq, data["sha256"], data["method"], text, data["failed"], data["thumbnail"]))


def _capture_reviewed(event: Event) -> Iterator[Row]:
    data = event.data
    yield Row("review", (event.seq, data["capture"], data["fit_for"], int(data["fit"]), data["note"]))


def _capture_described(event: Event) -> Iterator[Row]:
    data = event.data
    yield Row("description", (event.seq, data["capture"], data["account"], data["url"], data["note"]))
    if words := [word for word in (data["url"], data["note"]) if word]:
        yield Row("search", (event.seq, search_key("\n".join(words))))


def _capture_withdrawn(event: Event) -> Iterator[Row]:
    yield Row("withdrawal", (event.seq, event.data["capture"], event.data["reason"]))


def _target_added(event: Event) -> Iterator[Row]:
    data = event.data
    fields = ("list", "row", "given", "url", "platform", "handle", "account", "note", "duplicate_of", "problem")
    yield Row("target", (data["number"], data["target"], *(data[key] for key in fields), event.seq))


def _target_tried(event: Event) -> Iterator[Row]:
    data = event.data
    yield Row("target_try", (event.seq, data["target"], data["outcome"], data["capture"], data["code"]))


_ROWS: Mapping[str, Callable[[Event], Iterator[Row]]] = {
    types.CASE_CREATED: _case_created,
    types.ACCOUNT_ADDED: _account_added,
    types.ACCOUNT_OBSERVED: _account_observed,
    types.CAPTURE_ADDED: _capture_added,
    types.ARTEFACT_EXAMINED: _artefact_examined,
    types.TARGET_ADDED: _target_added,
    types.TARGET_TRIED: _target_tried,
    types.CAPTURE_REVIEWED: _capture_reviewed,
    types.CAPTURE_WITHDRAWN: _capture_withdrawn,
    types.CAPTURE_DESCRIBED: _capture_described,
}
