"""Time-stamp queries (RFC 3161, section 2.4.1)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from asn1crypto import tsp

from affiant.core.errors import AffiantError

NONCE_BYTES = 16
MAX_BYTES = 4096
DIGEST = "sha256"


@dataclass(frozen=True, slots=True)
class TimeQuery:
    """What an authority is asked."""

    digest: bytes
    """SHA-256 of what is to be stamped, 32 bytes; the authority sees nothing else of it."""
    nonce: int
    """Ties the reply to this query, so that an older reply cannot be passed off as its answer."""
    der: bytes
    """The query itself; a file of it is a ``.tsq``."""


def write_query(digest: bytes, random: Callable[[int], bytes]) -> TimeQuery:
    """Write a query that asks for the authority's certificates with the reply.

    Args:
        digest: SHA-256, 32 bytes.
        random: gives that many random bytes.
    """
    if len(digest) != hashlib.new(DIGEST).digest_size:
        raise ValueError("a query is over a SHA-256 digest")
    # The highest bit is set, so that every nonce has the same length on the wire.
    nonce = int.from_bytes(random(NONCE_BYTES), "big") >> 1 | 1 << (NONCE_BYTES * 8 - 2)
    kind: Any = tsp.TimeStampReq
    query = kind(
        {
            "version": "v1",
            "message_imprint": {
                "hash_algorithm": {"algorithm": DIGEST},
                "hashed_message": digest,
            },
            "nonce": nonce,
            "cert_req": True,
        }
    )
    return TimeQuery(digest, nonce, bytes(query.dump()))


def read_query(der: bytes) -> TimeQuery:
    """Read a query that `write_query` wrote, e.g. from a pack's ``.tsq``.

    Raises:
        AffiantError: another form (code ``time-query-form``).
    """
    kind: Any = tsp.TimeStampReq
    try:
        if len(der) > MAX_BYTES:
            raise ValueError("too long")
        found = kind.load(der, strict=True)
        imprint = found["message_imprint"]
        digest, nonce = imprint["hashed_message"].native, found["nonce"].native
        if imprint["hash_algorithm"]["algorithm"].native != DIGEST or len(digest) != 32 or not isinstance(nonce, int):
            raise ValueError("another digest, or no nonce")
    except (ValueError, TypeError, KeyError) as wrong:
        raise AffiantError(
            "time-query-form",
            "This is not a time-stamp query of Affiant",
            remedy="Use the file that affiant stamp request wrote, or the .tsq of a pack.",
        ) from wrong
    return TimeQuery(bytes(digest), nonce, der)
