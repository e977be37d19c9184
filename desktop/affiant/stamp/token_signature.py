"""The signature inside a time-stamp token: CMS SignedData with one signer (RFC 5652, sections 5.3 to 5.6)."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding

_HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
_MIN_RSA_BITS = 2048
_SET = b"\x31"


@dataclass(frozen=True, slots=True)
class SignedToken:
    """The parts of a token's SignedData."""

    content: bytes
    """TSTInfo, DER: what is signed."""
    certificates: tuple[x509.Certificate, ...]
    """In the order of the token, which means nothing: real authorities send them unordered."""
    signer_info: Any
    """SignerInfo, by asn1crypto."""

    def signer(self) -> x509.Certificate | None:
        """Certificate that SignerInfo names; never simply the first one, for others may have been put in."""
        sid = self.signer_info["sid"]
        for one in self.certificates:
            if sid.name == "issuer_and_serial_number":
                same_issuer = sid.chosen["issuer"].dump() == one.issuer.public_bytes()
                if same_issuer and sid.chosen["serial_number"].native == one.serial_number:
                    return one
            elif _key_identifier(one) == sid.chosen.native:
                return one
        return None

    def names(self, certificate: x509.Certificate) -> bool:
        """Whether the signed attributes name this certificate by its hash (RFC 3161, 2.4.2; RFC 5816)."""
        der = certificate.public_bytes(Encoding.DER)
        for attribute in self.signer_info["signed_attrs"]:
            kind = attribute["type"].native
            if kind in ("signing_certificate", "signing_certificate_v2"):
                first = attribute["values"][0]["certs"][0]
                digest = first["hash_algorithm"]["algorithm"].native if kind.endswith("_v2") else "sha1"
                if digest not in (*_HASHES, "sha1"):
                    return False
                # SHA-1 only tells certificates apart here, as the standard of 2001 fixed it; it signs nothing.
                return bool(hashlib.new(digest, der, usedforsecurity=False).digest() == first["cert_hash"].native)
        return False

    def covers_content(self) -> bool:
        """Whether the signed attributes name the content by type and digest (RFC 5652, section 11)."""
        found = {one["type"].native: one["values"] for one in self.signer_info["signed_attrs"]}
        if {"content_type", "message_digest"} - found.keys() or len(self.signer_info["signed_attrs"]) != len(found):
            return False
        digest = self.signer_info["digest_algorithm"]["algorithm"].native
        return bool(
            digest in _HASHES
            and found["content_type"][0].native == "tst_info"
            and found["message_digest"][0].native == hashlib.new(digest, self.content).digest()
        )

    def signed_by(self, certificate: x509.Certificate) -> bool:
        """Whether the certificate's key signed the attributes (as SET OF, RFC 5652, section 5.4)."""
        raw = self.signer_info["signed_attrs"].dump()
        message, signature = _SET + raw[1:], self.signer_info["signature"].native
        algorithm = self.signer_info["signature_algorithm"]
        digest = self.signer_info["digest_algorithm"]["algorithm"].native
        try:
            key = certificate.public_key()
            if isinstance(key, rsa.RSAPublicKey) and key.key_size >= _MIN_RSA_BITS:
                key.verify(signature, message, _padding(algorithm), _HASHES[digest])
            elif isinstance(key, ec.EllipticCurvePublicKey) and algorithm.signature_algo == "ecdsa":
                key.verify(signature, message, ec.ECDSA(_HASHES[digest]))
            else:
                return False
        except (InvalidSignature, UnsupportedAlgorithm, ValueError, KeyError):
            return False
        return True


def _padding(algorithm: Any) -> padding.AsymmetricPadding:
    if algorithm.signature_algo == "rsassa_pss":
        mask = _HASHES[algorithm["parameters"]["mask_gen_algorithm"]["parameters"]["algorithm"].native]
        return padding.PSS(padding.MGF1(mask), algorithm["parameters"]["salt_length"].native)
    if algorithm.signature_algo != "rsassa_pkcs1v15":
        raise UnsupportedAlgorithm("not a signature of RSA")
    return padding.PKCS1v15()


def _key_identifier(certificate: x509.Certificate) -> bytes | None:
    try:
        return certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
    except (ValueError, x509.ExtensionNotFound):
        return None


def load_certificates(found: Sequence[bytes]) -> tuple[x509.Certificate, ...]:
    """Read certificates in DER; whoever trusts one decides that elsewhere.

    Raises:
        ValueError: one of them is not a certificate.
    """
    with warnings.catch_warnings():
        # Certificates of strangers may have what later releases of the library refuse; that is no news for our user.
        warnings.simplefilter("ignore")
        return tuple(x509.load_der_x509_certificate(one) for one in found)
