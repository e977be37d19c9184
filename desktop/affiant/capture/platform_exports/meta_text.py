"""Texts in the downloads of Facebook and Instagram, which write each byte of UTF-8 as a character of its own.

``Ø§`` stands there for ``ا``. A text is repaired when, and only when, the whole of it turns back into UTF-8 without a
remainder; the form as stored is kept beside it, because a person may have typed just that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from affiant.capture.platform_exports.json_entries import with_doubts
from affiant.capture.platform_exports.json_walk import Found
from affiant.core.record import Record

REPAIRED = "encoding-repaired"
_DEEPEST = 40


def repaired(text: str) -> str:
    """The text as it was meant; the same where nothing is broken, or where it is not certain."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def repair_all(value: Any, depth: int = 0) -> Any:
    """A value in which every text and every key is `repaired`; the very same object where there was nothing to do."""
    if isinstance(value, str):
        return repaired(value)
    if depth > _DEEPEST:
        return value
    if isinstance(value, list):
        mended = [repair_all(one, depth + 1) for one in value]
        return value if all(new is old for new, old in zip(mended, value, strict=True)) else mended
    if isinstance(value, dict):
        pairs = {repaired(key): repair_all(one, depth + 1) for key, one in value.items()}
        same = len(pairs) == len(value) and all(
            new is old and key == other for (key, new), (other, old) in zip(pairs.items(), value.items(), strict=True)
        )
        return value if same else pairs
    return value


def both_forms(found: Found, make: Callable[[Any], list[Record]]) -> list[Record]:
    """Make the records of an entry from its repaired form, and put the stored form of the texts beside it.

    Args:
        found: an entry.
        make: makes the records of the entry, as many and in the same order for either form.
    """
    mended = repair_all(found.value)
    records = make(mended)
    if mended is not found.value:
        stored = make(found.value)
        records = [
            replace(new, text_as_stored=old.text if old.text != new.text else None, notes=(*new.notes, REPAIRED))
            if new != old
            else new
            for new, old in zip(records, stored, strict=True)
        ]
    return [with_doubts(record, found) for record in records]
