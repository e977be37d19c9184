"""The export's `TimeStamper` over a local authority, without a clock and without the check on receipt."""

from __future__ import annotations

from dataclasses import dataclass

from tests.fakes.time_authority import LocalAuthority

from affiant.core.errors import AffiantError
from affiant.stamp.query import write_query


@dataclass
class UncheckedStamper:
    """Fails from the call of number `fails_at` on, counted from 1."""

    authority: LocalAuthority
    fails_at: int | None = None
    calls: int = 0

    @property
    def url(self) -> str:
        return self.authority.url

    def stamp(self, sha256_digest: bytes) -> bytes:
        self.calls += 1
        if self.fails_at is not None and self.calls >= self.fails_at:
            raise AffiantError("authority-unreachable", "The time-stamping authority cannot be reached")
        return self.authority.ask(write_query(sha256_digest, bytes).der)
