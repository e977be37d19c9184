"""Account, URL and note of a capture, given after it was taken: nothing of the capture itself changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from affiant.core import event_types
from affiant.core.event import Draft
from affiant.store.case import Case
from affiant.workflow.accounts import resolve_account
from affiant.workflow.identifiers import desk, identifiers_read
from affiant.workflow.reviews import resolve_captures


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of a capture; None says nothing, and what was said before stands."""

    account: str | None = None
    """``A001`` or ``PLATFORM:@HANDLE``."""
    url: str | None = None
    note: str | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is said."""
        return not (self.account or self.url or self.note)


def describe(case: Case, ids: Sequence[str], description: Description) -> None:
    """Record what is said of captures, and what an address says by itself; an empty description records nothing.

    Raises:
        AffiantError: unknown capture or account; then nothing is recorded.
    """
    captures = resolve_captures(case, ids)
    if description.empty or not captures:
        return
    account = resolve_account(case, description.account).id if description.account else None
    drafts = [
        Draft(
            event_types.CAPTURE_DESCRIBED,
            {
                "account": account,
                "capture": one.id,
                "note": description.note or None,
                "url": description.url or None,
            },
        )
        for one in captures
    ]
    if description.url:
        drafts += [identifiers_read(one.id, desk(description.url, one.captured_at)) for one in captures]
    case.record(drafts)
