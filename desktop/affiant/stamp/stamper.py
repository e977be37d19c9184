"""Asks an authority and checks its reply in one step; what the pack writer calls a `TimeStamper`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from affiant.core.clock import Clock
from affiant.stamp.authority import Authority
from affiant.stamp.query import write_query
from affiant.stamp.reply import check_reply


@dataclass(frozen=True, slots=True)
class CheckedStamper:
    """Gets replies that were checked."""

    authority: Authority
    roots_pem: tuple[str, ...]
    clock: Clock
    random: Callable[[int], bytes]

    @property
    def url(self) -> str:
        """Where the authority is."""
        return self.authority.url

    def stamp(self, sha256_digest: bytes) -> bytes:
        """Return a TimeStampResp, DER, over a SHA-256 digest of 32 bytes.

        Raises:
            AffiantError: see `Authority.ask` and `check_reply`.
        """
        query = write_query(sha256_digest, self.random)
        return check_reply(self.authority.ask(query.der), query, self.roots_pem, self.clock.now().utc).reply
