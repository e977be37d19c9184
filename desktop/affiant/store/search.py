"""Finding captures by words."""

from __future__ import annotations

from affiant.store.pages import Questions
from affiant.store.search_key import search_key

_OF_ONE_WORD = """
    SELECT number FROM capture WHERE seq IN (SELECT rowid FROM search WHERE search MATCH ?)
    UNION
    SELECT number FROM capture WHERE account IN (
        SELECT account FROM observation WHERE seq IN (SELECT rowid FROM search WHERE search MATCH ?)
    )
"""
_MOST_WORDS = 16


def search(ask: Questions, words: str, limit: int) -> tuple[str, ...]:
    """Ids of captures that hold every word, or a word that begins with it, in their own text or their account's.

    Args:
        ask: the database.
        words: anything a person types; no part of it is read as query language. Words after the sixteenth are not
            looked at.
        limit: most ids to return, lowest capture numbers first.
    """
    wanted = [phrase for word in search_key(words).split()[:_MOST_WORDS] if (phrase := _phrase(word))]
    if not wanted:
        return ()
    each = " INTERSECT ".join(f"SELECT number FROM ({_OF_ONE_WORD})" for _ in wanted)  # noqa: S608 (own text)
    parameters = [item for phrase in wanted for item in (phrase, phrase)]
    sql = f"SELECT id FROM capture WHERE number IN ({each}) ORDER BY number LIMIT ?"  # noqa: S608 (own text)
    found = ask.all(sql, (*parameters, limit))
    return tuple(str(id_) for (id_,) in found)


def _phrase(word: str) -> str:
    """The word as an FTS5 prefix phrase; empty when nothing in it is a letter or a digit."""
    if not any(character.isalnum() for character in word):
        return ""
    quoted = word.replace('"', '""')
    return f'"{quoted}" *'
