"""The database is sound in itself, and its schema is the one of a case."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.errors import AffiantError
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.case_reading import CaseReading
from affiant.verify.check import Check, Said, failed, passed


def _run(case: CaseReading, _progress: Progress) -> Iterator[Said]:
    wrong_ones = 0
    try:
        for problem in case.snapshot.problems():
            wrong_ones += 1
            yield failed(problem, "The database is damaged, or has another form than that of a case.")
    except AffiantError as wrong:
        wrong_ones += 1
        yield failed(wrong.subject, wrong.title + ".")
    if not wrong_ones:
        yield passed("The database is sound in itself.")


CHECK = Check("database-sound", LineName.CONTENTS, _run)
