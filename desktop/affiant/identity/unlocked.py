"""An identity whose private keys are open: what signs events, packs and dossiers."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from affiant.core.identity import PublicIdentity


@dataclass(frozen=True, slots=True)
class UnlockedIdentity:
    """Implements `core.identity.Signer`, and what sealing documents needs beside it."""

    public: PublicIdentity
    certificate: x509.Certificate
    ca_certificate: x509.Certificate
    ed25519_key: Ed25519PrivateKey = field(repr=False)
    p256_key: ec.EllipticCurvePrivateKey = field(repr=False)

    def sign_ed25519(self, message: bytes) -> bytes:
        """See `core.identity.Signer.sign_ed25519`."""
        return self.ed25519_key.sign(message)
