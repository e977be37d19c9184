"""Every row of every list in the database is what its event recorded, and no row is missing or too many."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.case_reading import CaseReading
from affiant.verify.case_tables import KEYS
from affiant.verify.check import Check, Said, failed, passed


def _run(case: CaseReading, progress: Progress) -> Iterator[Said]:
    tables = case.index.tables
    wrong_ones = 0
    for number, table in enumerate(KEYS):
        progress.report(number, len(KEYS), "Comparing the lists with the ledger")
        for key, sentence in tables.difference(table, case.snapshot.rows(table)):
            wrong_ones += 1
            yield failed(f"{table} {key}", sentence)
    if not wrong_ones:
        yield passed(f"All {tables.count()} rows of the lists are what the events recorded.")


CHECK = Check("projection", LineName.CONTENTS, _run)
