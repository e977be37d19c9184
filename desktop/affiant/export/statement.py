"""What a pack says of itself, gathered once from the case at one size of its ledger; every part derives from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from affiant.core import event_types
from affiant.core.canonical import canonical
from affiant.core.case_reading import CaseReading
from affiant.core.checkpoint import Checkpoint
from affiant.core.checkpoint import parse as parse_checkpoint
from affiant.core.errors import AffiantError
from affiant.core.identity import PublicIdentity
from affiant.core.pack_format import SEALS, Statement
from affiant.core.progress import Progress
from affiant.export.exhibit_files import Exhibit, number_exhibits
from affiant.export.ledger_files import ShownEvents
from affiant.export.pack_order import PackOrder

_REPORT_EVERY = 1000


@dataclass(frozen=True, slots=True)
class PackState:
    """A case at one size of its ledger, as one pack shows it. Nothing in it comes from a clock."""

    statement: Statement
    exhibits: tuple[Exhibit, ...]
    shown: ShownEvents
    note: bytes
    """The newest signed checkpoint, byte for byte."""
    checkpoint: Checkpoint
    opened: tuple[tuple[int, str], ...]
    """Event number and name of each committed field that the pack opens, in order."""
    shown_events: int


def gather(order: PackOrder, case: CaseReading, public: PublicIdentity, progress: Progress) -> PackState:
    """Read everything that a pack says of itself.

    Raises:
        AffiantError: the ledger has no event, or differs from the case's lists.
    """
    note = case.checkpoint()
    checkpoint = parse_checkpoint(note)
    if not checkpoint.size:
        raise AffiantError("ledger-empty", "The ledger of the case is empty", remedy="Verify the case.")
    exhibits = number_exhibits(order.captures, case, order.profile.shows_roles)
    shown = ShownEvents(order.profile, exhibits)
    opened: list[tuple[int, str]] = []
    withheld: set[str] = set()
    count = 0
    captured: set[str] = set()
    withdrawn: set[str] = set()
    for event in case.events(1, checkpoint.size):
        if event.seq % _REPORT_EVERY == 1:
            progress.report(event.seq - 1, checkpoint.size, "Reading the ledger")
        if event.type == event_types.CAPTURE_ADDED:
            captured.add(event.data["capture"])
        elif event.type == event_types.CAPTURE_WITHDRAWN:
            withdrawn.add(event.data["capture"])
        if shown.shows(event):
            count += 1
            opened.extend((event.seq, field) for field in sorted(event.committed) if field in order.profile.opens)
            withheld.update(_not_opened(event.committed, order))
    # Counted from the events and not asked of the case: pages may be captured while the pack is being written.
    gone = len(withdrawn & captured)
    statement = Statement(
        profile=order.profile.key,
        language=order.language,
        case_id=case.info.id,
        case_title=case.info.title,
        made_at=case.event(checkpoint.size).at,
        tree_size=checkpoint.size,
        captures=len(exhibits),
        of=len(captured) - gone,
        withdrawn=gone,
        withheld=tuple(sorted(withheld)),
        seals=SEALS,
        fingerprint=public.fingerprint,
        exhibits=tuple(one.id for one in exhibits),
    )
    return PackState(statement, exhibits, shown, note, checkpoint, tuple(opened), count)


def _not_opened(fields: Iterable[str], order: PackOrder) -> Iterable[str]:
    return (field for field in fields if field not in order.profile.opens)


def statement_document(statement: Statement) -> bytes:
    """Return ``data/pack.json``."""
    return canonical(statement.to_json())
