"""The signature inside the dossier is right (ISO 32000-2, section 12.8; ETSI EN 319 142-1)."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.pack_format import DOSSIER
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said
from affiant.verify.pack_reading import PackReading
from affiant.verify.seal_judgement import SealWords, judge_seal
from affiant.verify.seal_reading import read_pades, read_pdf_signature

_WORDS = SealWords(
    fits="The signature inside the dossier fits it.",
    unfit="The signature inside the dossier does not fit it.",
    stranger="The certificate inside the dossier was not issued by the signer's CA.",
    stranger_at=DOSSIER,
)


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    place = read_pdf_signature(pack)

    def digest(name: str) -> bytes:
        with pack.files.open(DOSSIER) as stream:
            return place.digest(stream, name)

    yield judge_seal(pack, DOSSIER, lambda: read_pades(place.contents), digest, _WORDS)


CHECK = Check("pades", LineName.SIGNER, _run)
