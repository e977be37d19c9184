"""The X.509 side of an identity: a unit's own small CA and the signer's certificate (RFC 5280).

The profile is the one that openssl, pdfsig and pyHanko were seen to accept: a leaf with emailProtection and nothing
else as extended key usage serves CMS and PDF alike, while documentSigning alone is refused by pdfsig.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from affiant.identity.certificate_name import certificate_name

CA_LIFETIME = timedelta(days=3650)
SIGNER_LIFETIME = timedelta(days=1095)
BACKDATE = timedelta(hours=1)
"""A recipient's clock may be slow; a certificate from the future would be refused."""
_SERIAL_BYTES = 20


@dataclass(frozen=True, slots=True)
class Certificates:
    """The two certificates of an identity."""

    signer: x509.Certificate
    authority: x509.Certificate


def issue(
    name: str,
    *,
    signer: ec.EllipticCurvePrivateKey,
    authority: ec.EllipticCurvePrivateKey,
    now: datetime,
    random: Callable[[int], bytes],
) -> Certificates:
    """Issue the CA's own certificate and the signer's.

    Args:
        name: see `person_name.person_name`; the certificates hold `certificate_name` of it.
        signer: key that will sign documents.
        authority: key of the CA.
        now: device clock, aware.
        random: gives that many random bytes; used for serial numbers.
    """
    start = now.replace(microsecond=0) - BACKDATE
    key_id = x509.SubjectKeyIdentifier.from_public_key(authority.public_key())
    signer_name = _name(name)
    # The unit keeps the CA's name apart from the signer's, and two CAs for one name apart from each other.
    unit = x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, f"Unit CA {key_id.digest[:4].hex()}")
    ca_name = x509.Name([unit, *signer_name])
    ca_builder = (
        _builder(ca_name, authority, ca_name, authority, start, CA_LIFETIME, random)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(ca=True), critical=True)
    )
    signer_builder = (
        _builder(signer_name, signer, ca_name, authority, start, SIGNER_LIFETIME, random)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(ca=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
    )
    return Certificates(
        signer=signer_builder.sign(authority, hashes.SHA256()), authority=ca_builder.sign(authority, hashes.SHA256())
    )


def load(signer_pem: str, authority_pem: str) -> Certificates:
    """Read both certificates.

    Raises:
        ValueError: one of them is not a certificate in PEM.
    """
    return Certificates(
        signer=x509.load_pem_x509_certificate(signer_pem.encode()),
        authority=x509.load_pem_x509_certificate(authority_pem.encode()),
    )


def belong_together(found: Certificates, name: str, signer: ec.EllipticCurvePrivateKey) -> bool:
    """Whether the CA issued the signer's certificate, for this name and this key. Validity in time is not looked at."""
    try:
        found.signer.verify_directly_issued_by(found.authority)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return found.signer.subject == _name(name) and found.signer.public_key() == signer.public_key()


def _builder(
    subject: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
    start: datetime,
    lifetime: timedelta,
    random: Callable[[int], bytes],
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(_serial(random))
        .not_valid_before(start)
        .not_valid_after(start + lifetime)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, certificate_name(name))])


def _serial(random: Callable[[int], bytes]) -> int:
    """Positive and at most 20 octets in DER (RFC 5280, section 4.1.2.2)."""
    return (int.from_bytes(random(_SERIAL_BYTES), "big") >> 1) or 1


def _usage(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not ca,
        content_commitment=not ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )
