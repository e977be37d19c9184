"""The secret lies in the operating system's keyring; nobody is asked for anything."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from affiant.core.errors import ExitStatus
from affiant.identity.os_keyring import OsKeyring
from affiant.identity.problems import identity_damaged
from affiant.identity.secret_keeper import KeeperUnavailableError, Readiness


class KeyringKeeper:
    """See `SecretKeeper`."""

    key = "keyring"
    place = "in the keyring of this computer"
    needs_passphrase = False

    def __init__(self, find: Callable[[], OsKeyring | None]) -> None:
        self._find = find

    def readiness(self) -> Readiness:
        """See `SecretKeeper.readiness`."""
        return Readiness.NO if self._find() is None else Readiness.READY

    def keep(self, secret: bytes, owner: str, folder: Path) -> None:  # noqa: ARG002 - nothing lies in the folder
        """See `SecretKeeper.keep`."""
        self._open().put(_entry(owner), secret.decode("ascii"))

    def recall(self, owner: str, folder: Path) -> bytes:  # noqa: ARG002 - nothing lies in the folder
        """See `SecretKeeper.recall`."""
        secret = self._open().get(_entry(owner))
        if secret is None:
            raise KeeperUnavailableError(
                "secret-missing",
                "The keyring of this computer does not hold the secret of your identity",
                safe="Cases and packs are not affected.",
                remedy="Log in as the person who made the identity, on the computer where it was made. If the keyring "
                "was emptied, the identity cannot be opened any more: move it away and make a new one.",
                status=ExitStatus.LOCKED,
            )
        if not secret.isascii():
            raise identity_damaged("keyring")
        return secret.encode("ascii")

    def forget(self, owner: str, folder: Path) -> None:  # noqa: ARG002 - nothing lies in the folder
        """See `SecretKeeper.forget`."""
        with contextlib.suppress(KeeperUnavailableError):
            self._open().drop(_entry(owner))

    def _open(self) -> OsKeyring:
        keyring = self._find()
        if keyring is None:
            raise KeeperUnavailableError(
                "keyring-missing",
                "Your identity is kept in the keyring of this computer, and no keyring can be reached",
                safe="Nothing was changed.",
                remedy="Log in to the desktop session where the identity was made, and try again there.",
                status=ExitStatus.LOCKED,
            )
        return keyring


def _entry(owner: str) -> str:
    return f"identity/{owner}"
