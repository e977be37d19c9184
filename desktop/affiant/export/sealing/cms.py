"""Detached CMS signatures (RFC 5652) that ``openssl cms -verify -binary`` checks."""

from __future__ import annotations

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder

from affiant.export.pack_order import DocumentSigner


def sign(message: bytes, signer: DocumentSigner) -> bytes:
    """Return a SignedData in DER, without the message, with the signer's and the CA's certificate.

    ECDSA on P-256 with SHA-256: LibreSSL and OpenSSL 3.0 refuse Ed25519 here. The signing time in it is this computer's
    clock and proves nothing.
    """
    return (
        PKCS7SignatureBuilder()
        .set_data(message)
        .add_signer(signer.certificate, signer.p256_key, hashes.SHA256())
        .add_certificate(signer.ca_certificate)
        .sign(Encoding.DER, [PKCS7Options.DetachedSignature, PKCS7Options.Binary])
    )
