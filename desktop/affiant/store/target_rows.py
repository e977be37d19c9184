"""Addresses that are to be captured, with their last try, out of the tables."""

from __future__ import annotations

from affiant.core.model import Target
from affiant.store.pages import Questions

_TARGETS = """
    SELECT target.id, target.number, target.list, target.row, target.given, target.url, target.platform, target.handle,
        target.account, target.note, target.duplicate_of, target.problem, target.seq,
        (SELECT count(*) FROM target_try WHERE target_try.target = target.id), last.outcome, last.capture, last.code
    FROM target
    LEFT JOIN target_try AS last
        ON last.seq = (SELECT max(seq) FROM target_try WHERE target_try.target = target.id)
    ORDER BY target.number
"""


def all_targets(ask: Questions) -> tuple[Target, ...]:
    """All targets by number; see `CaseReading.targets`."""
    return tuple(Target(*row) for row in ask.all(_TARGETS))


def last_number(ask: Questions) -> int:
    """The largest number of a target, or 0."""
    found = ask.one("SELECT max(number) FROM target")
    return int(found[0] or 0) if found else 0
