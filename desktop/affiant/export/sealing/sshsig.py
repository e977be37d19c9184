"""Signatures that ``ssh-keygen -Y verify`` checks (OpenSSH, PROTOCOL.sshsig)."""

from __future__ import annotations

import base64
import hashlib
import struct

from affiant.core.identity import Signer, ssh_blob

_MAGIC = b"SSHSIG"
_HASH = b"sha512"
_LINE = 70


def _text(value: bytes) -> bytes:
    return struct.pack(">I", len(value)) + value


def sign(message: bytes, namespace: str, signer: Signer) -> bytes:
    """Return the armoured signature.

    Args:
        message: what is signed; it is hashed with SHA-512.
        namespace: keeps a signature from being used for another purpose.
        signer: signs with its Ed25519 key.
    """
    space = namespace.encode("ascii")
    signed = _MAGIC + _text(space) + _text(b"") + _text(_HASH) + _text(hashlib.sha512(message).digest())
    signature = _text(b"ssh-ed25519") + _text(signer.sign_ed25519(signed))
    blob = (
        _MAGIC
        + struct.pack(">I", 1)
        + _text(ssh_blob(signer.public.ed25519))
        + _text(space)
        + _text(b"")
        + _text(_HASH)
        + _text(signature)
    )
    encoded = base64.b64encode(blob).decode("ascii")
    lines = (encoded[start : start + _LINE] for start in range(0, len(encoded), _LINE))
    return "\n".join(("-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----", "")).encode("ascii")
