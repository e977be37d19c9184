"""The times of the events never go back; where they do, the laptop's clock was set."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.case_reading import CaseReading
from affiant.verify.check import Check, Said, passed, warned


def _run(case: CaseReading, _progress: Progress) -> Iterator[Said]:
    for seq in case.index.went_back:
        yield warned(f"event {seq}", "The laptop's clock went back before this event.")
    if not case.index.went_back:
        yield passed("The laptop's clock never went back between the events.")


CHECK = Check("clock-jumps", LineName.TIME, _run)
