"""X.509 certificates (RFC 5280), as far as seals and time-stamp tokens need them. Every walk has a bound."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import ExtendedKeyUsageOID

from affiant.core.errors import FormatError
from affiant.verify.signature_library import UnsupportedError

MAX_CERTIFICATES = 32
MAX_DEPTH = 8
_MAX_STEPS = 256
_MAX_CERTIFICATE_BYTES = 64 << 10
UNREADABLE = (
    ValueError,
    TypeError,
    OverflowError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)
"""What the library raises for certificates that it cannot read; it reads lazily, so that any access may raise."""


def load_der(data: bytes) -> x509.Certificate:
    """Read one certificate.

    Raises:
        FormatError: not a certificate.
    """
    try:
        if len(data) > _MAX_CERTIFICATE_BYTES:
            raise ValueError
        with warnings.catch_warnings():
            # The library warns of certificates that later releases will refuse; judging them is for the checks.
            warnings.simplefilter("ignore")
            return x509.load_der_x509_certificate(data)
    except UNREADABLE as wrong:
        raise FormatError("A certificate does not have the form of X.509") from wrong


def load_pem(data: bytes) -> list[x509.Certificate]:
    """Read all certificates of a PEM text.

    Raises:
        FormatError: none in it, too many, or one of another form.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = x509.load_pem_x509_certificates(data)
    except UNREADABLE as wrong:
        raise FormatError("Not certificates in PEM form") from wrong
    if len(found) > MAX_CERTIFICATES:
        raise FormatError("Too many certificates")
    return found


def public_key(certificate: x509.Certificate) -> CertificatePublicKeyTypes:
    """The key that a certificate is for.

    Raises:
        FormatError: it is damaged.
        UnsupportedError: its kind is not known here.
    """
    try:
        return certificate.public_key()
    except UnsupportedAlgorithm as wrong:
        raise UnsupportedError("A seal uses a kind of key that this program does not accept") from wrong
    except UNREADABLE as wrong:
        raise FormatError("The key in a certificate is damaged") from wrong


def spki(certificate: x509.Certificate) -> bytes:
    """DER SubjectPublicKeyInfo.

    Raises:
        FormatError: see `public_key`.
        UnsupportedError: see `public_key`.
    """
    return public_key(certificate).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def der(certificate: x509.Certificate) -> bytes:
    """The certificate's DER bytes."""
    return certificate.public_bytes(Encoding.DER)


def may_issue(issuer: x509.Certificate, below: int) -> bool:
    """Whether a certificate is a CA that may stand over `below` further CAs (RFC 5280, section 6.1.4)."""
    try:
        constraints = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value
        if not constraints.ca or (constraints.path_length is not None and constraints.path_length < below):
            return False
        usage = issuer.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound as missing:
        # A CA without BasicConstraints is none; one without KeyUsage is not restricted.
        return missing.oid == x509.KeyUsage.oid
    except UNREADABLE:
        return False
    return usage.key_cert_sign


def issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether `issuer` is named in, and signed, `certificate`."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (*UNREADABLE, InvalidSignature):
        return False
    return True


def valid_at(certificate: x509.Certificate, when: datetime) -> bool:
    """Whether a time lies in a certificate's validity."""
    try:
        return certificate.not_valid_before_utc <= when <= certificate.not_valid_after_utc
    except UNREADABLE:
        return False


def _named(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether a certificate names `issuer`, which costs far less to ask than whether it was signed by it."""
    try:
        return issuer.subject == certificate.issuer
    except UNREADABLE:
        return False


def leads_to(
    leaf: x509.Certificate, others: Sequence[x509.Certificate], roots: Iterable[x509.Certificate], when: datetime
) -> bool:
    """Whether a chain of certificates, all valid at a time, leads from `leaf` to one of the roots.

    Args:
        leaf: the signer's.
        others: certificates that came along, in any order; nothing is trusted because it stands here.
        roots: certificates from outside.
        when: aware time.
    """
    trusted = list(roots)
    if any(der(leaf) == der(root) for root in trusted):
        return valid_at(leaf, when)
    waiting: list[tuple[x509.Certificate, int]] = [(leaf, 0)]
    seen = {der(leaf)}
    steps = 0
    while waiting:
        current, depth = waiting.pop()
        if not valid_at(current, when) or depth > MAX_DEPTH:
            continue
        for candidate in (*trusted, *others):
            if not _named(current, candidate):
                continue
            steps += 1
            if steps > _MAX_STEPS:
                return False
            if not may_issue(candidate, depth) or not issued(current, candidate):
                continue
            if candidate in trusted:
                if valid_at(candidate, when):
                    return True
            elif der(candidate) not in seen:
                seen.add(der(candidate))
                waiting.append((candidate, depth + 1))
    return False


def for_time_stamps_only(certificate: x509.Certificate) -> bool:
    """Whether the extended key usage is critical and time-stamping alone (RFC 3161, section 2.3)."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except (*UNREADABLE, x509.ExtensionNotFound):
        return False
    return usage.critical and list(usage.value) == [ExtendedKeyUsageOID.TIME_STAMPING]
