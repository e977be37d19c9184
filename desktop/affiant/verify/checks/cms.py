"""The CMS seal over the tag manifest is right, and the signer's certificate is issued by the signer's CA (RFC 5652)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from affiant.core.errors import FormatError
from affiant.core.pack_format import SEAL_CA, SEAL_CMS
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said, UnusableError, as_owner, failed, passed, unknown
from affiant.verify.pack_reading import PackReading
from affiant.verify.seal_reading import authority_pem, read_cms
from affiant.verify.signature_library import UnsupportedError


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    try:
        seal = read_cms(pack)
        fits = seal.covers(hashlib.new(seal.digest, pack.tag_manifest_bytes).digest()) and seal.signed()
    except UnusableError as wrong:
        yield as_owner(wrong)
        return
    except (FormatError, UnsupportedError) as wrong:
        how = unknown if isinstance(wrong, UnsupportedError) else failed
        yield how(SEAL_CMS, wrong.title + ".")
        return
    if not fits:
        yield failed(SEAL_CMS, "The CMS seal does not fit this pack.")
        return
    try:
        issued = seal.issued_by(authority_pem(pack, seal.spki))
    except FormatError:
        issued = False
    if issued:
        yield passed("The CMS seal fits this pack, and its certificate is issued by the signer's CA.", SEAL_CMS)
    else:
        yield failed(SEAL_CA, "The certificate of the CMS seal was not issued by this CA.")


CHECK = Check("cms", LineName.SIGNER, _run)
