"""The times of the events never go back; where they do, the laptop's clock was set."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said, passed, warned
from affiant.verify.pack_reading import PackReading


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    ledger = pack.ledger
    for seq, _ in ledger.went_back:
        yield warned(f"event {seq}", "The laptop's clock went back before this event.")
    if not ledger.went_back:
        yield passed("The laptop's clock never went back between the events.")


CHECK = Check("clock-jumps", LineName.TIME, _run)
