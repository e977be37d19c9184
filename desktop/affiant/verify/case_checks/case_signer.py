"""The case was begun, and its checkpoints are signed, by a key that the reader confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.case_reading import CaseReading
from affiant.verify.check import Check, Said, failed, unknown
from affiant.verify.signer_trust import judge_signer


def _run(case: CaseReading, _progress: Progress) -> Iterator[Said]:
    signer = case.index.signer
    if signer is None:
        yield unknown("event 1", "Not checked: the first event does not say who began the case.")
        return
    fingerprint, key = signer
    trusted = next((one for one in case.trust.signers if one.fingerprint == fingerprint), None)
    if trusted is not None and trusted.ed25519 != key:
        yield failed(fingerprint, "The case names the fingerprint of a key you confirmed, but was signed with another.")
    else:
        yield judge_signer(case.trust.signers, fingerprint)


CHECK = Check("trusted-signer", LineName.SIGNER, _run)
