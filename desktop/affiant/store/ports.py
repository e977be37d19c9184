"""What the store needs from outside: clock, random bytes, a signer, and a place for anchors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from affiant.core.clock import Clock
from affiant.core.identity import Signer


class AnchorKeeper(Protocol):
    """Keeps the newest checkpoint of each case outside the case, so that an older copy put back is noticed."""

    def newest(self, case_id: str) -> bytes | None:
        """The newest checkpoint that was kept for a case, or None."""

    def keep(self, case_id: str, note: bytes) -> None:
        """Keep a checkpoint in place of the one before it.

        Raises:
            AffiantError: it could not be kept.
        """


@dataclass(frozen=True, slots=True)
class StorePorts:
    """Everything that a writing case is given; a reading one needs none of it."""

    clock: Clock
    random: Callable[[int], bytes]
    """Gives that many random bytes: salts and the case's id."""
    signer: Signer
    anchors: AnchorKeeper
    app_name: str
    app_version: str
    app_sha256: str
    """Hash of the program's own files, 64 hex digits."""
    machine: str
    """Host name; sensitive, stands in the ledger as a commitment."""
    user: str
    """Login name; sensitive, stands in the ledger as a commitment."""
