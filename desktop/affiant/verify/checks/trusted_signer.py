"""The signer is one whose keys the recipient got outside of the pack. Nothing inside the pack can stand in for that."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said
from affiant.verify.pack_reading import PackReading
from affiant.verify.seal_reading import signing_fingerprint
from affiant.verify.signer_trust import judge_signer


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    yield judge_signer(pack.trust.signers, signing_fingerprint(pack))


CHECK = Check("trusted-signer", LineName.SIGNER, _run)
