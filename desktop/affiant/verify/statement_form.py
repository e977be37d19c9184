"""``data/pack.json``, read strictly."""

from __future__ import annotations

import re
from typing import Any

from affiant.core.canonical import canonical, parse_object
from affiant.core.clock import parse_utc
from affiant.core.errors import FormatError
from affiant.core.pack_format import STATEMENT, Statement

_HEX64 = re.compile(r"[0-9a-f]{64}")
_CASE_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def parse_statement(data: bytes) -> Statement:
    """Read the statement; whether it is true is for the checks.

    Raises:
        FormatError: another form, or another version.
    """
    found = parse_object(data, subject=STATEMENT)
    try:
        statement = Statement(
            profile=_text(found["profile"]),
            language=_text(found["language"]),
            case_id=_text(found["case"]["id"]),
            case_title=_text(found["case"]["title"]),
            made_at=_text(found["made_at"]),
            tree_size=_count(found["tree_size"]),
            captures=_count(found["captures"]),
            of=_count(found["of"]),
            withdrawn=_count(found["withdrawn"]),
            withheld=_texts(found["withheld"]),
            seals=_texts(found["seals"]),
            fingerprint=_text(found["fingerprint"]),
            exhibits=_texts(found["exhibits"]),
        )
        parse_utc(statement.made_at)
        if not (_HEX64.fullmatch(statement.fingerprint) and _CASE_ID.fullmatch(statement.case_id)):
            raise ValueError
        if len(set(statement.exhibits)) != len(statement.exhibits):
            raise ValueError
    except (KeyError, TypeError, ValueError) as wrong:
        raise FormatError("The pack's statement does not have the form of version 1", subject=STATEMENT) from wrong
    # Everything that was not read above, and the version, must be as we would write it.
    if canonical(statement.to_json()) != data.rstrip(b"\n"):
        raise FormatError("The pack's statement does not have the form of version 1", subject=STATEMENT)
    return statement


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(_text(one) for one in value)


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError
    return value
