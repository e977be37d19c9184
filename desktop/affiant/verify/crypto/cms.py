"""CMS SignedData (RFC 5652) with exactly one signer, by ``asn1crypto`` for the form and ``cryptography`` for the keys.

Algorithms are a fixed list of ours; the message chooses among them and adds none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

from asn1crypto import algos, cms, tsp
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

from affiant.core.errors import FormatError
from affiant.verify.crypto.certificates import (
    MAX_CERTIFICATES,
    UNREADABLE,
    der,
    issued,
    load_der,
    load_pem,
    may_issue,
    public_key,
    spki,
)
from affiant.verify.signature_library import UnsupportedError

MAX_BYTES = 1 << 20
_HASHES: dict[str, Callable[[], hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
_MIN_RSA_BITS = 2048
_CURVES = ("secp256r1", "secp384r1", "secp521r1")
T = TypeVar("T")
_DUMP: Callable[[cms.ContentInfo], bytes] = cms.ContentInfo.dump
_LOAD: Callable[[bytes], cms.ContentInfo] = cms.ContentInfo.load


def strictly(read: Callable[[], T], what: str) -> T:
    """Call a reader of foreign ASN.1, which parses lazily, and give all its ways to fail one name.

    Raises:
        FormatError: with `what` as the sentence.
    """
    try:
        return read()
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError) as wrong:
        raise FormatError(what) from wrong


def digest_name(algorithm: algos.DigestAlgorithm) -> str:
    """Name of a digest for `hashlib`.

    Raises:
        UnsupportedError: not one of ours.
    """
    name = str(algorithm["algorithm"].native)
    if name not in _HASHES:
        raise UnsupportedError("A seal uses a digest that this program does not accept")
    return name


class SignedMessage:
    """One signer's part of a SignedData.

    Args:
        content: a ContentInfo that holds SignedData.
        content_type: what the signed attributes must name, e.g. ``data``.

    Raises:
        FormatError: another form.
        UnsupportedError: an algorithm not on our list.
    """

    def __init__(self, content: cms.ContentInfo, content_type: str) -> None:
        strictly(lambda: self._read(content, content_type), "The seal does not have the form of a CMS signature")

    def _read(self, content: cms.ContentInfo, content_type: str) -> None:
        if content["content_type"].native != "signed_data":
            raise ValueError("not SignedData")
        signed = content["content"]
        if len(signed["signer_infos"]) != 1 or len(signed["certificates"]) > MAX_CERTIFICATES:
            raise ValueError("not one signer, or too many certificates")
        self.signed_data = signed
        info = signed["signer_infos"][0]
        self.digest = digest_name(info["digest_algorithm"])
        self._attributes = _attributes(info)
        self._signed_bytes = _signed_bytes(info)
        self._message_digest = _single(self._attributes, "message_digest").native
        if _single(self._attributes, "content_type").native != content_type:
            raise ValueError("the signed attributes name another type of content")
        if encapsulated_type(signed) != content_type:
            raise ValueError("another type of content")
        self._algorithm = info["signature_algorithm"]
        self._signature = info["signature"].native
        self.certificates = [load_der(one.chosen.dump()) for one in signed["certificates"] if one.name == "certificate"]
        self.certificate = self._signer(info["sid"])

    def _signer(self, sid: cms.SignerIdentifier) -> x509.Certificate:
        """The certificate that the signer's identifier names, among those that came along in any order."""
        for certificate in self.certificates:
            if sid.name == "issuer_and_serial_number":
                same_name = sid.chosen["issuer"].dump() == certificate.issuer.public_bytes()
                if same_name and sid.chosen["serial_number"].native == certificate.serial_number:
                    return certificate
            else:
                try:
                    key_id = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
                except (*UNREADABLE, x509.ExtensionNotFound):
                    continue
                if key_id == sid.chosen.native:
                    return certificate
        raise ValueError("the signer's certificate is not in the message")

    def covers(self, content_digest: bytes) -> bool:
        """Whether the message digest among the signed attributes is this one."""
        return bool(self._message_digest == content_digest)

    def pins_signer(self) -> bool | None:
        """Whether the signing-certificate attribute (RFC 5035) names the signer's certificate; None without one."""
        return strictly(self._pins_signer, "The attribute that names the signing certificate has the wrong form")

    def _pins_signer(self) -> bool | None:
        answers: list[bool] = []
        for kind in ("signing_certificate", "signing_certificate_v2"):
            for value in self._attributes.get(kind, ()):
                first = value["certs"][0]
                algorithm = "sha1" if kind == "signing_certificate" else first["hash_algorithm"]["algorithm"].native
                if algorithm not in ("sha1", *_HASHES):
                    raise UnsupportedError("A seal uses a digest that this program does not accept")
                digest = hashlib.new(algorithm, der(self.certificate), usedforsecurity=False).digest()
                answers.append(digest == first["cert_hash"].native)
        return all(answers) if answers else None

    def signed(self) -> bool:
        """Whether the signature over the signed attributes was made by the certificate's key.

        Raises:
            FormatError: parameters that no signature has.
            UnsupportedError: an algorithm not on our list.
        """
        found = strictly(self._signature_algorithm, "The seal's signature algorithm has the wrong form")
        try:
            return self._check(*found)
        except InvalidSignature:
            return False
        except UnsupportedAlgorithm as wrong:
            raise UnsupportedError("A seal uses a signature algorithm that this program does not accept") from wrong
        except UNREADABLE as wrong:
            raise FormatError("The seal's signature or its parameters have the wrong form") from wrong

    def _signature_algorithm(self) -> tuple[str, str, Any]:
        kind = self._algorithm.signature_algo
        if kind == "rsassa_pss":
            parameters = self._algorithm["parameters"]
            return kind, digest_name(parameters["hash_algorithm"]), parameters["salt_length"].native
        oid = self._algorithm["algorithm"].native
        plain = oid in ("rsassa_pkcs1v15", "ecdsa")
        name = self.digest if plain else self._algorithm.hash_algo
        if name not in _HASHES or kind not in ("rsassa_pkcs1v15", "ecdsa"):
            raise UnsupportedError("A seal uses a signature algorithm that this program does not accept")
        return kind, name, None

    def _check(self, kind: str, name: str, salt_length: int | None) -> bool:
        key = public_key(self.certificate)
        chosen = Prehashed(_HASHES[name]())
        digest = hashlib.new(name, self._signed_bytes).digest()
        if isinstance(key, ec.EllipticCurvePublicKey) and kind == "ecdsa":
            if key.curve.name not in _CURVES:
                raise UnsupportedError("A seal uses a curve that this program does not accept")
            key.verify(self._signature, digest, ec.ECDSA(chosen))
        elif isinstance(key, rsa.RSAPublicKey) and kind != "ecdsa":
            if key.key_size < _MIN_RSA_BITS:
                raise UnsupportedError("A seal uses an RSA key that is too short")
            scheme: padding.AsymmetricPadding = padding.PKCS1v15()
            if salt_length is not None:
                scheme = padding.PSS(padding.MGF1(_HASHES[name]()), salt_length)
            key.verify(self._signature, digest, scheme, chosen)
        else:
            raise UnsupportedError("A seal uses a kind of key that this program does not accept")
        return True


