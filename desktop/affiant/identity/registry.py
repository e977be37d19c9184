"""The secret keepers that this program knows. A new one is one file in `keepers/` and one line here."""

from __future__ import annotations

from collections.abc import Callable

from affiant.identity.keepers.keyring_keeper import KeyringKeeper
from affiant.identity.keepers.passphrase_keeper import PassphraseKeeper
from affiant.identity.os_keyring import OsKeyring
from affiant.identity.passphrase_source import PassphraseSource
from affiant.identity.secret_keeper import SecretKeeper
from affiant.identity.wrapping import Cost


def secret_keepers(
    find_keyring: Callable[[], OsKeyring | None],
    source: PassphraseSource | None,
    random: Callable[[int], bytes],
    cost: Cost | None = None,
) -> tuple[SecretKeeper, ...]:
    """Return every keeper.

    Args:
        find_keyring: `os_keyring.find_keyring`; called only when a keyring is wanted.
        source: where a passphrase comes from, or None when none was given and nobody can be asked.
        random: gives that many random bytes.
        cost: work for every guess at a passphrase; tests take less.
    """
    return (
        KeyringKeeper(find_keyring),
        PassphraseKeeper(source, random, cost or Cost()),
    )
