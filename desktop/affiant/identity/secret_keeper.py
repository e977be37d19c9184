"""The contract of a secret keeper: where the secret that opens the private keys is kept (design §3)."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path
from typing import Protocol

from affiant.core.errors import AffiantError


class Readiness(IntEnum):
    """How far a keeper can take a new secret; the highest one is tried first."""

    NO = 0
    BY_ASKING = 1
    """After a person answered a question."""
    READY = 2
    """Without a question."""
    ASKED_FOR = 3
    """The person named this way."""


class KeeperUnavailableError(AffiantError):
    """A keeper that looked ready does not answer: a locked keyring, a prompt that was closed."""


class SecretKeeper(Protocol):
    """Keeps the secret of an identity."""

    @property
    def key(self) -> str:
        """Stable name; the identity records who keeps its secret."""

    @property
    def place(self) -> str:
        """Where the secret lies, in plain words for a person."""

    @property
    def needs_passphrase(self) -> bool:
        """Whether a person, or a file, must give a passphrase each time."""

    def readiness(self) -> Readiness:
        """Whether it can take a new secret here and now."""

    def keep(self, secret: bytes, owner: str, folder: Path) -> None:
        """Keep a new secret, and make sure that it can be had again.

        Args:
            secret: ASCII text, 43 bytes.
            owner: fingerprint of the identity, 64 hex digits.
            folder: folder of the identity, not yet in its final place.

        Raises:
            KeeperUnavailableError: it does not answer; another keeper may be tried.
            AffiantError: no passphrase could be had.
        """

    def recall(self, owner: str, folder: Path) -> bytes:
        """Return the secret.

        Raises:
            KeeperUnavailableError: it does not answer, or does not have it.
            AffiantError: ``passphrase-needed``, ``passphrase-wrong`` or ``identity-damaged``, all of status LOCKED.
        """

    def forget(self, owner: str, folder: Path) -> None:
        """Drop a secret whose identity could not be made. Never raises an expected error: the secret opens nothing."""
