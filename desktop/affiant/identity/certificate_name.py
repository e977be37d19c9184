"""How a person's name fits into a certificate.

X.520 allows 64 characters, and RFC 4518 compares names by a preparation that refuses text in both directions at once,
right-to-left text that ends in a digit or a stop, and letters younger than Unicode 3.2. Programs that follow it
(pyHanko among them) cannot read a certificate with such a name at all, so that no dossier could be sealed. The whole
name therefore stands in the identity, the ledger and the trust file, and the certificate has as much as it can hold.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

from asn1crypto.x509 import Name

MAX_BYTES = 64
"""X.520's 64 characters, counted in bytes of UTF-8: the stricter reading, so that every checker agrees."""
NAMELESS = "Affiant signer"
"""Stands for a name of which nothing can be held."""
_JOINERS = "\u200c\u200d"


def certificate_name(name: str) -> str:
    """Return as much of a name as a certificate holds; most names are returned as they are.

    A name that is too long is cut, never between a letter and its marks. Of one that RFC 4518 refuses, the longest run
    of words that it takes is left.

    Args:
        name: see `person_name.person_name`.
    """
    short = _cut(name)
    if _prepares(short):
        return short
    runs = [""]
    for word in short.split(" "):
        held = word if _prepares(word) else _without_marks(word)
        longer = f"{runs[-1]} {held}".strip()
        if _prepares(longer):
            runs[-1] = longer
        else:
            runs.append(held if _prepares(held) else "")
    return max(runs, key=len) or NAMELESS


def _cut(name: str) -> str:
    end = len(name.encode()[:MAX_BYTES].decode("utf-8", "ignore"))
    while end < len(name) and end and _belongs_to_previous(name[end]):
        end -= 1
    return name[:end].rstrip(" " + _JOINERS)


def _belongs_to_previous(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character)[0] == "M"


def _without_marks(word: str) -> str:
    return "".join(one for one in word if not _belongs_to_previous(one))


def _prepares(text: str) -> bool:
    """Whether RFC 4518 takes a name, as asn1crypto reads it: the library that seals dossiers."""
    build: Callable[[dict[str, str]], Any] = Name.build
    try:
        return bool(text) and bool(build({"common_name": text}).hashable)
    except ValueError:
        return False
