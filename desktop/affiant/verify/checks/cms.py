"""The CMS seal over the tag manifest is right, and the signer's certificate is issued by the signer's CA (RFC 5652)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from affiant.core.pack_format import SEAL_CA, SEAL_CMS
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said
from affiant.verify.pack_reading import PackReading
from affiant.verify.seal_judgement import SealWords, judge_seal
from affiant.verify.seal_reading import read_cms

_WORDS = SealWords(
    fits="The CMS seal fits this pack, and its certificate is issued by the signer's CA.",
    unfit="The CMS seal does not fit this pack.",
    stranger="The certificate of the CMS seal was not issued by this CA.",
    stranger_at=SEAL_CA,
)


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    def digest(name: str) -> bytes:
        return hashlib.new(name, pack.tag_manifest_bytes).digest()

    yield judge_seal(pack, SEAL_CMS, lambda: read_cms(pack), digest, _WORDS)


CHECK = Check("cms", LineName.SIGNER, _run)
