"""For the platform that carries an account: it must be able to find what the pack is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from affiant.core.case_reading import CaseReading
from affiant.core.model import Capture
from affiant.export.profile import Profile, Refusal, nothing_to_show


def cannot_be_found(captures: Sequence[Capture], case: CaseReading) -> Iterator[Refusal]:
    """A platform acts on a durable id or an exact URL; a handle alone may have moved to somebody else."""
    for capture in captures:
        account = case.account(capture.account) if capture.account else None
        if account is None:
            yield Refusal(
                capture.id,
                "It belongs to no account.",
                "Say which account it shows (the command describe), or leave it out.",
            )
        elif not (capture.url or account.latest("url") or account.latest("durable_id")):
            yield Refusal(
                capture.id,
                f"It has no URL, and its account {account.id} has neither a durable id nor a URL.",
                f"Add the durable id or the exact URL to account {account.id}, or leave the capture out.",
            )


_SHOWN = frozenset(("original", "print", "screenshot", "text"))
PLATFORM = Profile(
    key="platform",
    title="Platform",
    purpose="A referral to the platform: each exhibit names its account by a durable id or an exact URL.",
    whole_ledger=False,
    opens=frozenset(),
    shows_roles=_SHOWN,
    rules=(cannot_be_found, partial(nothing_to_show, _SHOWN)),
)
