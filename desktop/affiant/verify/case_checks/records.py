"""Every row about a record of an export is what the stored file of records says, and the counts are those stated."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from affiant.core.canonical import parse_object
from affiant.core.errors import FormatError
from affiant.core.progress import Progress
from affiant.core.record import MAX_LINE_BYTES
from affiant.core.verdict import LineName
from affiant.verify.case_index import ReadExport
from affiant.verify.case_reading import CaseReading
from affiant.verify.check import Check, Said, failed, passed, unknown
from affiant.verify.object_files import ObjectFiles

_MAX_SAID = 100
_REPORT_EVERY = 5000
_COLUMNS = ("id", "seq", "n", "start", "length", "kind", "posted_at")
Row = dict[str, Any]


def _run(case: CaseReading, progress: Progress) -> Iterator[Said]:
    wanted = {one.records for one in case.index.exports}
    files = ObjectFiles((name, path) for name, path in case.snapshot.objects() if name in wanted)
    rows = iter(case.snapshot.rows("record"))
    said = seen = 0
    for one in case.index.exports:
        for found in _judge(one, seen, files, rows, progress):
            if isinstance(found, int):
                seen = found
                continue
            said += 1
            yield found
            if said >= _MAX_SAID:
                return
    for row in rows:
        said += 1
        yield failed(f"record {row['id']}", "This row follows from no stored file of records.")
        break
    if not said:
        yield passed(f"All {seen} rows about records of exports are what the stored files of records say.")


def _judge(
    one: ReadExport, seen: int, files: ObjectFiles, rows: Iterator[Mapping[str, Any]], progress: Progress
) -> Iterator[Said | int]:
    """Judge the rows of one event; gives what is wrong, and last how many rows were seen in all."""
    if one.records is not None and one.records not in files:
        yield unknown(f"event {one.seq}", "Not checked: the stored file of records is missing.")
        stated = min(max(sum(one.counts.values()), 0), sys.maxsize)
        yield seen + sum(1 for _ in islice(rows, stated))
        return
    counts: Counter[str] = Counter()
    for expected in _expected(one, seen, files):
        seen += 1
        if isinstance(expected, Said):
            yield expected
            break
        counts[expected["kind"]] += 1
        row = next(rows, None)
        if row is None:
            yield failed(f"record {seen}", "A row that follows from the stored file of records is missing.")
            break
        if {column: row.get(column) for column in _COLUMNS} != _as_stored(expected):
            yield failed(f"record {seen}", "This row is not what the stored file of records says.")
        if seen % _REPORT_EVERY == 0:
            progress.report(seen, None, "Comparing the records of exports")
    else:
        if dict(counts) != {kind: count for kind, count in one.counts.items() if count}:
            yield failed(f"event {one.seq}", "The counts of records are not those of the stored file.")
    yield seen


def _expected(one: ReadExport, seen: int, files: ObjectFiles) -> Iterator[Row | Said]:
    if one.records is None:
        return
    start = 0
    with files.open(one.records) as stream:
        for n, line in enumerate(iter(lambda: stream.readline(MAX_LINE_BYTES + 1), b""), 1):
            body = line.removesuffix(b"\n")
            try:
                value = parse_object(body)
            except FormatError:
                value = {}
            kind, posted = value.get("kind"), value.get("posted_at", 0)
            if not isinstance(kind, str) or not isinstance(posted, str | None):
                yield failed(f"event {one.seq}", "The stored file of records holds a line that is no record.")
                return
            yield {
                "id": seen + n,
                "seq": one.seq,
                "n": n,
                "start": start,
                "length": len(body),
                "kind": kind,
                "posted_at": posted,
            }
            start += len(line)


def _as_stored(row: Row) -> Row:
    return {column: value.encode() if isinstance(value, str) else value for column, value in row.items()}


CHECK = Check("records", LineName.CONTENTS, _run)