def encapsulated_type(signed: cms.SignedData) -> str:
    """Type of the content that a SignedData is over."""
    return str(signed["encap_content_info"]["content_type"].native)


def _attributes(info: cms.SignerInfo) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for attribute in info["signed_attrs"]:
        kind = str(attribute["type"].native)
        if kind in found:
            raise ValueError("a signed attribute is given twice")
        found[kind] = list(attribute["values"])
    return found


def _single(attributes: dict[str, list[Any]], kind: str) -> Any:
    (value,) = attributes[kind]
    return value


def _signed_bytes(info: cms.SignerInfo) -> bytes:
    """The signed attributes under the tag of a SET, which is what the signature is over (RFC 5652, section 5.4)."""
    return b"\x31" + bytes(info["signed_attrs"].dump())[1:]


class DetachedSeal:
    """See `signature_library.CmsSeal`."""

    def __init__(self, data: bytes) -> None:
        if len(data) > MAX_BYTES:
            raise FormatError("The seal is far larger than the format allows")
        content, rest = strictly(lambda: _load(data), "The seal does not have the form of a CMS signature")
        if rest.strip(b"\0"):
            raise FormatError("Bytes follow after the seal")
        self._message = SignedMessage(content, "data")
        # Read now, so that a key of an unknown kind is said when the seal is read.
        self._spki = spki(self._message.certificate)
        if self._message.signed_data["encap_content_info"]["content"].native is not None:
            raise FormatError("The seal brings its own content instead of being detached")

    @property
    def digest(self) -> str:
        """See `CmsSeal.digest`."""
        return self._message.digest

    @property
    def spki(self) -> bytes:
        """See `CmsSeal.spki`."""
        return self._spki

    @property
    def certificate_sha256(self) -> str:
        """See `CmsSeal.certificate_sha256`."""
        return hashlib.sha256(der(self._message.certificate)).hexdigest()

    def covers(self, content_digest: bytes) -> bool:
        """See `CmsSeal.covers`."""
        return self._message.covers(content_digest)

    def signed(self) -> bool:
        """See `CmsSeal.signed`. A signing-certificate attribute, where there is one, must name the certificate."""
        return self._message.signed() and self._message.pins_signer() is not False

    def issued_by(self, ca_pem: bytes) -> bool:
        """See `CmsSeal.issued_by`."""
        return any(may_issue(ca, 0) and issued(self._message.certificate, ca) for ca in load_pem(ca_pem))


def _load(data: bytes) -> tuple[cms.ContentInfo, bytes]:
    content = _LOAD(data)
    return content, data[len(_DUMP(content)) :]


def load_token_content(signed: cms.SignedData) -> tuple[tsp.TSTInfo, bytes]:
    """The TSTInfo inside a token, and its exact bytes."""
    content = signed["encap_content_info"]["content"]
    return content.parsed, bytes(content)
