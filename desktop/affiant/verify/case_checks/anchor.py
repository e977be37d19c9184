"""The case extends the newest state that this computer keeps outside of it: no older copy was put back."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core import checkpoint as form
from affiant.core.errors import FormatError
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.available import CHECK_ED25519
from affiant.verify.case_reading import CaseReading
from affiant.verify.check import Check, Said, failed, passed, unknown, warned
from affiant.verify.note_signature import signed_by

_SUBJECT = "newest known state"


def _run(case: CaseReading, _progress: Progress) -> Iterator[Said]:
    yield _judge(case)


def _judge(case: CaseReading) -> Said:
    if case.newest_anchor is None:
        return warned(
            "",
            "Unchanged in itself. Whether an older copy was put back could not be checked: "
            "this computer keeps no state of this case.",
        )
    index = case.index
    try:
        kept = form.parse(case.newest_anchor)
    except FormatError:
        return unknown(_SUBJECT, "Not checked: the state that this computer keeps of the case is damaged.")
    ours = index.first is not None and kept.origin == form.origin(index.first.case)
    signer = index.signer
    signed = signer is not None and (CHECK_ED25519 is None or signed_by(kept, signer[1], CHECK_ED25519))
    if not ours or not signed:
        return unknown(_SUBJECT, "Not checked: the state that this computer keeps is of another case or signer.")
    if kept.size > index.size:
        return failed(_SUBJECT, "An older copy was put back: this computer has seen more events than the case holds.")
    if kept.root != case.root(kept.size):
        return failed(_SUBJECT, "The history was replaced: this computer has seen other events than the case holds.")
    return passed("The case extends the newest state that this computer keeps of it.", _SUBJECT)


CHECK = Check("anchor", LineName.CONTENTS, _run)
