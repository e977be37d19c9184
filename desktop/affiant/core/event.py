"""One entry of the custody ledger, as exact bytes.

An event's bytes are written once, in canonical JSON on one line, and are stored, hashed and carried in packs
as they are. Its hash is the RFC 6962 leaf hash of these bytes; ``prev`` is the hash of the event before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from affiant.core.canonical import Json, canonical, parse_object
from affiant.core.clock import Moment, parse_utc
from affiant.core.commitment import SALT_BYTES, Opening, commit
from affiant.core.errors import FormatError
from affiant.core.merkle import leaf_hash

FIRST_PREV = "0" * 64
MAX_BODY_BYTES = 4 << 20
_HEX64 = re.compile(r"[0-9a-f]{64}")
_TYPE = re.compile(r"[a-z]+(?:\.[a-z_]+)+")
_KEYS = frozenset(("actor", "at", "case", "committed", "data", "offset", "prev", "seq", "type", "v"))


@dataclass(frozen=True, slots=True)
class Actor:
    """Who recorded an event."""

    name: str
    key: str
    """Fingerprint of the identity, 64 hex digits."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be recorded; it becomes an `Event` when the one writer appends it."""

    type: str
    """One of the types of pack-v1.md, e.g. ``capture.added``."""
    data: Mapping[str, Any]
    """Open facts: canonical JSON values only."""
    sensitive: Mapping[str, Json] = field(default_factory=dict)
    """Facts that stand in the event as salted commitments only."""


@dataclass(frozen=True, slots=True)
class Event:
    """A parsed event, with the bytes it came from."""

    seq: int
    """Number in the ledger, from 1."""
    type: str
    at: str
    """Device clock, UTC."""
    offset: str
    """Local offset, ``+05:00``."""
    actor: Actor
    case: str
    prev: str
    data: Mapping[str, Any]
    committed: Mapping[str, str]
    body: bytes
    """Exact bytes, without a newline."""

    @property
    def leaf(self) -> bytes:
        """RFC 6962 leaf hash of the bytes, 32 bytes."""
        return leaf_hash(self.body)

    @property
    def hash(self) -> str:
        """`leaf` as 64 hex digits."""
        return self.leaf.hex()


def write(
    draft: Draft,
    *,
    case: str,
    seq: int,
    prev: str,
    at: Moment,
    actor: Actor,
    random: Callable[[int], bytes],
) -> tuple[Event, tuple[Opening, ...]]:
    """Make the exact bytes of an event.

    Args:
        draft: what is to be recorded.
        case: the case's UUID.
        seq: number of the event, from 1.
        prev: hash of the event before it, or `FIRST_PREV`.
        at: reading of the device clock.
        actor: who records it.
        random: gives that many random bytes; used for salts.

    Returns:
        The event and the openings of its sensitive fields; the event equals what `parse` reads from its bytes.

    Raises:
        ValueError: the type has another form, or the event is larger than the format allows.
    """
    if _TYPE.fullmatch(draft.type) is None:
        raise ValueError("an event needs a type of the form noun.verb")
    openings = tuple(
        Opening(seq, name, random(SALT_BYTES).hex(), value) for name, value in sorted(draft.sensitive.items())
    )
    committed = {one.field: commit(one.field, bytes.fromhex(one.salt), one.value) for one in openings}
    body = canonical(
        {
            "actor": {"key": actor.key, "name": actor.name},
            "at": at.iso(),
            "case": case,
            "committed": committed,
            "data": dict(draft.data),
            "offset": at.offset(),
            "prev": prev,
            "seq": seq,
            "type": draft.type,
            "v": 1,
        }
    )
    if len(body) > MAX_BODY_BYTES:
        raise ValueError("an event is larger than the format allows")
    event = Event(
        seq=seq,
        type=draft.type,
        at=at.iso(),
        offset=at.offset(),
        actor=actor,
        case=case,
        prev=prev,
        data=draft.data,
        committed=committed,
        body=body,
    )
    return event, openings


def parse(body: bytes) -> Event:
    """Read an event strictly; nothing about its place in the chain is checked here.

    Raises:
        FormatError: the bytes are not an event of version 1.
    """
    if len(body) > MAX_BODY_BYTES or b"\n" in body:
        raise FormatError("An event is too long or spans lines")
    found = parse_object(body, subject="event")
    if found.keys() != _KEYS or found["v"] is True or found["v"] != 1:
        raise FormatError("An event has other fields than version 1 names")
    actor, data, committed = found["actor"], found["data"], found["committed"]
    right = (
        isinstance(actor, dict)
        and actor.keys() == {"key", "name"}
        and all(isinstance(value, str) for value in actor.values())
        and isinstance(data, dict)
        and isinstance(committed, dict)
        and all(isinstance(value, str) and _HEX64.fullmatch(value) for value in committed.values())
        and isinstance(found["seq"], int)
        and not isinstance(found["seq"], bool)
        and found["seq"] > 0
        and all(isinstance(found[key], str) for key in ("at", "case", "offset", "prev", "type"))
        and _HEX64.fullmatch(found["prev"]) is not None
        and _TYPE.fullmatch(found["type"]) is not None
    )
    if not right:
        raise FormatError("A field of an event has the wrong form")
    parse_utc(found["at"])
    return Event(
        seq=found["seq"],
        type=found["type"],
        at=found["at"],
        offset=found["offset"],
        actor=Actor(actor["name"], actor["key"]),
        case=found["case"],
        prev=found["prev"],
        data=data,
        committed=committed,
        body=body,
    )
