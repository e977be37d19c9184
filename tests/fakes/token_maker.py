"""Time-stamp tokens made by hand (RFC 3161): real keys, any defect on demand. For a stock one see `time_authority`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from asn1crypto import algos, cms, core, tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate
from cryptography.x509.oid import ExtendedKeyUsageOID
from tests.fakes.pack_keys import BEGIN, PackKeys, certificate

GEN_TIME = datetime(2026, 11, 3, 10, 12, tzinfo=UTC)


@dataclass(frozen=True)
class TokenMaker:
    key: ec.EllipticCurvePrivateKey
    certificate: Certificate
    root: Certificate
    others: tuple[Certificate, ...] = ()
    """More certificates to put into each token, in front of the signer's."""

    @classmethod
    def make(
        cls,
        name: str = "Test Authority",
        *,
        usages: tuple[Any, ...] = (ExtendedKeyUsageOID.TIME_STAMPING,),
        critical_usage: bool = True,
        begin: datetime = BEGIN,
        days: int = 3650,
        under: PackKeys | None = None,
    ) -> TokenMaker:
        """An authority with a root of its own, or under the CA of a signer."""
        root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        root = certificate(f"{name} Root", root_key.public_key(), None, root_key, ca=True)
        if under is not None:
            root_key, root = under.ca_key, under.ca_certificate
        leaf = certificate(
            name,
            key.public_key(),
            root.subject,
            root_key,
            usages=usages,
            critical_usage=critical_usage,
            begin=begin,
            days=days,
        )
        return cls(key, leaf, root)

    @property
    def root_pem(self) -> str:
        return self.root.public_bytes(Encoding.PEM).decode()

    def reply(
        self,
        digest: bytes,
        *,
        nonce: int | None = 7,
        at: datetime = GEN_TIME,
        pin: bool = True,
        pinned: Certificate | None = None,
        status: str = "granted",
        break_signature: bool = False,
    ) -> bytes:
        """A TimeStampResp over a SHA-256 digest."""
        info = tsp.TSTInfo(
            {
                "version": "v1",
                "policy": "1.2.3.4",
                "message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": digest},
                "serial_number": 1,
                "gen_time": at,
                "nonce": nonce,
            }
        )
        content = info.dump()
        named = (pinned or self.certificate).public_bytes(Encoding.DER)
        attributes: list[dict[str, Any]] = [
            {"type": "content_type", "values": ["tst_info"]},
            {"type": "message_digest", "values": [hashlib.sha256(content).digest()]},
        ]
        if pin:
            v2 = tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(named).digest()})
            attributes.append({"type": "signing_certificate_v2", "values": [tsp.SigningCertificateV2({"certs": [v2]})]})
        signed = cms.CMSAttributes(attributes)
        message = b"other" if break_signature else b"\x31" + signed.dump()[1:]
        own = x509.Certificate.load(self.certificate.public_bytes(Encoding.DER))
        signer = cms.SignerInfo(
            {
                "version": "v1",
                "sid": cms.SignerIdentifier(
                    "issuer_and_serial_number",
                    cms.IssuerAndSerialNumber({"issuer": own.issuer, "serial_number": own.serial_number}),
                ),
                "digest_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
                "signed_attrs": signed,
                "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
                "signature": self.key.sign(message, ec.ECDSA(hashes.SHA256())),
            }
        )
        certificates = [one.public_bytes(Encoding.DER) for one in (*self.others, self.certificate)]
        data = cms.SignedData(
            {
                "version": "v3",
                "digest_algorithms": [algos.DigestAlgorithm({"algorithm": "sha256"})],
                "encap_content_info": {"content_type": "tst_info", "content": core.ParsableOctetString(content)},
                "certificates": [cms.CertificateChoices.load(one) for one in certificates],
                "signer_infos": [signer],
            }
        )
        token = cms.ContentInfo({"content_type": "signed_data", "content": data})
        return bytes(tsp.TimeStampResp({"status": {"status": status}, "time_stamp_token": token}).dump())


def query(digest: bytes, nonce: int = 7) -> bytes:
    """A TimeStampReq over a SHA-256 digest."""
    request = tsp.TimeStampReq(
        {
            "version": "v1",
            "message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": digest},
            "nonce": nonce,
            "cert_req": True,
        }
    )
    return bytes(request.dump())
