"""An investigator identity for tests: fixed keys, fixed certificates, in memory. Never a pattern for key storage."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from affiant.core.identity import PublicIdentity

NOT_BEFORE = datetime(2026, 1, 1, tzinfo=UTC)


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Example Unit"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def certificate(
    common: str, key: ec.EllipticCurvePrivateKey, *, issuer: str, issuer_key: ec.EllipticCurvePrivateKey, ca: bool
) -> x509.Certificate:
    """Profile of a unit's small CA and of its signers: P-256, no extended key usage."""
    return (
        x509.CertificateBuilder()
        .subject_name(_name(common))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(int.from_bytes(common.encode()[:8], "big"))
        .not_valid_before(NOT_BEFORE)
        .not_valid_after(NOT_BEFORE + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca, None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not ca,
                content_commitment=not ca,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=ca,
                crl_sign=ca,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .sign(issuer_key, hashes.SHA256(), ecdsa_deterministic=True)
    )


@dataclass(frozen=True)
class MemorySigner:
    """`core.identity.Signer` and the export's `DocumentSigner`. Another `seed` is another person."""

    seed: int = 1
    name: str = "Example Investigator"

    @cached_property
    def ed25519_key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed.to_bytes(32, "big"))

    @cached_property
    def p256_key(self) -> ec.EllipticCurvePrivateKey:
        return ec.derive_private_key(1_000_000 + self.seed, ec.SECP256R1())

    @cached_property
    def _ca_key(self) -> ec.EllipticCurvePrivateKey:
        return ec.derive_private_key(2_000_000 + self.seed, ec.SECP256R1())

    @cached_property
    def ca_certificate(self) -> x509.Certificate:
        return certificate("Unit CA", self._ca_key, issuer="Unit CA", issuer_key=self._ca_key, ca=True)

    @cached_property
    def certificate(self) -> x509.Certificate:
        return certificate(self.name, self.p256_key, issuer="Unit CA", issuer_key=self._ca_key, ca=False)

    @cached_property
    def public(self) -> PublicIdentity:
        return PublicIdentity(
            name=self.name,
            ed25519=self.ed25519_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw),
            p256_spki=self.p256_key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
            certificate_pem=self.certificate.public_bytes(Encoding.PEM).decode(),
            ca_pem=self.ca_certificate.public_bytes(Encoding.PEM).decode(),
        )

    @property
    def ed25519_base64(self) -> str:
        return base64.b64encode(self.public.ed25519).decode()

    def sign_ed25519(self, message: bytes) -> bytes:
        return self.ed25519_key.sign(message)
