"""Salted commitments: a field is bound now and may be opened later, or never (design §3).

The commitment of a field is SHA-256 over the canonical JSON array
``["affiant-commitment-v1", field, salt, value]`` with the salt as 64 hex digits. The salt has 256
random bits of its own for every field, so equal values are not seen to be equal, and an opening fits no other
field.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from affiant.core.canonical import Json, canonical

SALT_BYTES = 32
_LABEL = "affiant-commitment-v1"


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens one committed field of one event."""

    seq: int
    """Number of the event in the ledger, from 1."""
    field: str
    """Name of the field in the event's ``committed`` object."""
    salt: str
    """64 lower-case hex digits."""
    value: Json
    """The value that was committed to."""

    def to_json(self) -> dict[str, Any]:
        """Return the form in which packs and the case keep it."""
        return {"field": self.field, "salt": self.salt, "seq": self.seq, "value": self.value}


def commit(field: str, salt: bytes, value: Json) -> str:
    """Return the commitment as 64 hex digits.

    Args:
        field: name of the field.
        salt: `SALT_BYTES` random bytes, used for this one field only.
        value: anything that `canonical` takes.
    """
    return hashlib.sha256(canonical([_LABEL, field, salt.hex(), value])).hexdigest()
