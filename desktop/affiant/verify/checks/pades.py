"""The signature inside the dossier is right (ISO 32000-2, section 12.8; ETSI EN 319 142-1)."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.errors import FormatError
from affiant.core.pack_format import DOSSIER
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said, UnusableError, as_owner, failed, passed, unknown
from affiant.verify.pack_reading import PackReading
from affiant.verify.seal_reading import authority_pem, read_pades, read_pdf_signature
from affiant.verify.signature_library import UnsupportedError


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    place = read_pdf_signature(pack)
    try:
        seal = read_pades(place.contents)
        with pack.files.open(DOSSIER) as stream:
            digest = place.digest(stream, seal.digest)
        fits = seal.covers(digest) and seal.signed()
    except UnusableError as wrong:
        yield as_owner(wrong)
        return
    except (FormatError, UnsupportedError) as wrong:
        how = unknown if isinstance(wrong, UnsupportedError) else failed
        yield how(DOSSIER, wrong.title + ".")
        return
    if not fits:
        yield failed(DOSSIER, "The signature inside the dossier does not fit it.")
        return
    try:
        issued = seal.issued_by(authority_pem(pack, seal.spki))
    except FormatError:
        issued = False
    if issued:
        yield passed("The signature inside the dossier fits it.", DOSSIER)
    else:
        yield failed(DOSSIER, "The certificate inside the dossier was not issued by the signer's CA.")


CHECK = Check("pades", LineName.SIGNER, _run)
