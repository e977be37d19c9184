"""Accounts: adding one, and adding dated observations of it. Nothing is ever overwritten."""

from __future__ import annotations

import re
from dataclasses import dataclass

from affiant.core import event_types
from affiant.core.case_reading import CaseReading
from affiant.core.errors import AffiantError
from affiant.core.event import Draft
from affiant.core.model import Account
from affiant.core.platforms import PLATFORMS, parse_account
from affiant.store.case import Case

_ACCOUNT_ID = re.compile(r"A[0-9]{3,}")
MAX_VALUE = 100_000
"""Characters of one observation; longer text belongs into a capture."""


@dataclass(frozen=True, slots=True)
class AccountForm:
    """What a person says of an account; every field but the platform may be empty."""

    platform: str
    """One of `core.platforms.PLATFORMS`."""
    handle: str = ""
    """Without ``@``."""
    durable_id: str = ""
    """The platform's own number, as text."""
    url: str = ""
    name: str = ""
    bio: str = ""

    def observations(self) -> dict[str, str]:
        """The fields that say something, by kind."""
        fields = {
            "handle": self.handle.strip().removeprefix("@"),
            "durable_id": self.durable_id.strip(),
            "name": self.name,
            "bio": self.bio,
            "url": self.url.strip(),
        }
        return {kind: value for kind, value in fields.items() if value}


def add_account(case: Case, form: AccountForm) -> Account:
    """Add an account, or new observations of one that the case has.

    An account of the same platform with the same durable id, else with the same newest handle, is the same account;
    then only values that differ from the newest ones become new observations.

    Raises:
        AffiantError: nothing to know the account by, an unknown platform, or a value that is too long.
    """
    _check(form)
    known = _known(case, form)
    values = form.observations()
    if known is None:
        account_id = f"A{case.next_account_number():03d}"
        drafts = [Draft(event_types.ACCOUNT_ADDED, {"account": account_id, "platform": form.platform})]
    else:
        account_id, drafts = known.id, []
        values = {kind: value for kind, value in values.items() if known.latest(kind) != value}
    drafts += [
        Draft(event_types.ACCOUNT_OBSERVED, {"account": account_id, "kind": kind, "value": values[kind]})
        for kind in event_types.OBSERVATION_KINDS
        if kind in values
    ]
    if drafts:
        case.record(drafts)
    account = case.account(account_id)
    if account is None:
        raise LookupError("an account that was just recorded is not there")
    return account


def observe(case: Case, account_id: str, values: dict[str, str]) -> Account:
    """Record new observations of an account by its id; values equal to the newest ones are left out.

    Args:
        case: open for writing.
        account_id: ``A001``.
        values: kind to value, see `event_types.OBSERVATION_KINDS`.
    """
    account = resolve_account(case, account_id)
    drafts = [
        Draft(event_types.ACCOUNT_OBSERVED, {"account": account.id, "kind": kind, "value": values[kind]})
        for kind in event_types.OBSERVATION_KINDS
        if values.get(kind) and account.latest(kind) != values[kind]
    ]
    if drafts:
        case.record(drafts)
    return resolve_account(case, account_id)


def resolve_account(case: CaseReading, text: str) -> Account:
    """Find an account by its id (``A001``) or as ``PLATFORM:@HANDLE``.

    Raises:
        AffiantError: the case has no such account, or the text is neither form.
    """
    by_id = _ACCOUNT_ID.fullmatch(text) is not None
    account = case.account(text) if by_id else case.find_account(*parse_account(text))
    if account is None:
        raise AffiantError(
            "account-missing",
            "The case has no such account",
            subject=text,
            remedy="Add it first: affiant account add CASE PLATFORM:@HANDLE",
        )
    return account


def _check(form: AccountForm) -> None:
    if form.platform not in PLATFORMS:
        raise AffiantError(
            "platform-unknown",
            "There is no such platform",
            subject=form.platform,
            remedy=f"Use one of these: {', '.join(PLATFORMS)}",
        )
    values = form.observations()
    if not values.keys() & {"handle", "durable_id", "url"}:
        raise AffiantError(
            "account-empty",
            "An account needs a handle, a durable id or a URL",
            remedy="Give at least one of the three.",
        )
    for kind, value in values.items():
        if len(value) > MAX_VALUE:
            raise AffiantError(
                "value-too-long",
                f"This text is longer than {MAX_VALUE} characters",
                subject=kind,
                remedy="Add the text as a file instead.",
            )


def _known(case: CaseReading, form: AccountForm) -> Account | None:
    durable_id = form.durable_id.strip()
    if durable_id:
        for account in case.accounts():
            if account.platform == form.platform and account.latest("durable_id") == durable_id:
                return account
    handle = form.observations().get("handle")
    found = case.find_account(form.platform, handle) if handle else None
    if found is not None and durable_id and found.latest("durable_id") not in (None, durable_id):
        # The handle went to another account: a handle is an observation, the durable id is the account.
        return None
    return found
