"""Bidirectional character classes and bracket pairs (Unicode Character Database; UAX #9, section 3.2 and BD14 to BD16).

Classes come from the interpreter's `unicodedata`; what it does not know gets the default class that
DerivedBidiClass.txt gives to unassigned code points.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

ISOLATES = frozenset(("LRI", "RLI", "FSI"))
EMBEDDINGS = frozenset(("LRE", "RLE", "LRO", "RLO"))
REMOVED = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "BN"))
"""Classes that rule X9 takes out."""
NEUTRAL = frozenset(("B", "S", "WS", "ON", "FSI", "LRI", "RLI", "PDI"))
STRONG = frozenset(("L", "R", "AL"))

_DEFAULT_R = (
    (0x0590, 0x05FF),
    (0x07C0, 0x085F),
    (0xFB1D, 0xFB4F),
    (0x10800, 0x10CFF),
    (0x10D40, 0x10EBF),
    (0x10F00, 0x10F2F),
    (0x10F70, 0x10FFF),
    (0x1E800, 0x1EC6F),
    (0x1ECC0, 0x1ECFF),
    (0x1ED50, 0x1EDFF),
    (0x1EF00, 0x1EFFF),
)
_DEFAULT_AL = (
    (0x0600, 0x07BF),
    (0x0860, 0x08FF),
    (0xFB50, 0xFDCF),
    (0xFDF0, 0xFDFF),
    (0xFE70, 0xFEFF),
    (0x10D00, 0x10D3F),
    (0x10EC0, 0x10EFF),
    (0x10F30, 0x10F6F),
    (0x1EC70, 0x1ECBF),
    (0x1ED00, 0x1ED4F),
    (0x1EE00, 0x1EEFF),
)

_PAIR_RANGES = (
    (0x2768, 0x2775),
    (0x27C5, 0x27C6),
    (0x27E6, 0x27EF),
    (0x2983, 0x298C),
    (0x2991, 0x2998),
    (0x29D8, 0x29DB),
    (0x29FC, 0x29FD),
    (0x2E22, 0x2E29),
    (0x2E55, 0x2E5C),
    (0x3008, 0x3011),
    (0x3014, 0x301B),
    (0xFE59, 0xFE5E),
    (0xFF5F, 0xFF60),
    (0xFF62, 0xFF63),
)
"""Ranges of BidiBrackets.txt in which opening and closing brackets take turns."""
_PAIRS = (
    "()[]{}\u0f3a\u0f3b\u0f3c\u0f3d\u169b\u169c\u2045\u2046\u207d\u207e\u208d\u208e\u2308\u2309\u230a\u230b\u2329\u232a"
)
_MORE_PAIRS = "\u298d\u2990\u298f\u298e\uff08\uff09\uff3b\uff3d\uff5b\uff5d"


def _pairs() -> dict[str, str]:
    listed = _PAIRS + _MORE_PAIRS + "".join(chr(code) for a, b in _PAIR_RANGES for code in range(a, b + 1))
    return dict(zip(listed[::2], listed[1::2], strict=True))


CLOSING_OF = _pairs()
"""Opening bracket to its closing one (BD14, BD15)."""
CLOSING = frozenset(CLOSING_OF.values())
_CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}


def canonical_bracket(character: str) -> str:
    """Return the canonical equivalent of an angle bracket, any other character unchanged (BD16)."""
    return _CANONICAL.get(character, character)


@lru_cache(maxsize=8192)
def bidi_class(character: str) -> str:
    """Return the class of one character, e.g. ``AL``."""
    known = unicodedata.bidirectional(character)
    if known:
        return known
    code = ord(character)
    if any(a <= code <= b for a, b in _DEFAULT_R):
        return "R"
    if any(a <= code <= b for a, b in _DEFAULT_AL):
        return "AL"
    if 0x20A0 <= code <= 0x20CF:
        return "ET"
    if 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE or 0xE0000 <= code <= 0xE0FFF:
        return "BN"
    return "L"
