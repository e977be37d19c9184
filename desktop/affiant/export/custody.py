"""The chain of custody in plain words, from the events that a pack shows."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core import event_types as types
from affiant.core.case_reading import CaseReading
from affiant.export.dossier.facts import CustodyRow
from affiant.export.ledger_files import ShownEvents

_TITLES = {
    types.CASE_CREATED: "Case created",
    types.SESSION_OPENED: "Session opened, working condition recorded",
    types.SESSION_CLOSED: "Session closed",
    types.CONDITION_RECORDED: "Working condition recorded",
    types.CLOCK_JUMPED: "The device clock jumped",
    types.LOCK_CLEARED: "Lock of a dead session cleared",
    types.LEFTOVERS_SWEPT: "Unfinished files of a crash removed",
    types.ACCOUNT_ADDED: "Account added",
    types.ACCOUNT_OBSERVED: "Account observed",
    types.CAPTURE_ADDED: "Capture added",
    types.IDENTIFIERS_READ: "Identifiers read out of an address",
    types.EXPORT_READ: "A platform's own export read",
    types.TARGET_ADDED: "Address noted, to be captured",
    types.TARGET_TRIED: "Capture of a noted address tried",
    types.CAPTURE_DESCRIBED: "Capture described",
    types.CAPTURE_REVIEWED: "Capture reviewed",
    types.CAPTURE_WITHDRAWN: "Capture withdrawn",
    types.TIME_REQUESTED: "Time proof requested",
    types.TIME_ACCEPTED: "Time proof accepted",
    types.PACK_EXPORTED: "Pack exported",
}
_LEFT_OUT = types.ARTEFACT_EXAMINED
NOTE = "Examinations of files are not in the table of custody; they stand in data/ledger/events.jsonl."


def custody_rows(case: CaseReading, size: int, shown: ShownEvents) -> Iterator[CustodyRow]:
    """Yield a row for each shown event up to `size`, but examinations, which the exhibits themselves tell of."""
    for event in case.events(1, size):
        if event.type == _LEFT_OUT or not shown.shows(event):
            continue
        named = (event.data.get(key) for key in ("capture", "target", "account", "profile"))
        subject = next((one for one in named if one), "")
        yield CustodyRow(
            seq=event.seq,
            at=event.at,
            type=event.type,
            title=_TITLES.get(event.type, event.type),
            subject=str(subject),
            actor=event.actor.name,
            hash=event.hash,
        )
