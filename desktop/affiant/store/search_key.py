"""The form in which words are indexed and looked for. It is for finding only and is never shown."""

from __future__ import annotations

import re
import unicodedata

_SAME_LETTER = str.maketrans(
    {
        "\u064a": "\u06cc",  # Arabic yeh → Farsi yeh
        "\u0649": "\u06cc",  # alef maksura → Farsi yeh
        "\u0643": "\u06a9",  # Arabic kaf → keheh
        "\u0647": "\u06c1",  # Arabic heh → Urdu heh goal
        "\u06d5": "\u06c1",  # ae → heh goal
        "\u0640": None,  # tatweel
        "\u093c": None,  # Devanagari nukta
        "\u0000": " ",
    }
)
_FORMAT = (
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
"""Characters of category Cf; a test compares them with `unicodedata`."""
_ARABIC_MARKS = "\u064b-\u065f\u0670"
_UNSEEN = re.compile(f"[{_FORMAT}{_ARABIC_MARKS}]")
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")


def search_key(text: str) -> str:
    """Fold what readers do not tell apart.

    Such are letter variants of Urdu, Pashto, Persian and Arabic, the Devanagari nukta, Arabic vowel marks, digits of
    any script, width, case and invisible characters. Whole-string steps only: a hundred thousand messages pass here.
    """
    if text.isascii():
        return text.casefold().replace("\x00", " ")
    folded = unicodedata.normalize("NFKD", text).casefold().translate(_SAME_LETTER)
    folded = _FOREIGN_DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), _UNSEEN.sub("", folded))
    return unicodedata.normalize("NFC", folded)
