"""Keys for packs in tests: a small CA, a signer with both keys, all real, made anew for each test run."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from affiant.core import trust
from affiant.core.identity import PublicIdentity

BEGIN = datetime(2026, 11, 1, tzinfo=UTC)


def certificate(
    name: str,
    key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey,
    issuer: x509.Name | None,
    issuer_key: ec.EllipticCurvePrivateKey,
    *,
    ca: bool = False,
    usages: tuple[x509.ObjectIdentifier, ...] = (),
    critical_usage: bool = True,
    begin: datetime = BEGIN,
    days: int = 3650,
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer or subject)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(
            x509.KeyUsage(not ca, not ca, False, False, False, ca, ca, False, False),
            critical=True,
        )
    )
    if usages:
        builder = builder.add_extension(x509.ExtendedKeyUsage(usages), critical=critical_usage)
    return builder.sign(issuer_key, hashes.SHA256())


@dataclass(frozen=True)
class PackKeys:
    """Everything that signs a pack; also a `core.identity.Signer`."""

    name: str
    ed25519: ed25519.Ed25519PrivateKey
    p256_key: ec.EllipticCurvePrivateKey
    ca_key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    ca_certificate: x509.Certificate

    @classmethod
    def make(cls, name: str = "Test Cell") -> PackKeys:
        ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        ca = certificate(f"{name} CA", ca_key.public_key(), None, ca_key, ca=True)
        leaf = certificate(name, key.public_key(), ca.subject, ca_key)
        return cls(name, ed25519.Ed25519PrivateKey.generate(), key, ca_key, leaf, ca)

    @property
    def public(self) -> PublicIdentity:
        return PublicIdentity(
            name=self.name,
            ed25519=self.ed25519.public_key().public_bytes_raw(),
            p256_spki=self.p256_key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
            certificate_pem=self.certificate.public_bytes(Encoding.PEM).decode(),
            ca_pem=self.ca_certificate.public_bytes(Encoding.PEM).decode(),
        )

    def sign_ed25519(self, message: bytes) -> bytes:
        return self.ed25519.sign(message)

    def trust(self, *authorities_pem: str) -> trust.Trust:
        return trust.parse(trust.write([self.public], authorities_pem))

    def signer_fields(self) -> dict[str, str]:
        """``signer`` of a ``case.created`` event."""
        return {
            "certificate_sha256": self.certificate.fingerprint(hashes.SHA256()).hex(),
            "ed25519": base64.b64encode(self.public.ed25519).decode(),
            "fingerprint": self.public.fingerprint,
        }
