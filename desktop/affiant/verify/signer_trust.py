"""What the recipient's own list says of a fingerprint. Packs and cases are judged alike."""

from __future__ import annotations

from collections.abc import Sequence

from affiant.core.identity import fingerprint_words
from affiant.core.names import visible
from affiant.core.trust import TrustedSigner
from affiant.verify.check import Said, failed, passed, warned


def judge_signer(signers: Sequence[TrustedSigner], fingerprint: str) -> Said:
    """Compare a fingerprint with the keys that the recipient confirmed.

    Args:
        signers: from trust files; empty when none was given.
        fingerprint: of the keys that signed, computed from the keys, 64 hex digits.
    """
    for signer in signers:
        if signer.fingerprint == fingerprint:
            return passed(f"Signed by “{visible(signer.name, 80)}”, whose key is in your trust file.", fingerprint)
    if signers:
        return failed(fingerprint, "Signed by a key that is not in your trust file.")
    words = " ".join(fingerprint_words(fingerprint))
    return warned(
        fingerprint, f"Signed by a key you have not confirmed. Compare these 12 words by phone with the signer: {words}"
    )
