"""Accounts and their observations, out of the tables."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from affiant.core.model import Account, Observation
from affiant.store.pages import Questions

_ACCOUNTS = "SELECT id, platform, seq FROM account"
_OBSERVATIONS = "SELECT account, kind, value, at, seq FROM observation"
_ACCOUNTS_NAMED = "SELECT id, platform, seq FROM account WHERE id IN (SELECT value FROM json_each(?))"
_OBSERVATIONS_OF = """
    SELECT account, kind, value, at, seq FROM observation
    WHERE account IN (SELECT value FROM json_each(?)) ORDER BY seq
"""


def all_accounts(ask: Questions) -> tuple[Account, ...]:
    """All accounts by id; ids of more digits come after those of fewer."""
    return _with_observations(ask.all(f"{_ACCOUNTS} ORDER BY length(id), id"), ask.all(f"{_OBSERVATIONS} ORDER BY seq"))


def accounts_by_id(ask: Questions, ids: Sequence[str]) -> tuple[Account, ...]:
    """Accounts by id, by id; unknown ones are left out."""
    wanted = (json.dumps(ids),)
    return _with_observations(
        ask.all(f"{_ACCOUNTS_NAMED} ORDER BY length(id), id", wanted),
        ask.all(_OBSERVATIONS_OF, wanted),
    )


def account_with_handle(ask: Questions, platform: str, handle: str) -> Account | None:
    """The account whose newest handle is this one, without ``@`` and without regard to ASCII case."""
    bare = handle.strip().removeprefix("@")
    found = ask.one(
        """
        SELECT account.id FROM observation AS seen
        JOIN account ON account.id = seen.account
        WHERE seen.kind = 'handle' AND seen.value COLLATE NOCASE IN (?, '@' || ?) AND account.platform = ?
            AND NOT EXISTS (
                SELECT 1 FROM observation AS newer
                WHERE newer.account = seen.account AND newer.seq > seen.seq AND newer.kind = 'handle'
            )
        ORDER BY account.seq LIMIT 1
        """,
        (bare, bare, platform),
    )
    return accounts_by_id(ask, [found[0]])[0] if found else None


def last_account_number(ask: Questions) -> int:
    """The largest number in an account's id, or 0."""
    found = ask.one("SELECT max(CAST(substr(id, 2) AS INTEGER)) FROM account")
    return int(found[0] or 0) if found else 0


def _with_observations(
    accounts: Sequence[tuple[Any, ...]], observations: Sequence[tuple[Any, ...]]
) -> tuple[Account, ...]:
    seen: dict[str, list[Observation]] = defaultdict(list)
    for account, kind, value, at, seq in observations:
        seen[account].append(Observation(kind, value, at, seq))
    return tuple(Account(id_, platform, seq, tuple(seen[id_])) for id_, platform, seq in accounts)
