"""One JSON value from bytes, as a platform wrote it: nothing rounded, nothing replaced, what is strange is said."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, TypeAlias

_LONGEST_INTEGER = 40
"""Digits. No id has more; longer ones would make the conversion slow, and Python refuses the longest."""

KEY_GIVEN_TWICE = "key-given-twice"
NUMBER_WITHOUT_VALUE = "number-without-value"


@dataclass(frozen=True, slots=True)
class Number:
    """A number with a fraction or an exponent, a very long one, or NaN: exactly as it is written."""

    text: str

    def __str__(self) -> str:
        return self.text


JsonValue: TypeAlias = "dict[str, Any] | list[Any] | str | int | Number | bool | None"


class NotReadable(ValueError):  # noqa: N818 -- as Cancelled: what it is, not that it is an error
    """Bytes that no value can be made of. The reason is a code of `json_walk.Broken`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def parse_value(data: bytes) -> tuple[JsonValue, tuple[str, ...]]:
    """Read one value.

    Args:
        data: the bytes of exactly one value.

    Returns:
        The value, and codes of what is strange about it: `KEY_GIVEN_TWICE` (the last one counts, as in the viewers of
        the platforms) and `NUMBER_WITHOUT_VALUE` (NaN and infinities, which JSON does not have).

    Raises:
        NotReadable: ``entry-not-utf8``, ``entry-not-json`` or ``entry-too-deep``.
    """
    doubts: list[str] = []

    def collect(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            doubts.append(KEY_GIVEN_TWICE)
        return found

    def constant(text: str) -> Number:
        doubts.append(NUMBER_WITHOUT_VALUE)
        return Number(text)

    try:
        value: JsonValue = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=collect,
            parse_int=_integer,
            parse_float=Number,
            parse_constant=constant,
            strict=False,  # raw line breaks in a text: bad JSON, yet readable without doubt
        )
    except UnicodeDecodeError as wrong:
        raise NotReadable("entry-not-utf8") from wrong
    except RecursionError as wrong:
        raise NotReadable("entry-too-deep") from wrong
    except ValueError as wrong:
        raise NotReadable("entry-not-json") from wrong
    return value, tuple(dict.fromkeys(doubts))


def _integer(text: str) -> int | Number:
    return int(text) if len(text) <= _LONGEST_INTEGER else Number(text)
