"""Whether a key signed a checkpoint (c2sp.org/signed-note). Lines of other keys are passed over, as notes allow."""

from __future__ import annotations

from affiant.core.checkpoint import Checkpoint, key_id
from affiant.verify.signature_library import CheckSignature


def signed_by(checkpoint: Checkpoint, ed25519: bytes, check: CheckSignature) -> bool:
    """Whether one of the signature lines is by this key, and right.

    Args:
        checkpoint: parsed.
        ed25519: raw public key, 32 bytes.
        check: the library.
    """
    wanted = key_id(checkpoint.origin, ed25519)
    return any(
        line.name == checkpoint.origin and line.key_id == wanted and check(ed25519, line.signature, checkpoint.text)
        for line in checkpoint.signatures
    )
