"""Whether a signature in a WACZ fits the key beside it. That says nothing of whose key it is.

Two forms exist (*WACZ Signing and Verification* 0.1.0): a bare key, as browsers make it (ECDSA over SHA-256, the two
numbers one after the other), and a certificate of a web server (ECDSA over SHA-256, in DER). Both sign the text of the
hash. The certificate, and the time proof that comes with it, stand for themselves here: no authority is asked.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

_MAX_TEXT = 64 << 10
_PEM_END = "-----END CERTIFICATE-----"


def fits(signed: Mapping[str, Any]) -> bool | None:
    """Compare a signature with the key beside it.

    Args:
        signed: ``signedData`` of the archive.

    Returns:
        None when it cannot be told: another kind of key, or a form that we do not know.
    """
    written, signature = signed.get("hash"), _bytes(signed.get("signature"))
    if not isinstance(written, str) or signature is None:
        return False
    bare = "publicKey" in signed
    try:
        key = _bare_key(signed["publicKey"]) if bare else _key_of(signed.get("domainCert"))
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None
    if not isinstance(key, EllipticCurvePublicKey):
        return None
    if bare:
        half = (key.key_size + 7) // 8
        if len(signature) != 2 * half:
            return False
        signature = encode_dss_signature(int.from_bytes(signature[:half]), int.from_bytes(signature[half:]))
    try:
        key.verify(signature, written.encode("utf-8", "surrogatepass"), ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def _bare_key(written: Any) -> Any:
    return load_der_public_key(_bytes(written) or b"")


def _key_of(certificates: Any) -> Any:
    """Key of the first certificate, which is the signer's."""
    if not isinstance(certificates, str):
        raise TypeError("no certificate")
    first = certificates[:_MAX_TEXT].partition(_PEM_END)[0] + _PEM_END
    return x509.load_pem_x509_certificate(first.lstrip().encode("ascii", "replace")).public_key()


def _bytes(text: Any) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True) if isinstance(text, str) and len(text) <= _MAX_TEXT else None
    except (binascii.Error, ValueError):
        return None
