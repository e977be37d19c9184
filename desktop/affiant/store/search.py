"""Finding captures by words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from affiant.store.capture_rows import OF_ACCOUNTS
from affiant.store.pages import Questions
from affiant.store.search_key import search_key

_MOST_WORDS = 8
_ACCOUNTS_WITH = """
    SELECT DISTINCT account FROM observation WHERE seq IN (SELECT rowid FROM search WHERE search MATCH ?)
"""
_OWN_WORDS = """
    SELECT capture.number, capture.id FROM search CROSS JOIN capture ON capture.seq = search.rowid
    WHERE search MATCH ? ORDER BY search.rowid LIMIT ?
"""
_SAID_WORDS = """
    SELECT capture.number, capture.id
    FROM search CROSS JOIN description ON description.seq = search.rowid
        CROSS JOIN capture ON capture.id = description.capture
    WHERE search MATCH ? ORDER BY search.rowid LIMIT ?
"""
"""What was said of a capture afterwards is searched by itself: words are not found half here and half there."""
_NUMBERED = "SELECT number, id FROM capture"
_ACCOUNT_WORDS = f"{_NUMBERED} WHERE {OF_ACCOUNTS} ORDER BY number LIMIT ?"
_FOUND = "(SELECT rowid FROM search WHERE search MATCH ?2)"
_SAID_OF = "SELECT capture FROM description WHERE seq IN"
_BOTH = f"{_NUMBERED} WHERE {OF_ACCOUNTS} AND (seq IN {_FOUND} OR id IN ({_SAID_OF} {_FOUND})) ORDER BY number LIMIT ?3"


def search(ask: Questions, words: str, limit: int) -> tuple[str, ...]:
    """Ids of captures that hold every word, or a word that begins with it, in their own text or their account's.

    Args:
        ask: the database.
        words: anything a person types; no part of it is read as query language. Words after the eighth are not looked
            at.
        limit: most ids to return, lowest capture numbers first.
    """
    wanted = phrases(words)
    if not wanted:
        return ()
    spoken = {phrase: frozenset(account for (account,) in ask.all(_ACCOUNTS_WITH, (phrase,))) for phrase in wanted}
    found: dict[int, str] = {}
    for accounts, own in _ways(wanted, spoken):
        found.update(_captures(ask, accounts, " AND ".join(own), limit))
    return tuple(found[number] for number in sorted(found)[:limit])


def phrases(words: str) -> list[str]:
    """What a person typed, as FTS5 prefix phrases of which each must be found; no part of it is query language."""
    return [phrase for word in search_key(words).split() if (phrase := _phrase(word))][:_MOST_WORDS]


def _ways(
    wanted: Sequence[str], spoken: dict[str, frozenset[str]], accounts: frozenset[str] | None = None
) -> Iterator[tuple[frozenset[str] | None, list[str]]]:
    """Every way to share the words between a capture and its account.

    Yields:
        Accounts whose text has its share (None when it has none to find), and the words left to the capture itself.
    """
    if not wanted:
        yield accounts, []
        return
    first, *rest = wanted
    for narrowed, own in _ways(rest, spoken, accounts):
        yield narrowed, [first, *own]
    both = spoken[first] if accounts is None else spoken[first] & accounts
    if both:
        yield from _ways(rest, spoken, both)


def _captures(ask: Questions, accounts: frozenset[str] | None, own: str, limit: int) -> dict[int, str]:
    if accounts is None:
        return dict(ask.all(_OWN_WORDS, (own, limit))) | dict(ask.all(_SAID_WORDS, (own, limit)))
    names = json.dumps(sorted(accounts))
    return dict(ask.all(_BOTH, (names, own, limit)) if own else ask.all(_ACCOUNT_WORDS, (names, limit)))


def _phrase(word: str) -> str:
    """The word as an FTS5 prefix phrase; empty when nothing in it is a letter or a digit."""
    if not any(character.isalnum() for character in word):
        return ""
    quoted = word.replace('"', '""')
    return f'"{quoted}" *'
