"""Every checkpoint is signed by the key that began the case (c2sp.org/signed-note)."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core import checkpoint as form
from affiant.core.errors import FormatError
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.case_reading import CaseReading
from affiant.verify.check import Check, Said, failed, passed
from affiant.verify.note_signature import signed_by
from affiant.verify.seal_reading import ed25519_library

_REPORT_EVERY = 500


def _run(case: CaseReading, progress: Progress) -> Iterator[Said]:
    check = ed25519_library()
    signer = case.index.signer
    if signer is None:
        yield failed("event 1", "The first event does not say who began the case.")
        return
    count = wrong_ones = 0
    for covered, note in case.snapshot.checkpoints():
        count += 1
        if count % _REPORT_EVERY == 0:
            progress.report(count, None, "Checking signatures")
        try:
            right = signed_by(form.parse(note), signer[1], check)
        except FormatError:
            right = False
        if not right:
            wrong_ones += 1
            yield failed(f"checkpoint {covered}", "The checkpoint is not signed by the key that began the case.")
    if not count:
        yield failed("checkpoint", "The case has no signed checkpoint.")
    elif not wrong_ones:
        yield passed(f"All {count} checkpoints are signed by the key that began the case.")


CHECK = Check("checkpoint-signatures", LineName.SIGNER, _run)
