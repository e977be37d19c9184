"""Every event is well formed, numbered without gaps, hashed as stored, and names the hash of the one before it."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.case_reading import CaseReading
from affiant.verify.check import Check, Said, UnusableError, as_owner, failed, passed


def _run(case: CaseReading, _progress: Progress) -> Iterator[Said]:
    try:
        index = case.index
    except UnusableError as wrong:
        yield as_owner(wrong)
        return
    for subject, sentence in index.problems:
        yield failed(subject, sentence)
    if not index.size:
        yield failed("event 1", "The case has no events.")
    elif not index.problems:
        yield passed(f"{index.size} events follow one another without a gap.")


CHECK = Check("chain", LineName.CONTENTS, _run)
