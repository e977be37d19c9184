"""Names from outside: how they are recorded without loss and shown without harm."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_JOINERS = frozenset("\u200c\u200d")
_ESCAPED = re.compile(r"[\udc80-\udcff]")
_LONE = re.compile(r"[\ud800-\udfff]")


def record(name: str) -> dict[str, Any]:
    """Return the fields that record a file name exactly.

    Args:
        name: as the operating system gave it: with undecodable bytes as lone surrogates (PEP 383), or on Windows
            with lone surrogates of its own.

    Returns:
        ``{"name": …}`` for a name in valid UTF-8; otherwise ``name`` with each undecodable byte written as
        ``\\xNN``, or each lone surrogate as ``\\uNNNN``, and ``name_hex`` with the exact bytes.
    """
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        try:
            exact = name.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:
            exact = name.encode("utf-8", "surrogatepass")
            return {"name": _LONE.sub(lambda found: f"\\u{ord(found[0]):04x}", name), "name_hex": exact.hex()}
        readable = _ESCAPED.sub(lambda found: f"\\x{ord(found[0]) - 0xDC00:02x}", name)
        return {"name": readable, "name_hex": exact.hex()}
    return {"name": name}


def visible(text: str, limit: int = 0) -> str:
    """Return text from outside with everything invisible or re-ordering made visible.

    Control, format (bidi marks among them), unassigned and private characters become ``<U+202E>``; the
    joiners that Persian, Urdu and Indic words and emoji need stay. Nothing is dropped.

    Args:
        text: any text, lone surrogates too.
        limit: cut after that many characters, with an ellipsis; 0 for no cut.
    """
    shown = "".join(
        f"<U+{ord(character):04X}>"
        if unicodedata.category(character) in _HIDDEN and character not in _JOINERS
        else character
        for character in text
    )
    return shown[: limit - 1] + "…" if limit and len(shown) > limit else shown
