"""The ledger in a pack: which events are shown, their exact bytes, the openings, and a proof for each exhibit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from affiant.core import event_types, tlog_proof
from affiant.core.canonical import canonical
from affiant.core.case_reading import CaseReading
from affiant.core.errors import AffiantError, ExitStatus
from affiant.core.event import Event
from affiant.core.merkle import inclusion_path
from affiant.core.progress import Progress
from affiant.export.exhibit_files import Exhibit
from affiant.export.profile import Profile

_ALWAYS = frozenset((event_types.CASE_CREATED, event_types.CONDITION_RECORDED, event_types.SESSION_OPENED))
_OF_ACCOUNTS = frozenset((event_types.ACCOUNT_ADDED, event_types.ACCOUNT_OBSERVED))
_OF_CAPTURES = frozenset(
    (
        event_types.CAPTURE_ADDED,
        event_types.CAPTURE_DESCRIBED,
        event_types.CAPTURE_REVIEWED,
        event_types.CAPTURE_WITHDRAWN,
        event_types.IDENTIFIERS_READ,
    )
)
"""Readings of platforms' own exports concern many captures, and targets none: only a whole ledger shows them."""
_REPORT_EVERY = 1000


class ShownEvents:
    """Decides which events of the ledger a pack shows; of the others it carries the leaf hash alone."""

    def __init__(self, profile: Profile, exhibits: Sequence[Exhibit]) -> None:
        self._whole = profile.whole_ledger
        self._captures = frozenset(one.capture.id for one in exhibits)
        self._accounts = frozenset(one.account.id for one in exhibits if one.account)
        self._objects = frozenset(file.artefact.sha256 for one in exhibits for file in one.files)

    def shows(self, event: Event) -> bool:
        """Whether the pack carries the event's bytes."""
        return (
            self._whole
            or event.type in _ALWAYS
            or (event.type in _OF_CAPTURES and event.data.get("capture") in self._captures)
            or (event.type in _OF_ACCOUNTS and event.data.get("account") in self._accounts)
            or (event.type == event_types.ARTEFACT_EXAMINED and event.data.get("sha256") in self._objects)
        )


def event_lines(case: CaseReading, size: int, shown: ShownEvents, progress: Progress) -> Iterator[bytes]:
    """Yield ``events.jsonl``: event 1 to `size`, each as its exact bytes or as ``{"leaf":…,"seq":…}``."""
    for event in case.events(1, size):
        if event.seq % _REPORT_EVERY == 1:
            progress.report(event.seq - 1, size, "Writing the ledger")
        if shown.shows(event):
            yield event.body + b"\n"
        else:
            yield canonical({"leaf": event.hash, "seq": event.seq}) + b"\n"


def opening_lines(case: CaseReading, opened: Iterable[tuple[int, str]]) -> Iterator[bytes]:
    """Yield ``openings.jsonl``: one opening a line.

    Args:
        case: holds the openings.
        opened: event number and field name of what the pack opens, sorted.

    Raises:
        AffiantError: the case has lost an opening (code ``opening-missing``).
    """
    wanted: dict[int, set[str]] = {}
    for seq, field in opened:
        wanted.setdefault(seq, set()).add(field)
    for seq, fields in wanted.items():
        found = {one.field: one for one in case.openings(seq)}
        for name in sorted(fields):
            if name not in found:
                raise AffiantError(
                    "opening-missing",
                    "The case has lost what opens a committed field",
                    subject=f"event {seq}, field {name}",
                    safe="Nothing was written; the ledger is not affected.",
                    remedy="Verify the case, and restore it from a backup.",
                    status=ExitStatus.FAILED_VERIFICATION,
                )
            yield canonical(found[name].to_json()) + b"\n"


def proof(case: CaseReading, exhibit: Exhibit, size: int, checkpoint: bytes) -> bytes:
    """Return the proof that an exhibit's capture stands in the ledger of the checkpoint."""
    index = exhibit.event.seq - 1
    return tlog_proof.write(index, inclusion_path(index, size, case.node), checkpoint)
