"""The public side of an investigator's identity, and the one fingerprint that covers both of its keys."""

from __future__ import annotations

import base64
import hashlib
import struct
from dataclasses import dataclass
from typing import Protocol

from affiant.core.errors import FormatError
from affiant.core.wordlist import WORDS

_LABEL = b"affiant-identity-v1\x00"
ED25519_BYTES = 32
PACK_NAMESPACE = "affiant-pack-v1"
"""Namespace of the SSHSIG over a pack's tag manifest (OpenSSH PROTOCOL.sshsig)."""


def fingerprint(ed25519: bytes, p256_spki: bytes) -> str:
    """Return the fingerprint of both keys, 64 hex digits.

    SHA-256 over ``affiant-identity-v1``, a zero byte, the 32 raw bytes of the Ed25519 key and the DER
    SubjectPublicKeyInfo (RFC 5280, section 4.1) of the P-256 key.
    """
    return hashlib.sha256(_LABEL + ed25519 + p256_spki).hexdigest()


def fingerprint_words(fingerprint_sha256: str) -> tuple[str, ...]:
    """Return the 12 words for the first 128 bits of a fingerprint (BIP-39, with its 4 checksum bits)."""
    entropy = bytes.fromhex(fingerprint_sha256)[:16]
    checksum = hashlib.sha256(entropy).digest()[0] >> 4
    number = int.from_bytes(entropy, "big") << 4 | checksum
    return tuple(WORDS[(number >> shift) & 0x7FF] for shift in range(121, -1, -11))


def principal(fingerprint_sha256: str) -> str:
    """Name of the signer in ``allowed_signers`` and behind ``ssh-keygen -I``: no spaces, no patterns."""
    return f"affiant-{fingerprint_sha256[:16]}"


def ssh_blob(ed25519: bytes) -> bytes:
    """Return the SSH wire form of an Ed25519 public key (RFC 8709, section 4)."""
    return b"".join(struct.pack(">I", len(part)) + part for part in (b"ssh-ed25519", ed25519))


def ssh_public_line(ed25519: bytes, comment: str = "") -> str:
    """Return ``ssh-ed25519 BASE64 [comment]``."""
    line = "ssh-ed25519 " + base64.b64encode(ssh_blob(ed25519)).decode("ascii")
    return f"{line} {comment}" if comment else line


def ssh_fingerprint(ed25519: bytes) -> str:
    """Return what ``ssh-keygen`` prints for the key: ``SHA256:`` and base64 without padding."""
    digest = hashlib.sha256(ssh_blob(ed25519)).digest()
    return "SHA256:" + base64.b64encode(digest).decode("ascii").rstrip("=")


def parse_ssh_public_line(line: str) -> bytes:
    """Return the 32 raw bytes of ``ssh-ed25519 BASE64 …``.

    Raises:
        FormatError: another key type or a damaged line.
    """
    parts = line.split()
    try:
        blob = base64.b64decode(parts[1], validate=True)
    except (IndexError, ValueError) as wrong:
        raise FormatError("Not an SSH public key line", subject=line[:40]) from wrong
    if parts[0] != "ssh-ed25519" or blob[:-ED25519_BYTES] != ssh_blob(b"\0" * 32)[:-ED25519_BYTES]:
        raise FormatError("Not an Ed25519 SSH public key", subject=parts[0][:40])
    return blob[-ED25519_BYTES:]


@dataclass(frozen=True, slots=True)
class PublicIdentity:
    """Everything about an identity that may be shown to anybody."""

    name: str
    """Name that the person or unit chose; it stands in the certificate."""
    ed25519: bytes
    """Raw public key, 32 bytes: SSHSIG and checkpoints."""
    p256_spki: bytes
    """DER SubjectPublicKeyInfo: CMS and PAdES."""
    certificate_pem: str
    """Signer's X.509 certificate."""
    ca_pem: str
    """Certificate of the unit's CA that issued it."""

    @property
    def fingerprint(self) -> str:
        """Fingerprint of both keys, 64 hex digits."""
        return fingerprint(self.ed25519, self.p256_spki)

    @property
    def words(self) -> tuple[str, ...]:
        """The fingerprint as 12 words."""
        return fingerprint_words(self.fingerprint)


class Signer(Protocol):
    """An unlocked identity, as far as the ledger needs it."""

    @property
    def public(self) -> PublicIdentity:
        """The public side."""

    def sign_ed25519(self, message: bytes) -> bytes:
        """Sign with Ed25519 (RFC 8032); 64 bytes."""
