"""The tables hold what the exhibits hold: each is derived again and compared byte for byte."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said, UnusableError, as_owner, failed, passed
from affiant.verify.pack_reading import MAX_MANIFEST_BYTES, PackReading
from affiant.verify.table_forms import derive_tables


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    wrong_ones = 0
    for path, expected in derive_tables(pack).items():
        try:
            found = pack.read(path, MAX_MANIFEST_BYTES)
        except UnusableError as wrong:
            wrong_ones += 1
            yield as_owner(wrong)
            continue
        if found != expected:
            wrong_ones += 1
            yield failed(path, "The table does not hold what the exhibits and the ledger hold.")
    if not wrong_ones:
        yield passed("The tables hold what the exhibits and the ledger hold.")


CHECK = Check("tables", LineName.CONTENTS, _run)
