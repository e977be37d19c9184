"""The events are exactly those of the checkpoint: size and root of the tree agree (RFC 6962, section 2.1)."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.pack_format import CHECKPOINT, EVENTS
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said, UnusableError, as_owner, failed, passed
from affiant.verify.pack_reading import PackReading


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    try:
        checkpoint = pack.checkpoint
    except UnusableError as wrong:
        yield as_owner(wrong)
        return
    ledger = pack.ledger
    if ledger.size != checkpoint.size:
        yield failed(EVENTS, "The ledger has another number of events than its signed checkpoint.")
    elif ledger.root != checkpoint.root:
        yield failed(EVENTS, "The events are not those of the signed checkpoint.")
    else:
        yield passed(f"The {ledger.size} events are exactly those of the checkpoint.", CHECKPOINT)


CHECK = Check("event-tree", LineName.CONTENTS, _run)
