"""Ed25519 (RFC 8032) by ``cryptography``."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def check_ed25519(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """See `signature_library.CheckSignature`."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
