"""All seals are by one identity, and it is the one that the pack states and that began the case."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from affiant.core import event_types
from affiant.core.pack_format import DOSSIER, STATEMENT
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said, failed, passed
from affiant.verify.pack_reading import PackReading
from affiant.verify.seal_reading import read_cms, read_pades, read_pdf_signature, read_sshsig, signing_fingerprint


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    found = signing_fingerprint(pack)
    wrong_ones = 0
    if pack.statement.fingerprint != found:
        wrong_ones += 1
        yield failed(STATEMENT, "The pack states another fingerprint than that of the keys that sealed it.")
    if read_pades(read_pdf_signature(pack).contents).spki != read_cms(pack).spki:
        wrong_ones += 1
        yield failed(DOSSIER, "The dossier was signed with another key than the pack.")
    first = pack.ledger.first
    signer = first.data.get("signer") if first is not None and first.type == event_types.CASE_CREATED else None
    ed25519 = base64.b64encode(read_sshsig(pack).public_key).decode("ascii")
    if not isinstance(signer, dict) or (signer.get("fingerprint"), signer.get("ed25519")) != (found, ed25519):
        wrong_ones += 1
        yield failed("event 1", "The case was begun by another identity than the one that sealed the pack.")
    if not wrong_ones:
        yield passed("All seals are by one identity, the one that began the case.")


CHECK = Check("one-identity", LineName.SIGNER, _run)
