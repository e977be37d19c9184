"""Captures with their artefacts, reviews and withdrawals, out of the tables."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from affiant.core.model import Artefact, Capture, Examination
from affiant.store.pages import PAGE_ROWS, Questions

_NOT_WITHDRAWN = "NOT EXISTS (SELECT 1 FROM withdrawal WHERE withdrawal.capture = capture.id)"
_COUNT = "SELECT count(*) FROM capture"
_SHOWN = """
    SELECT number, id, kind,
        coalesce(
            (SELECT account FROM description WHERE description.capture = capture.id AND description.account IS NOT NULL
                ORDER BY description.seq DESC LIMIT 1), account),
        coalesce(
            (SELECT url FROM description WHERE description.capture = capture.id AND description.url IS NOT NULL
                ORDER BY description.seq DESC LIMIT 1), url),
        coalesce(
            (SELECT note FROM description WHERE description.capture = capture.id AND description.note IS NOT NULL
                ORDER BY description.seq DESC LIMIT 1), note),
        captured_at, seq, same_as,
        (SELECT reason FROM withdrawal WHERE withdrawal.capture = capture.id ORDER BY withdrawal.seq DESC LIMIT 1)
    FROM capture
"""
_ARTEFACTS = """
    SELECT capture, role, name, media_type, size, sha256, sha512 FROM artefact
    WHERE capture IN (SELECT value FROM json_each(?)) ORDER BY capture, position
"""
_DESCRIBED = """
    SELECT capture, seq FROM description
    WHERE capture IN (SELECT value FROM json_each(?)) ORDER BY capture, seq
"""
OF_ACCOUNTS = """
    (
        capture.account IN (SELECT value FROM json_each(?1))
        AND NOT EXISTS (SELECT 1 FROM description WHERE capture = capture.id AND account IS NOT NULL)
        OR capture.id IN (
            SELECT said.capture FROM description AS said
            WHERE said.account IN (SELECT value FROM json_each(?1))
                AND NOT EXISTS (
                    SELECT 1 FROM description AS newer
                    WHERE newer.capture = said.capture AND newer.account IS NOT NULL AND newer.seq > said.seq
                )
        )
    )
"""
"""Captures of which one of the accounts in the first parameter, a JSON list, is said last."""
_FITNESS = """
    SELECT capture, fit_for FROM review
    WHERE capture IN (SELECT value FROM json_each(?)) AND fit = 1
        AND NOT EXISTS (
            SELECT 1 FROM review AS newer
            WHERE newer.capture = review.capture AND newer.fit_for = review.fit_for AND newer.seq > review.seq
        )
    ORDER BY capture, fit_for
"""


def count(ask: Questions, account: str | None, withdrawn: bool) -> int:
    """Captures, of one account or of all; see `CaseReading.count_captures`."""
    where, parameters = _where(account, withdrawn)
    found = ask.one(f"{_COUNT} WHERE {where}", parameters)
    return int(found[0]) if found else 0


def stream(ask: Questions, first: int, limit: int | None, account: str | None, withdrawn: bool) -> Iterator[Capture]:
    """Captures by number; see `CaseReading.captures`."""
    where, parameters = _where(account, withdrawn)
    left = limit
    while left is None or left > 0:
        rows = PAGE_ROWS if left is None else min(left, PAGE_ROWS)
        page = _read(ask, f"{where} AND number >= ? ORDER BY number LIMIT ?", (*parameters, first, rows))
        yield from page
        if len(page) < rows:
            return
        first = page[-1].number + 1
        left = None if left is None else left - rows


def by_id(ask: Questions, ids: Sequence[str]) -> tuple[Capture, ...]:
    """Captures in the order of `ids`; unknown ones are left out."""
    found: dict[str, Capture] = {}
    for start in range(0, len(ids), PAGE_ROWS):
        wanted = json.dumps(ids[start : start + PAGE_ROWS])
        found.update((one.id, one) for one in _read(ask, "id IN (SELECT value FROM json_each(?))", (wanted,)))
    return tuple(found[id_] for id_ in ids if id_ in found)


def by_id_or_number(ask: Questions, text: str) -> Capture | None:
    """One capture by ``C00001`` or ``1``."""
    is_number = text.isascii() and text.isdigit() and len(text) < 18
    found = _read(ask, "number = ?", (int(text),)) if is_number else _read(ask, "id = ?", (text,))
    return found[0] if found else None


def first_of(ask: Questions, sha256: str) -> str | None:
    """Id of the first capture with these bytes."""
    found = ask.one(
        """
        SELECT capture.id FROM artefact JOIN capture ON capture.id = artefact.capture
        WHERE artefact.sha256 = ? ORDER BY capture.number LIMIT 1
        """,
        (sha256,),
    )
    return str(found[0]) if found else None


def newest_examination(ask: Questions, sha256: str) -> Examination | None:
    """Newest examination of these bytes."""
    found = ask.one(
        "SELECT facts, failed, thumbnail, seq FROM examination WHERE sha256 = ? ORDER BY seq DESC LIMIT 1", (sha256,)
    )
    if found is None:
        return None
    facts, failed, thumbnail, seq = found
    return Examination(None if facts is None else json.loads(facts), failed, thumbnail, seq)


def last_number(ask: Questions) -> int:
    """The largest number of a capture, or 0."""
    found = ask.one("SELECT max(number) FROM capture")
    return int(found[0] or 0) if found else 0


def _where(account: str | None, withdrawn: bool) -> tuple[str, tuple[Any, ...]]:
    parts = ["TRUE"] if withdrawn else [_NOT_WITHDRAWN]
    if account is None:
        return parts[0], ()
    return f"{OF_ACCOUNTS} AND {parts[0]}", (json.dumps([account]),)


def _read(ask: Questions, where: str, parameters: Sequence[Any]) -> list[Capture]:
    rows = ask.all(f"{_SHOWN} WHERE {where}", parameters)
    wanted = (json.dumps([row[1] for row in rows]),)
    artefacts: dict[str, list[Artefact]] = defaultdict(list)
    for capture, *facts in ask.all(_ARTEFACTS, wanted):
        artefacts[capture].append(Artefact(*facts))
    described: dict[str, list[int]] = defaultdict(list)
    for capture, seq in ask.all(_DESCRIBED, wanted):
        described[capture].append(seq)
    fit_for: dict[str, list[str]] = defaultdict(list)
    for capture, profile in ask.all(_FITNESS, wanted):
        fit_for[capture].append(profile)
    return [
        Capture(
            id=id_,
            number=number,
            kind=kind,
            account=account,
            url=url,
            note=note,
            captured_at=captured_at,
            seq=seq,
            same_as=same_as,
            withdrawn=withdrawn,
            fit_for=tuple(fit_for[id_]),
            artefacts=tuple(artefacts[id_]),
            described=tuple(described[id_]),
        )
        for number, id_, kind, account, url, note, captured_at, seq, same_as, withdrawn in rows
    ]
