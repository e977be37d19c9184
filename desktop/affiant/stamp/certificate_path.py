"""Whether an authority's certificate leads to a root that the user trusts (RFC 5280, section 6), with fixed bounds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

MAX_CERTIFICATES = 32
_MAX_DEPTH = 8
_STRONG = (hashes.SHA256, hashes.SHA384, hashes.SHA512)


def stamps_only(certificate: x509.Certificate) -> bool:
    """Whether the extended key usage is critical, and time-stamping alone (RFC 3161, section 2.3)."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except (ValueError, x509.ExtensionNotFound):
        return False
    return found.critical and list(found.value) == [ExtendedKeyUsageOID.TIME_STAMPING]


def leads_to_root(
    certificate: x509.Certificate, others: Sequence[x509.Certificate], roots: Sequence[x509.Certificate], at: datetime
) -> bool:
    """Whether a chain that was valid at a time leads from a certificate to one of the roots.

    Args:
        certificate: the signer's.
        others: certificates that came with the reply, in any order; none is trusted for being there.
        roots: what the user trusts. A root may be the signer's own certificate.
        at: aware time.
    """
    trusted = {_der(one) for one in roots}
    if _der(certificate) in trusted:
        return _valid(certificate, at)
    waiting, seen = [(certificate, 0)], {_der(certificate)}
    while waiting:
        current, depth = waiting.pop()
        if depth > _MAX_DEPTH or not _valid(current, at):
            continue
        for issuer in (*roots, *others[:MAX_CERTIFICATES]):
            if not _issued(current, issuer) or not _may_issue(issuer, depth):
                continue
            if _der(issuer) in trusted:
                # The root's own dates are the user's affair: it was given as trusted today.
                return True
            if _der(issuer) not in seen:
                seen.add(_der(issuer))
                waiting.append((issuer, depth + 1))
    return False


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def _valid(certificate: x509.Certificate, at: datetime) -> bool:
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        if not isinstance(certificate.signature_hash_algorithm, _STRONG):
            return False
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _may_issue(issuer: x509.Certificate, below: int) -> bool:
    """Whether it is a CA that may stand over that many further CAs."""
    try:
        constraints = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value
    except (ValueError, x509.ExtensionNotFound):
        return False
    if not constraints.ca or (constraints.path_length is not None and constraints.path_length < below):
        return False
    try:
        return issuer.extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    except x509.ExtensionNotFound:
        return True
    except ValueError:
        return False
