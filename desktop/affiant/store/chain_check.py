"""Does the ledger on disk hold together? The quick look at every start of a session; `verify` looks at everything."""

from __future__ import annotations

from affiant.core.event import FIRST_PREV
from affiant.core.merkle import leaf_hash
from affiant.store.pages import PAGE_ROWS, Questions

_PREV = b'"prev":"'
_ROWS = PAGE_ROWS * 8


def chain_holds(ask: Questions) -> bool:
    """Whether numbers have no gap, each hash fits its bytes, and each event names the hash of the one before."""
    prev = FIRST_PREV
    last = 0
    while True:
        page = ask.all("SELECT seq, body, hash FROM event WHERE seq > ? ORDER BY seq LIMIT ?", (last, _ROWS))
        for seq, body, digest in page:
            if seq != last + 1 or leaf_hash(body) != digest or _named(body) != prev:
                return False
            prev, last = digest.hex(), seq
        if len(page) < _ROWS:
            return True


def _named(body: bytes) -> str:
    """``prev`` of canonical event bytes, unparsed: only ``seq``, ``type`` and ``v`` follow, so the last match is it."""
    start = body.rfind(_PREV) + len(_PREV)
    return body[start : start + 64].decode("ascii", "replace")
