"""Which bad certificate may be passed over: the one that a person confirmed, by its fingerprint, and no other."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from PySide6.QtNetwork import QSslCertificate
from PySide6.QtWebEngineCore import QWebEngineCertificateError

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


def fingerprint(chain: Sequence[QSslCertificate]) -> str:
    """Return the SHA-256 of the leaf's DER as 64 small hexadecimal digits; empty without a leaf."""
    return hashlib.sha256(chain[0].toDer().data()).hexdigest() if chain else ""


def pem(chain: Sequence[QSslCertificate]) -> list[str]:
    """Return the certificates as PEM texts, the leaf first."""
    return [bytes(one.toPem().data()).decode("ascii") for one in chain]


def read_fingerprint(text: object) -> str:
    """Read a fingerprint as a person or program may write it: colons and capitals are allowed.

    Raises:
        ValueError: it is none.
    """
    plain = text.replace(":", "").lower() if isinstance(text, str) else ""
    if not _FINGERPRINT.fullmatch(plain):
        raise ValueError("fingerprintSha256 must be 64 hexadecimal digits")
    return plain


def judge(error: QWebEngineCertificateError, accepted: str) -> bool:
    """Accept or refuse; refusing is the rule.

    Args:
        error: just raised.
        accepted: fingerprint that a person confirmed; empty for none.

    Returns:
        Whether it was accepted.
    """
    if accepted and error.isOverridable() and fingerprint(error.certificateChain()) == accepted:
        error.acceptCertificate()
        return True
    error.rejectCertificate()
    return False
