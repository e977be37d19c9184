"""What the pack says of itself agrees with its ledger, its exhibits and ``bag-info.txt``."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core import event_types
from affiant.core import pack_format as form
from affiant.core.pack_format import Statement
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.bag_info import BagInfo
from affiant.verify.check import Check, Said, UnusableError, as_owner, failed, passed
from affiant.verify.ledger_index import LedgerIndex
from affiant.verify.pack_reading import PackReading

_WHOLE_LEDGER = ("court", "handover")


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    try:
        stated = pack.statement
    except UnusableError as wrong:
        yield as_owner(wrong)
        return
    wrong_ones = [
        *_with_itself(stated),
        *_with_bag_info(stated, pack.bag_info),
        *_with_ledger(stated, pack.ledger, pack.checkpoint.size, pack.checkpoint.origin),
    ]
    for sentence in wrong_ones:
        yield failed(form.STATEMENT, sentence)
    if not wrong_ones:
        yield passed("What the pack says of itself agrees with what it holds.", form.STATEMENT)


def _with_itself(stated: Statement) -> Iterator[str]:
    if stated.exhibits != tuple(form.exhibit_id(number) for number in range(1, len(stated.exhibits) + 1)):
        yield "The exhibits are not numbered in order."
    if stated.captures != len(stated.exhibits) or stated.captures > stated.of:
        yield "The number of captures is not that of the exhibits."
    if stated.profile not in form.PROFILES:
        yield "The pack names a profile that the format does not have."


def _with_bag_info(stated: Statement, info: BagInfo) -> Iterator[str]:
    for label, value in (
        ("External-Identifier", stated.case_id),
        ("Bagging-Date", stated.made_at[:10]),
        ("Affiant-Profile", stated.profile),
        ("Affiant-Seals", " ".join(stated.seals)),
        ("Affiant-Fingerprint", stated.fingerprint),
    ):
        if info.values[label] != value:
            yield f"{label} in bag-info.txt differs from what the pack says of itself."


def _with_ledger(stated: Statement, ledger: LedgerIndex, size: int, origin: str) -> Iterator[str]:
    if stated.tree_size != size:
        yield "The stated size of the ledger is not that of the checkpoint."
    if origin != f"affiant/{stated.case_id}":
        yield "The checkpoint is of another case."
    first = ledger.first
    if first is not None and first.type == event_types.CASE_CREATED:
        if first.case != stated.case_id:
            yield "The ledger is of another case."
        if first.data.get("title") != stated.case_title:
            yield "The stated title is not that of the case."
    if ledger.last_at is not None and ledger.size == size and stated.made_at != ledger.last_at:
        yield "The stated time is not that of the last event."
    if ledger.left_out and stated.profile in _WHOLE_LEDGER:
        yield "A pack of this profile shows every event, but some are left out."
    counted = stated.of + stated.withdrawn
    if not ledger.left_out:
        # Only a ledger that is shown whole can be counted. What was never captured cannot be withdrawn.
        withdrawn = len(ledger.withdrawn & ledger.captured)
        if stated.withdrawn != withdrawn:
            yield "The stated number of withdrawn captures is not that of the ledger."
        if stated.of != ledger.captures - withdrawn:
            yield "The stated number of captures in the case is not that of the ledger."
    elif not max(ledger.captures, ledger.highest) <= counted <= ledger.captures + ledger.left_out:
        yield "The stated number of captures in the case cannot be that of the ledger."


CHECK = Check("statement", LineName.CONTENTS, _run)
