"""The secret lies beside the keys, wrapped under a passphrase that a person or a file gives."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from affiant.core.errors import FormatError
from affiant.identity.passphrase_source import PassphraseSource
from affiant.identity.private_files import read_bounded, write_new
from affiant.identity.problems import identity_damaged, passphrase_needed, passphrase_wrong
from affiant.identity.secret_keeper import Readiness
from affiant.identity.wrapping import MAX_BYTES, Cost, WrongPassphraseError, unwrap, wrap

WRAPPED_FILE = "passphrase.wrapped"


class PassphraseKeeper:
    """See `SecretKeeper`."""

    key = "passphrase"
    place = "in the profile, under your passphrase"
    needs_passphrase = True

    def __init__(self, source: PassphraseSource | None, random: Callable[[int], bytes], cost: Cost) -> None:
        self._source = source
        self._random = random
        self._cost = cost

    def readiness(self) -> Readiness:
        """See `SecretKeeper.readiness`."""
        if self._source is None:
            return Readiness.NO
        return Readiness.ASKED_FOR if self._source.asked_for else Readiness.BY_ASKING

    def keep(self, secret: bytes, owner: str, folder: Path) -> None:
        """See `SecretKeeper.keep`."""
        passphrase = self._given().new_passphrase()
        write_new(folder / WRAPPED_FILE, wrap(secret, passphrase, owner=owner, random=self._random, cost=self._cost))

    def recall(self, owner: str, folder: Path) -> bytes:
        """See `SecretKeeper.recall`."""
        try:
            data = read_bounded(folder / WRAPPED_FILE, MAX_BYTES)
        except (FileNotFoundError, ValueError) as wrong:
            raise identity_damaged(WRAPPED_FILE) from wrong
        passphrase = self._given().passphrase()
        try:
            return unwrap(data, passphrase, owner=owner)
        except FormatError as wrong:
            raise identity_damaged(WRAPPED_FILE) from wrong
        except WrongPassphraseError:
            raise passphrase_wrong(self._given().place) from None

    def forget(self, owner: str, folder: Path) -> None:  # noqa: ARG002 - the folder is one identity's
        """See `SecretKeeper.forget`."""
        with contextlib.suppress(OSError):
            (folder / WRAPPED_FILE).unlink(missing_ok=True)

    def _given(self) -> PassphraseSource:
        if self._source is None:
            raise passphrase_needed()
        return self._source
