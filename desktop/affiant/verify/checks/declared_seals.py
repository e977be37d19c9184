"""Every seal that the pack was closed with is still there: a seal that is taken away is a failure, never silence."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.pack_format import SEAL_CMS, SEAL_SSHSIG, SEALS, STATEMENT
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said, failed, passed
from affiant.verify.pack_reading import PackReading

_FILES = {"sshsig": SEAL_SSHSIG, "cms": SEAL_CMS}
"""The other seals lie inside the dossier and the checkpoint, which no pack lacks."""


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    wrong_ones = 0
    if pack.statement.seals != SEALS:
        wrong_ones += 1
        yield failed(STATEMENT, "The pack does not declare the seals that every pack has.")
    for path in _FILES.values():
        if not pack.has(path):
            wrong_ones += 1
            yield failed(path, "The pack was closed with this seal, but it is missing.")
    if not wrong_ones:
        yield passed("Every seal that the pack was closed with is there.")


CHECK = Check("declared-seals", LineName.SIGNER, _run)
