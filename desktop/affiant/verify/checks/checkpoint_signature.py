"""The key that signed the pack also signed the checkpoint of the ledger (c2sp.org/signed-note)."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.pack_format import CHECKPOINT
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said, failed, passed
from affiant.verify.note_signature import signed_by
from affiant.verify.pack_reading import PackReading
from affiant.verify.seal_reading import ed25519_library, read_sshsig


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    if signed_by(pack.checkpoint, read_sshsig(pack).public_key, ed25519_library()):
        yield passed("The state of the ledger is signed by the key that signed the pack.", CHECKPOINT)
    else:
        yield failed(CHECKPOINT, "The state of the ledger is not signed by the key that signed the pack.")


CHECK = Check("checkpoint-signature", LineName.SIGNER, _run)
