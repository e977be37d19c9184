"""A secret wrapped under a person's passphrase: Argon2id (RFC 9106) and AES-256-GCM (NIST SP 800-38D).

The file is canonical JSON. Everything but the ciphertext is authenticated with it, the owner too, so that a file fits
one identity only. ``check`` is a plain hash: it tells a damaged file from a wrong passphrase, and proves nothing more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from affiant.core.canonical import canonical, parse_object
from affiant.core.errors import FormatError

FORMAT = "affiant-wrapped-v1"
MAX_BYTES = 4096
_KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12
_HEADER = frozenset(("format", "iterations", "lanes", "memory_kib", "nonce", "owner", "salt"))


@dataclass(frozen=True, slots=True)
class Cost:
    """Parameters of Argon2id."""

    memory_kib: int = 64 * 1024
    iterations: int = 3
    lanes: int = 4

    def within_bounds(self) -> bool:
        """Whether a file may ask for this: at most 1 GiB and about a minute; a hostile one could ask for a terabyte."""
        return 1 <= self.lanes <= 16 and 1 <= self.iterations <= 16 and 8 * self.lanes <= self.memory_kib <= 1 << 20


class WrongPassphraseError(Exception):
    """The passphrase does not open the file; callers turn it into an expected error."""


def wrap(secret: bytes, passphrase: bytes, *, owner: str, random: Callable[[int], bytes], cost: Cost) -> bytes:
    """Return the file that keeps a secret.

    Args:
        secret: what is kept.
        passphrase: a person's passphrase, at least one byte.
        owner: fingerprint of the identity that the secret opens, 64 hex digits.
        random: gives that many random bytes.
        cost: work for every guess at the passphrase.
    """
    header: dict[str, Any] = {
        "format": FORMAT,
        "iterations": cost.iterations,
        "lanes": cost.lanes,
        "memory_kib": cost.memory_kib,
        "nonce": random(_NONCE_BYTES).hex(),
        "owner": owner,
        "salt": random(_SALT_BYTES).hex(),
    }
    sealed = _cipher(header, passphrase).encrypt(bytes.fromhex(header["nonce"]), secret, canonical(header))
    document = {**header, "ciphertext": sealed.hex()}
    return canonical({**document, "check": _check(document)})


def unwrap(data: bytes, passphrase: bytes, *, owner: str) -> bytes:
    """Return the secret.

    Raises:
        FormatError: the file is damaged, belongs to another identity, or asks for more work than `Cost.within_bounds`.
        WrongPassphraseError: the file is whole, and the passphrase is another one.
    """
    header, ciphertext = _parse(data)
    if header["owner"] != owner:
        raise FormatError("A wrapped secret belongs to another identity")
    try:
        return _cipher(header, passphrase).decrypt(bytes.fromhex(header["nonce"]), ciphertext, canonical(header))
    except InvalidTag as wrong:
        raise WrongPassphraseError from wrong


def _parse(data: bytes) -> tuple[dict[str, Any], bytes]:
    found = parse_object(data, subject="wrapped secret")
    try:
        check, sealed = found.pop("check"), found["ciphertext"]
        if check != _check(found):
            raise ValueError
        header = {key: value for key, value in found.items() if key != "ciphertext"}
        if header.keys() != _HEADER or header["format"] != FORMAT or not isinstance(header["owner"], str):
            raise ValueError
        numbers = tuple(header[key] for key in ("memory_kib", "iterations", "lanes"))
        if not all(type(one) is int for one in numbers) or not Cost(*numbers).within_bounds():
            raise ValueError
        if len(bytes.fromhex(header["salt"])) != _SALT_BYTES or len(bytes.fromhex(header["nonce"])) != _NONCE_BYTES:
            raise ValueError
        return header, bytes.fromhex(sealed)
    except (KeyError, TypeError, ValueError) as wrong:
        raise FormatError("Not a wrapped secret of version 1", subject="wrapped secret") from wrong


def _cipher(header: dict[str, Any], passphrase: bytes) -> AESGCM:
    derivation = Argon2id(
        salt=bytes.fromhex(header["salt"]),
        length=_KEY_BYTES,
        iterations=header["iterations"],
        lanes=header["lanes"],
        memory_cost=header["memory_kib"],
    )
    return AESGCM(derivation.derive(passphrase))


def _check(document: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(document)).hexdigest()
