"""The one JSON form that this project writes, and a strict reader for it.

Written form: UTF-8, keys sorted by code point, no white space, no NaN, integers only (RFC 8785 with the
numbers left to integers; both forms are equal as long as keys are ASCII, as all of ours are). Bytes are hashed
as written and are never serialised again; this module exists so that two writers of the same fact write the
same bytes.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn, TypeAlias

from affiant.core.errors import FormatError

Json: TypeAlias = "dict[str, Any] | list[Any] | str | int | bool | None"

MAX_DEPTH = 32
"""Nesting that a reader accepts. Our own documents need fewer than ten."""


_LEAVES = frozenset((str, int, bool, type(None)))
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKETS = re.compile(rb"[\[\]{}]")


def canonical(value: Json) -> bytes:
    """Serialise to the canonical form.

    Args:
        value: dictionaries with text keys, lists, text, integers, booleans and None.

    Raises:
        TypeError: a float or another type; floats have no exact text form that all readers share.
        UnicodeEncodeError: text with lone surrogates; say such names by `core.names` first.
    """
    _only_exact(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def _only_exact(value: object) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError("canonical JSON has text keys only")
            if type(item) not in _LEAVES:  # spares most calls: this runs over everything that is ever recorded
                _only_exact(item)
    elif isinstance(value, list):
        for item in value:
            if type(item) not in _LEAVES:
                _only_exact(item)
    elif isinstance(value, float) or not isinstance(value, str | int | bool | None):
        raise TypeError(f"canonical JSON cannot hold {type(value).__name__}")


def parse(data: bytes, *, subject: str = "") -> Json:
    """Read JSON strictly.

    Refuses what readers disagree on: a byte order mark, invalid UTF-8, escapes of lone surrogates, a key given
    twice, NaN, numbers that are not integers, and nesting deeper than `MAX_DEPTH`.

    Raises:
        FormatError: with `subject` as the place.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        raise FormatError("JSON begins with a byte order mark", subject=subject)
    if data.count(b"{") + data.count(b"[") > MAX_DEPTH and _depth(data) > MAX_DEPTH:
        raise FormatError("JSON is nested too deeply", subject=subject)
    try:
        result: Json = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_unique,
            parse_float=_no_float,
            parse_constant=_no_float,
        )
        if b"\\u" in data:
            # An escape can name half a surrogate pair, which no text is and no reader could show.
            json.dumps(result, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as wrong:
        if isinstance(wrong, FormatError):
            raise
        raise FormatError("Not valid JSON in UTF-8", subject=subject) from wrong
    return result


def _depth(data: bytes) -> int:
    """Deepest nesting outside of strings; only asked where brackets are many enough to matter."""
    depth = deepest = 0
    for mark in _BRACKETS.findall(_STRINGS.sub(b"", data)):
        depth += 1 if mark in b"{[" else -1
        deepest = max(deepest, depth)
    return deepest


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is given twice")
    return found


def _no_float(text: str) -> NoReturn:
    raise ValueError(f"number {text[:20]} is not an integer")


def parse_object(data: bytes, *, subject: str = "") -> dict[str, Any]:
    """Read JSON strictly and demand an object at the top.

    Raises:
        FormatError: see `parse`, or the top is not an object.
    """
    value = parse(data, subject=subject)
    if not isinstance(value, dict):
        raise FormatError("JSON is not an object", subject=subject)
    return value
