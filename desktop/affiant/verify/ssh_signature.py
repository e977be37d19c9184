"""SSH signatures (OpenSSH PROTOCOL.sshsig) with Ed25519 and SHA-512, as packs have them. Only the form: no keys."""

from __future__ import annotations

import base64
import hashlib
import struct
from dataclasses import dataclass

from affiant.core.errors import FormatError
from affiant.core.identity import ED25519_BYTES, ssh_blob

_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_MAGIC = b"SSHSIG"
_SIGNATURE_BYTES = 64
MAX_BYTES = 16 << 10


@dataclass(frozen=True, slots=True)
class SshSignature:
    """A parsed signature."""

    public_key: bytes
    """Raw Ed25519 key that the signature brings along, 32 bytes; says nothing about who holds it."""
    namespace: str
    signature: bytes

    def signed_bytes(self, message: bytes) -> bytes:
        """What the key signed for a message."""
        return _MAGIC + b"".join(
            _string(part) for part in (self.namespace.encode(), b"", b"sha512", hashlib.sha512(message).digest())
        )


def parse_ssh_signature(armored: bytes) -> SshSignature:
    """Read an armored signature strictly.

    Raises:
        FormatError: another form, key type or digest.
    """
    try:
        lines = armored.decode("ascii").splitlines()
        if len(armored) > MAX_BYTES or lines[0] != _BEGIN or lines[-1] != _END:
            raise ValueError
        rest = base64.b64decode("".join(lines[1:-1]), validate=True)
        if rest[: len(_MAGIC) + 4] != _MAGIC + struct.pack(">I", 1):
            raise ValueError
        rest = rest[len(_MAGIC) + 4 :]
        parts: list[bytes] = []
        for _ in range(5):
            part, rest = _take(rest)
            parts.append(part)
        key, namespace, reserved, digest, signature = parts
        kind, blob = _take(signature)
        raw, after = _take(blob)
        public = key[-ED25519_BYTES:]
        right = key == ssh_blob(public) and not reserved and digest == b"sha512" and not rest
        if not right or kind != b"ssh-ed25519" or after or len(raw) != _SIGNATURE_BYTES:
            raise ValueError
        return SshSignature(public, namespace.decode("utf-8"), raw)
    except (ValueError, IndexError, struct.error) as wrong:
        raise FormatError("The seal does not have the form of an SSH signature with Ed25519") from wrong


def _take(data: bytes) -> tuple[bytes, bytes]:
    (length,) = struct.unpack_from(">I", data)
    if length > len(data) - 4:
        raise ValueError
    return data[4 : 4 + length], data[4 + length :]


def _string(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data
