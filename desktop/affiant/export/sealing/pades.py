"""The seal on the dossier: one certifying PAdES signature, in one revision (ETSI EN 319 142-1, levels B-B and B-T).

pyHanko 0.38 writes it. Some of its habits are overridden below, each for a reason and under test with foreign
checkers: it would rewrite the document's metadata and raise its version (which breaks PDF/A), draw a random document
id, sign with a random nonce, and take the time from the wall clock.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers, timestamps
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko_certvalidator.registry import SimpleCertificateStore

from affiant.core.errors import AffiantError
from affiant.export.pack_order import DocumentSigner, TimeStamper

FIELD = "AffiantSeal"
_READABLE = "Seal of the investigator over the whole document"
_REASON = "Certifies this dossier as it was exported; no later change is permitted"
_DIGEST = "sha256"
_TOKEN_ROOM = 2 * (24 << 10)
"""Hexadecimal digits kept free for a time-stamp token with its certificates."""


def seal(pdf: Path, signer: DocumentSigner, at: datetime, stamper: TimeStamper | None) -> None:
    """Seal a PDF in place; nothing of it is copied or held in memory.

    Args:
        pdf: an unsigned document; after an error it is as it was before.
        signer: certifies with its P-256 key.
        at: time that the signature states, aware; it proves nothing, and comes from the ledger.
        stamper: for level B-T; without it the level is B-B.

    Raises:
        AffiantError: the authority did not give a usable token.
        OSError: the file cannot be read or written.
    """
    before = pdf.stat().st_size
    try:
        with pdf.open("rb+") as file:
            _end_last_line(file)
            asyncio.run(_certify(file, signer, at, stamper))
    except BaseException:
        os.truncate(pdf, before)
        raise


def _end_last_line(file: Any) -> None:
    """A first new object on the line of ``%%EOF`` would violate PDF/A."""
    file.seek(-1, os.SEEK_END)
    if file.read(1) not in (b"\n", b"\r"):
        file.write(b"\n")
    file.seek(0)


async def _certify(file: Any, signer: DocumentSigner, at: datetime, stamper: TimeStamper | None) -> None:
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=_DIGEST,
        subfilter=fields.SigSeedSubFilter.PADES,
        reason=_REASON,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    field = fields.SigFieldSpec(
        FIELD,
        readable_field_name=_READABLE,
        invis_sig_settings=fields.InvisSigSettings(box_out_of_bounds=True),
    )
    session = _Certifier(metadata, _Signer(signer), new_field_spec=field).init_signing_session(_Revision(file))
    session.system_time = at
    room = await session.estimate_signature_container_size(None)
    if stamper is not None:
        session.timestamper = _Stamper(stamper)
        room += _TOKEN_ROOM
    document = session.prepare_tbs_document(None, bytes_reserved=room)
    digest, _ = document.digest_tbs_document(in_place=True)
    try:
        await document.perform_signature(digest.document_digest, PdfCMSSignedAttributes(signing_time=at))
    except (SigningError, ValueError) as wrong:
        if stamper is None:
            raise
        raise AffiantError(
            "time-token-unusable",
            "The time-stamping authority's token does not fit into the document's seal",
            subject=stamper.url,
            remedy="Use another authority.",
        ) from wrong


class _Revision(IncrementalPdfFileWriter):
    """Appends the signature and nothing else: the document's metadata and version stay as they are."""

    def _update_meta(self) -> None:
        return None

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        self.output_version = max(self.output_version, version)

    @classmethod
    def _handle_id(cls, prev: PdfFileReader) -> generic.ArrayObject:
        """Keep the first half of the document's id and derive the second one from it (ISO 32000-1, 14.4)."""
        try:
            found = prev.trailer["/ID"][0]
            first = bytes(getattr(found, "original_bytes", found))
        except KeyError:
            first = hashlib.sha256(str(prev.last_startxref).encode()).digest()[:16]
        second = hashlib.sha256(b"sealed" + first).digest()[:16]
        return generic.ArrayObject([generic.ByteStringObject(first), generic.ByteStringObject(second)])


class _Certifier(signers.PdfSigner):
    """Leaves the catalog's list of extensions alone: PDF/A-3 rests on PDF 1.7, and readers know the form by name."""

    def register_extensions(self, *_: Any, **__: Any) -> None:
        return None


class _Signer(signers.Signer):
    """Signs through the identity's own key; the key is never serialised."""

    def __init__(self, signer: DocumentSigner) -> None:
        store: Any = SimpleCertificateStore
        registry = store()
        registry.register(_asn1(x509.Certificate, signer.ca_certificate.public_bytes(Encoding.DER)))
        self._key = signer.p256_key
        certificate = _asn1(x509.Certificate, signer.certificate.public_bytes(Encoding.DER))
        super().__init__(signing_cert=certificate, cert_registry=registry)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        _only_sha256(digest_algorithm)
        if dry_run:
            return bytes(72)
        # RFC 6979: the same document, key and time give the same seal.
        return self._key.sign(data, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))


class _Stamper(timestamps.TimeStamper):
    """Lets our own `TimeStamper` ask, which also checks the reply."""

    def __init__(self, stamper: TimeStamper) -> None:
        base: Any = super()
        base.__init__()
        self._stamper = stamper

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> Any:
        _only_sha256(md_algorithm)
        return _asn1(tsp.TimeStampResp, self._stamper.stamp(message_digest))["time_stamp_token"]


def _asn1(kind: Any, der: bytes) -> Any:
    """Read a structure that asn1crypto, which is untyped, describes."""
    return kind.load(der)


def _only_sha256(algorithm: str) -> None:
    if algorithm != _DIGEST:
        raise ValueError("the seal uses SHA-256 alone")
