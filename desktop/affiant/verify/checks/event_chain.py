"""Every shown event is well formed, numbered without gaps, and names the hash of the one before it."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core import event_types
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said, UnusableError, as_owner, failed, passed
from affiant.verify.pack_reading import PackReading


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    try:
        ledger = pack.ledger
    except UnusableError as wrong:
        yield as_owner(wrong)
        return
    for seq, sentence in ledger.problems:
        yield failed(f"event {seq}", sentence)
    first = ledger.first
    if first is None or first.type != event_types.CASE_CREATED:
        yield failed("event 1", "The ledger does not begin with the creation of the case.")
    elif not ledger.problems:
        yield passed(f"{ledger.size} events follow one another without a gap.")


CHECK = Check("event-chain", LineName.CONTENTS, _run)
