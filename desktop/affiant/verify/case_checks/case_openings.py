"""Every sensitive field can be opened, and its value is the one that its event committed to."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.case_reading import CaseReading
from affiant.verify.check import Check, Said, failed, passed


def _run(case: CaseReading, _progress: Progress) -> Iterator[Said]:
    index = case.index
    for subject, sentence in index.opening_problems:
        yield failed(subject, sentence)
    if not index.opening_problems:
        yield passed(f"All {index.openings} sensitive fields are those that the events committed to.")


CHECK = Check("openings", LineName.CONTENTS, _run)
