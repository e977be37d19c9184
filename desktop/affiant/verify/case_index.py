"""One pass over a case's events, in step with its openings: what every table must hold, derived by our own code."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from affiant.core import event_types
from affiant.core.canonical import canonical
from affiant.core.canonical import parse as parse_json
from affiant.core.case_snapshot import CaseSnapshot
from affiant.core.clock import parse_utc
from affiant.core.commitment import commit
from affiant.core.errors import FormatError
from affiant.core.event import FIRST_PREV, Event, parse
from affiant.core.identity import ED25519_BYTES
from affiant.core.merkle import leaf_hash
from affiant.core.progress import Progress
from affiant.verify.case_tables import ExpectedTables

MAX_PROBLEMS = 1000
_REPORT_EVERY = 2000
_SLACK = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class AcceptedTime:
    """A ``time.accepted`` event."""

    seq: int
    size: int
    token: str
    """SHA-256 of the object that holds the reply."""


@dataclass(frozen=True, slots=True)
class ReadExport:
    """An ``export.read`` event."""

    seq: int
    records: str | None
    """SHA-256 of the object that holds the records."""
    counts: dict[str, int]
    """Records by kind."""


@dataclass(slots=True)
class CaseIndex:
    """What one reading of the events and openings gave."""

    size: int = 0
    problems: list[tuple[str, str]] = field(default_factory=list)
    """Subject and sentence, of the chain; at most `MAX_PROBLEMS`."""
    opening_problems: list[tuple[str, str]] = field(default_factory=list)
    openings: int = 0
    leaves: bytearray = field(default_factory=bytearray)
    tables: ExpectedTables = field(default_factory=ExpectedTables)
    first: Event | None = None
    """Event 1, when it creates the case."""
    times: list[AcceptedTime] = field(default_factory=list)
    exports: list[ReadExport] = field(default_factory=list)
    went_back: list[int] = field(default_factory=list)
    latest_at: str = ""

    @property
    def signer(self) -> tuple[str, bytes] | None:
        """Fingerprint and Ed25519 key that began the case, or None when event 1 does not hold them."""
        found = self.first.data.get("signer") if self.first is not None else None
        try:
            key = base64.b64decode(found["ed25519"], validate=True)  # type: ignore[index]  # TypeError is meant
            fingerprint = str(found["fingerprint"])  # type: ignore[index]  # as above
            bytes.fromhex(fingerprint)
        except (TypeError, KeyError, ValueError):
            return None
        return (fingerprint, key) if len(key) == ED25519_BYTES and len(fingerprint) == 64 else None


def index_case(snapshot: CaseSnapshot, progress: Progress) -> CaseIndex:
    """Read events and openings once.

    Raises:
        AffiantError: a page of the database cannot be read.
    """
    index, openings, prev = CaseIndex(), _Openings(snapshot), FIRST_PREV
    for place, (seq, body, stored) in enumerate(snapshot.events(), 1):
        leaf = leaf_hash(body)
        event = _take(index, place, seq, body, prev)
        if stored != leaf:
            _note(index.problems, f"event {seq}", "The stored hash is not that of the event.")
        index.leaves += leaf
        prev = leaf.hex()
        index.size = place
        if event is not None:
            openings.judge(event, index)
        if place % _REPORT_EVERY == 0:
            progress.report(place, None, "Reading the ledger")
    openings.rest(index)
    return index


def _note(problems: list[tuple[str, str]], subject: str, sentence: str) -> None:
    if len(problems) < MAX_PROBLEMS:
        problems.append((subject, sentence))


def _take(index: CaseIndex, place: int, seq: int, body: bytes, prev: str) -> Event | None:
    subject = f"event {seq}"
    if seq != place:
        _note(index.problems, subject, "The events are not numbered without gaps.")
    try:
        event = parse(body)
    except FormatError as wrong:
        _note(index.problems, subject, wrong.title + ".")
        return None
    if event.seq != seq:
        _note(index.problems, subject, "An event has the wrong number: one was taken away, added or moved.")
    if event.prev != prev:
        _note(index.problems, subject, "An event does not name the hash of the event before it.")
    if place == 1 and event.type == event_types.CASE_CREATED:
        index.first = event
    if index.first is None or event.case != index.first.case:
        _note(index.problems, subject, "An event belongs to another case, or the case was never begun.")
    try:
        index.tables.add(event)
        if event.type == event_types.TIME_ACCEPTED:
            index.times.append(AcceptedTime(seq, int(event.data["size"]), str(event.data["token"])))
        if event.type == event_types.EXPORT_READ:
            counts = {str(one["kind"]): int(one["count"]) for one in event.data["read"]}
            records = event.data["records"]
            index.exports.append(ReadExport(seq, None if records is None else str(records), counts))
    except (KeyError, TypeError, ValueError, AttributeError):
        _note(index.problems, subject, "The fields of an event are not those of its type.")
    if event.at >= index.latest_at:
        index.latest_at = event.at
    elif parse_utc(index.latest_at) - parse_utc(event.at) > _SLACK and len(index.went_back) < MAX_PROBLEMS:
        index.went_back.append(seq)
    return event


class _Openings:
    """The openings, taken in step with the events that committed to them."""

    def __init__(self, snapshot: CaseSnapshot) -> None:
        self._rows: Iterator[tuple[int, bytes, bytes, bytes]] = iter(snapshot.openings())
        self._next = next(self._rows, None)

    def judge(self, event: Event, index: CaseIndex) -> None:
        """Judge the openings of one event: each committed field has one, and it fits."""
        missing = set(event.committed)
        while self._next is not None and self._next[0] <= event.seq:
            seq, field_name, salt, value = self._next
            self._next = next(self._rows, None)
            index.openings += 1
            name = field_name.decode("utf-8", "replace")
            if seq != event.seq or not _fits(event, name, salt, value):
                _note(index.opening_problems, f"event {seq}", "An opened value is not the one that was committed to.")
            missing.discard(name)
        for _ in missing:
            _note(index.opening_problems, f"event {event.seq}", "The opening of a committed field is missing.")

    def rest(self, index: CaseIndex) -> None:
        """Openings of events that are not there."""
        while self._next is not None:
            _note(index.opening_problems, f"event {self._next[0]}", "An opening belongs to no event.")
            self._next = next(self._rows, None)


def _fits(event: Event, name: str, salt: bytes, value: bytes) -> bool:
    """Whether a stored opening is the one committed to, and written in the one form there is."""
    try:
        parsed = parse_json(value)
        raw = bytes.fromhex(salt.decode("ascii"))
        same = raw.hex().encode() == salt and canonical(parsed) == value
        return same and event.committed.get(name) == commit(name, raw, parsed)
    except (FormatError, ValueError, TypeError):
        return False
