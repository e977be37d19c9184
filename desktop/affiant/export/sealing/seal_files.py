"""Everything in ``seal/``: seals over the tag manifest, and copies of the public keys."""

from __future__ import annotations

from affiant.core.identity import PACK_NAMESPACE
from affiant.core.pack_format import (
    SEAL_ALLOWED_SIGNERS,
    SEAL_CA,
    SEAL_CMS,
    SEAL_SIGNER,
    SEAL_SSHSIG,
    SEAL_TSQ,
    SEAL_TSR,
)
from affiant.export.pack_order import DocumentSigner
from affiant.export.sealing import cms, sshsig
from affiant.export.sealing.public_files import allowed_signers, signer_json

SEAL_FILE_COUNT = 6
"""Both signatures, a token or a query, and three copies of public keys."""


def seal_files(tag_manifest: bytes, signer: DocumentSigner, token: bytes | None, query: bytes) -> dict[str, bytes]:
    """Return the files of ``seal/`` by path, sorted.

    Args:
        tag_manifest: ``tagmanifest-sha256.txt``, which every seal covers.
        signer: signs.
        token: TimeStampResp over the tag manifest, or None while there is none.
        query: TimeStampReq over it, which the pack carries instead of a token.
    """
    found = {
        SEAL_ALLOWED_SIGNERS: allowed_signers(signer.public),
        SEAL_CA: signer.public.ca_pem.encode("ascii"),
        SEAL_CMS: cms.sign(tag_manifest, signer),
        SEAL_SIGNER: signer_json(signer.public),
        SEAL_SSHSIG: sshsig.sign(tag_manifest, PACK_NAMESPACE, signer),
        (SEAL_TSQ if token is None else SEAL_TSR): query if token is None else token,
    }
    return dict(sorted(found.items()))
