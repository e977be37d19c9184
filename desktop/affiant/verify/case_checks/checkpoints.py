"""Every checkpoint is over the events that are there, and the newest one over all of them."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core import checkpoint as form
from affiant.core.errors import FormatError
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.case_reading import CaseReading
from affiant.verify.check import Check, Said, failed, passed

_REPORT_EVERY = 500


def _run(case: CaseReading, progress: Progress) -> Iterator[Said]:
    size, newest, count, wrong_ones = case.index.size, 0, 0, 0
    for covered, note in case.snapshot.checkpoints():
        count, newest = count + 1, covered
        if count % _REPORT_EVERY == 0:
            progress.report(count, None, "Checking checkpoints")
        sentence = _judge(case, covered, note, size)
        if sentence is not None:
            wrong_ones += 1
            yield failed(f"checkpoint {covered}", sentence)
    if newest != size:
        wrong_ones += 1
        yield failed(
            f"checkpoint {newest}", "The newest checkpoint does not cover all events; some were added or lost."
        )
    if not wrong_ones:
        yield passed(f"All {count} checkpoints are over the events, the newest one over all {size}.")


def _judge(case: CaseReading, covered: int, note: bytes, size: int) -> str | None:
    try:
        found = form.parse(note)
    except FormatError as wrong:
        return wrong.title + "."
    first = case.index.first
    if first is not None and found.origin != form.origin(first.case):
        return "The checkpoint is of another case."
    if found.size != covered or not 1 <= covered <= size:
        return "The checkpoint is over another number of events than there are."
    return None if found.root == case.root(covered) else "The events are not those of the checkpoint."


CHECK = Check("checkpoints", LineName.CONTENTS, _run)
