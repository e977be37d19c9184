"""The private keys of an identity, and the encrypted form in which they lie on disk.

A key file is PKCS#8 in PEM, encrypted with AES-256 (RFC 5958, RFC 8018), so that other programs can read it. The
passphrase has 256 random bits; the key derivation inside the file therefore needs no cost, and a key opens in a
millisecond.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from asn1crypto import pem
from asn1crypto.keys import EncryptedPrivateKeyInfo
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from affiant.identity.problems import identity_damaged

MAX_FILE_BYTES = 8192
MAX_ROUNDS = 1_000_000
"""Most rounds of key derivation that a key file may ask for; a hostile one could ask for a day's work."""
_SECRET_BYTES = 32

PrivateKey: TypeAlias = Ed25519PrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class IdentityKeys:
    """The private keys of an identity."""

    ed25519: Ed25519PrivateKey = field(repr=False)
    """SSHSIG and checkpoints."""
    p256: ec.EllipticCurvePrivateKey = field(repr=False)
    """CMS and PAdES."""
    authority: ec.EllipticCurvePrivateKey = field(repr=False)
    """Key of the unit's CA; needed only to issue certificates."""


def make_keys() -> IdentityKeys:
    """Make new keys. `cryptography` takes the random bits from the system itself: that is not ours to steer."""
    return IdentityKeys(
        Ed25519PrivateKey.generate(),
        ec.generate_private_key(ec.SECP256R1()),
        ec.generate_private_key(ec.SECP256R1()),
    )


def make_secret(random: Callable[[int], bytes]) -> bytes:
    """Return a passphrase of 256 random bits as 43 characters of base64url, which every keyring can hold."""
    return base64.urlsafe_b64encode(random(_SECRET_BYTES)).rstrip(b"=")


def raw_public(key: Ed25519PrivateKey) -> bytes:
    """Public half of an Ed25519 key, 32 bytes."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def spki(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Public half of a P-256 key as DER SubjectPublicKeyInfo."""
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def seal(key: PrivateKey, secret: bytes) -> bytes:
    """Return the key file for a key."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(secret))


def open_ed25519(data: bytes, secret: bytes, *, subject: str) -> Ed25519PrivateKey:
    """Read the key file of an Ed25519 key.

    Args:
        data: the file.
        secret: see `make_secret`.
        subject: name of the file, for messages.

    Raises:
        AffiantError: code ``identity-damaged``.
    """
    key = _open(data, secret, subject)
    if not isinstance(key, Ed25519PrivateKey):
        raise identity_damaged(subject)
    return key


def open_p256(data: bytes, secret: bytes, *, subject: str) -> ec.EllipticCurvePrivateKey:
    """Read the key file of a P-256 key; see `open_ed25519`."""
    key = _open(data, secret, subject)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise identity_damaged(subject)
    return key


def _open(data: bytes, secret: bytes, subject: str) -> object:
    try:
        if _rounds(data) > MAX_ROUNDS:
            raise ValueError
        return load_pem_private_key(data, secret)
    except (ValueError, TypeError, KeyError, UnsupportedAlgorithm) as wrong:
        raise identity_damaged(subject) from wrong


def _rounds(data: bytes) -> int:
    """Rounds of PBKDF2 that a key file asks for (RFC 8018, appendix A.2)."""
    unarmor: Callable[[bytes], tuple[Any, Any, bytes]] = pem.unarmor
    load: Callable[[bytes], Any] = EncryptedPrivateKeyInfo.load
    return int(load(unarmor(data)[2])["encryption_algorithm"].kdf_iterations)
