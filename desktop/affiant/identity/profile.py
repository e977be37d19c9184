"""The identity of a profile: made once, unlocked for signing, shown to anybody.

Layout below the profile folder::

    identity/public.json          name, keys, certificates, who keeps the secret
    identity/ed25519.pem          private keys, encrypted under one random secret
    identity/p256.pem
    identity/authority.pem
    identity/passphrase.wrapped   the secret under a person's passphrase, where there is no keyring
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from affiant.core import trust
from affiant.core.clock import Clock
from affiant.core.errors import AffiantError, FormatError
from affiant.core.identity import PublicIdentity
from affiant.identity import certificates, keys, public_file
from affiant.identity.person_name import person_name
from affiant.identity.private_files import (
    make_private_folder,
    profile_errors,
    read_bounded,
    sync_folder,
    write_new,
)
from affiant.identity.problems import identity_damaged, passphrase_needed
from affiant.identity.public_file import PUBLIC_FILE, PublicFile
from affiant.identity.secret_keeper import KeeperUnavailableError, Readiness, SecretKeeper
from affiant.identity.unlocked import UnlockedIdentity

FOLDER = "identity"
ED25519_FILE = "ed25519.pem"
P256_FILE = "p256.pem"
AUTHORITY_FILE = "authority.pem"
_UNFINISHED = ".new"


class IdentityProfile:
    """The one identity of a profile folder.

    Args:
        home: the profile folder, ``AFFIANT_HOME``; made when an identity is.
        secrets: see `registry.secret_keepers`.
        clock: gives the start of the certificates' validity.
        random: gives that many random bytes.
    """

    def __init__(
        self, home: Path, secrets: Sequence[SecretKeeper], clock: Clock, random: Callable[[int], bytes]
    ) -> None:
        self._home = home
        self._secrets = tuple(secrets)
        self._clock = clock
        self._random = random

    @property
    def folder(self) -> Path:
        """Where the identity lies."""
        return self._home / FOLDER

    def exists(self) -> bool:
        """Whether there is an identity, a damaged one too.

        Raises:
            AffiantError: the profile cannot be read.
        """
        with profile_errors(self.folder):
            try:
                return any(self.folder.iterdir())
            except FileNotFoundError:
                return False

    def public(self) -> PublicIdentity:
        """The public side; needs no secret.

        Raises:
            AffiantError: there is none (``identity-missing``), or it is damaged (``identity-damaged``).
        """
        return self._public_file().public

    def secret_place(self) -> str:
        """Where the secret of this identity lies, in plain words; raises as `public` does."""
        return self._keeper(self._public_file().keeper).place

    def needs_passphrase(self) -> bool:
        """Whether a passphrase must be given to unlock the identity, or to make one where there is none."""
        if self.exists():
            return self._keeper(self._public_file().keeper).needs_passphrase
        return not any(one.readiness() == Readiness.READY and not one.needs_passphrase for one in self._secrets)

    def create(self, name: str) -> UnlockedIdentity:
        """Make an identity; on return it is durable and has been read back.

        Args:
            name: of the person or unit; stands in the certificate.

        Raises:
            AffiantError: there is one already (``identity-exists``), the name is unusable, nothing can keep the
                secret (``passphrase-needed`` or what the keepers raise), or the profile cannot be written.
        """
        if self.exists():
            raise _exists(self.folder)
        now = self._clock.now()
        made, public = self._make(person_name(name), now.utc)
        secret = keys.make_secret(self._random)
        unfinished = self._home / f"{FOLDER}-{self._random(8).hex()}{_UNFINISHED}"
        with profile_errors(self.folder):
            make_private_folder(unfinished)
            try:
                identity = self._settle(unfinished, secret, made, public, now.iso())
            except BaseException as problem:
                shutil.rmtree(unfinished, ignore_errors=True)
                if isinstance(problem, OSError) and self.exists():
                    raise _exists(self.folder) from problem
                raise
            sync_folder(self._home)
        self._sweep()
        return identity

    def unlock(self) -> UnlockedIdentity:
        """Open the private keys.

        Raises:
            AffiantError: there is no identity, it is damaged, or its secret cannot be had; status LOCKED but for the
                first.
        """
        found = self._public_file()
        with profile_errors(self.folder):
            secret = self._keeper(found.keeper).recall(found.public.fingerprint, self.folder)
            return _open(self.folder, secret, found.public)

    def export_trust(self, authorities_pem: Sequence[str]) -> bytes:
        """Return the trust file for recipients.

        Args:
            authorities_pem: root certificates of the time-stamping authorities in use.
        """
        return trust.write([self.public()], authorities_pem)

    def _make(self, name: str, now: datetime) -> tuple[keys.IdentityKeys, PublicIdentity]:
        made = keys.make_keys()
        issued = certificates.issue(name, signer=made.p256, authority=made.authority, now=now, random=self._random)
        public = PublicIdentity(
            name=name,
            ed25519=keys.raw_public(made.ed25519),
            p256_spki=keys.spki(made.p256),
            certificate_pem=issued.signer.public_bytes(Encoding.PEM).decode("ascii"),
            ca_pem=issued.authority.public_bytes(Encoding.PEM).decode("ascii"),
        )
        return made, public

    def _settle(
        self, unfinished: Path, secret: bytes, made: keys.IdentityKeys, public: PublicIdentity, created_at: str
    ) -> UnlockedIdentity:
        """Write everything into the unfinished folder, read it back, and put it in its place as the last step."""
        keeper = self._keep(secret, public.fingerprint, unfinished)
        try:
            write_new(unfinished / ED25519_FILE, keys.seal(made.ed25519, secret))
            write_new(unfinished / P256_FILE, keys.seal(made.p256, secret))
            write_new(unfinished / AUTHORITY_FILE, keys.seal(made.authority, secret))
            write_new(unfinished / PUBLIC_FILE, public_file.write(PublicFile(public, keeper.key, created_at)))
            sync_folder(unfinished)
            identity = _open(unfinished, secret, _read_public(unfinished).public)
            _open_authority(unfinished, secret, identity.ca_certificate)
            unfinished.rename(self.folder)  # a folder that holds anything is never replaced: of two makers one wins
        except BaseException:
            keeper.forget(public.fingerprint, unfinished)
            raise
        return identity

    def _keep(self, secret: bytes, owner: str, unfinished: Path) -> SecretKeeper:
        """Give the secret to the readiest keeper; where one does not answer, the next is tried before giving up."""
        first_problem: KeeperUnavailableError | None = None
        for keeper in sorted(self._secrets, key=lambda one: one.readiness(), reverse=True):
            if keeper.readiness() == Readiness.NO:
                continue
            try:
                keeper.keep(secret, owner, unfinished)
            except KeeperUnavailableError as problem:
                first_problem = first_problem or problem
            else:
                return keeper
        raise first_problem or passphrase_needed()

    def _sweep(self) -> None:
        """Remove what a crash left of earlier attempts: keys that never became an identity."""
        for leftover in self._home.glob(f"{FOLDER}-*{_UNFINISHED}"):
            shutil.rmtree(leftover, ignore_errors=True)

    def _public_file(self) -> PublicFile:
        if not self.exists():
            raise AffiantError(
                "identity-missing",
                "This profile has no identity yet",
                subject=str(self.folder),
                remedy="Make one first, with your name: affiant identity new --name NAME",
            )
        with profile_errors(self.folder):
            return _read_public(self.folder)

    def _keeper(self, key: str) -> SecretKeeper:
        found = next((one for one in self._secrets if one.key == key), None)
        if found is None:
            raise identity_damaged(PUBLIC_FILE)
        return found


def _read(folder: Path, name: str, limit: int) -> bytes:
    try:
        return read_bounded(folder / name, limit)
    except (FileNotFoundError, ValueError) as wrong:
        raise identity_damaged(name) from wrong


def _read_public(folder: Path) -> PublicFile:
    try:
        return public_file.parse(_read(folder, PUBLIC_FILE, public_file.MAX_BYTES))
    except FormatError as wrong:
        raise identity_damaged(PUBLIC_FILE) from wrong


def _open(folder: Path, secret: bytes, public: PublicIdentity) -> UnlockedIdentity:
    """Open the signing keys, and check that keys, certificates and name belong together."""
    ed25519 = keys.open_ed25519(_read(folder, ED25519_FILE, keys.MAX_FILE_BYTES), secret, subject=ED25519_FILE)
    if keys.raw_public(ed25519) != public.ed25519:
        raise identity_damaged(ED25519_FILE)
    p256 = keys.open_p256(_read(folder, P256_FILE, keys.MAX_FILE_BYTES), secret, subject=P256_FILE)
    if keys.spki(p256) != public.p256_spki:
        raise identity_damaged(P256_FILE)
    try:
        issued = certificates.load(public.certificate_pem, public.ca_pem)
    except ValueError as wrong:
        raise identity_damaged(PUBLIC_FILE) from wrong
    if not certificates.belong_together(issued, public.name, p256):
        raise identity_damaged(PUBLIC_FILE)
    return UnlockedIdentity(public, issued.signer, issued.authority, ed25519, p256)


def _open_authority(folder: Path, secret: bytes, certificate: x509.Certificate) -> None:
    data = _read(folder, AUTHORITY_FILE, keys.MAX_FILE_BYTES)
    if keys.open_p256(data, secret, subject=AUTHORITY_FILE).public_key() != certificate.public_key():
        raise identity_damaged(AUTHORITY_FILE)


def _exists(folder: Path) -> AffiantError:
    return AffiantError(
        "identity-exists",
        "This profile has an identity already",
        subject=str(folder),
        safe="It was not touched.",
        remedy="Use it, or choose another profile folder with AFFIANT_HOME.",
    )
