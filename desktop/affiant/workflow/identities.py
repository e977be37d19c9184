"""The identity as a verb: made without a question but the name, unlocked for signing, shown, exported."""

from __future__ import annotations

from pathlib import Path

from affiant.core.errors import AffiantError
from affiant.core.identity import PublicIdentity
from affiant.identity.os_keyring import OsKeyring, find_keyring
from affiant.identity.passphrase_source import AskedPassphrase, FilePassphrase, PassphraseSource
from affiant.identity.profile import IdentityProfile
from affiant.identity.registry import secret_keepers
from affiant.identity.unlocked import UnlockedIdentity
from affiant.workflow.authorities import configured_authorities
from affiant.workflow.new_file import write_new_file
from affiant.workflow.system import System


def identity_profile(system: System) -> IdentityProfile:
    """The identity's place in the profile folder, with the keepers of its secret."""
    keepers = secret_keepers(find_keyring, _source(system), system.random)
    return IdentityProfile(system.home, keepers, system.clock, system.random)


def keyring_of(system: System) -> OsKeyring | None:
    """Where a second copy of the anchors lies; None without a keyring, or where a passphrase file stands in for it."""
    return None if system.passphrase_file is not None else find_keyring()


def create_identity(system: System, name: str) -> UnlockedIdentity:
    """Make the identity of this profile.

    Raises:
        AffiantError: there is one already, the name is unusable, or nothing can keep its secret.
    """
    return identity_profile(system).create(name)


def unlock_identity(system: System) -> UnlockedIdentity:
    """Open the private keys.

    Raises:
        AffiantError: there is none (``identity-missing``), or its secret cannot be had (status LOCKED).
    """
    return identity_profile(system).unlock()


def unlock_or_create_identity(system: System, name: str | None) -> UnlockedIdentity:
    """Open the identity; make it first when there is none and a name was given.

    Raises:
        AffiantError: there is none and no name was given.
    """
    found = identity_profile(system)
    if found.exists():
        return found.unlock()
    if not name:
        raise AffiantError(
            "identity-missing",
            "This profile has no identity yet",
            subject=str(found.folder),
            remedy="Give your name with --name NAME, or make it first: affiant identity new --name NAME",
        )
    return found.create(name)


def public_identity(system: System) -> PublicIdentity:
    """The public side of the identity; no secret is needed."""
    return identity_profile(system).public()


def export_trust_file(system: System, target: Path) -> None:
    """Write the public trust file that ``verify --trust`` takes.

    Raises:
        AffiantError: the file exists already or cannot be written.
    """
    authorities = [one.root_pem for one in configured_authorities(system)]
    write_new_file(target, identity_profile(system).export_trust(authorities))


def _source(system: System) -> PassphraseSource | None:
    if system.passphrase_file is not None:
        return FilePassphrase(system.passphrase_file, system.warn)
    return AskedPassphrase(system.ask_passphrase) if system.ask_passphrase is not None else None
