"""Certificates of the test site: one from an authority of ours, one that signed itself. Nobody trusts either."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

_FROM, _TO = datetime(2020, 1, 1, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Served:
    """What a server shows and signs with."""

    chain_pem: bytes
    key_pem: bytes
    fingerprint: str
    """SHA-256 of the leaf's DER, in hex."""


@dataclass(frozen=True)
class Certificates:
    authority_pem: bytes
    good: Served
    """From the authority, for 127.0.0.1 and localhost."""
    bad: Served
    """Signed by itself."""


@cache
def certificates() -> Certificates:
    """Make them, once in a run."""
    authority_key, good_key, bad_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
    authority = _made("Affiant test authority", authority_key, "Affiant test authority", authority_key, ca=True)
    good = _made("127.0.0.1", good_key, "Affiant test authority", authority_key)
    bad = _made("127.0.0.1", bad_key, "127.0.0.1", bad_key)
    return Certificates(authority.public_bytes(Encoding.PEM), _served(good_key, good, authority), _served(bad_key, bad))


def _made(
    common: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    *,
    ca: bool = False,
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_TO)
        .add_extension(x509.BasicConstraints(ca, None), critical=True)
    )
    if not ca:
        names = [x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName("localhost")]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _served(key: ec.EllipticCurvePrivateKey, leaf: x509.Certificate, *above: x509.Certificate) -> Served:
    return Served(
        b"".join(one.public_bytes(Encoding.PEM) for one in (leaf, *above)),
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        leaf.fingerprint(hashes.SHA256()).hex(),
    )
