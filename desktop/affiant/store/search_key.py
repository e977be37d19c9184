"""The form in which words are indexed and looked for. It is for finding only and is never shown."""

from __future__ import annotations

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
_ARABIC_MARKS = range(0x064B, 0x0660)


def search_key(text: str) -> str:
    """Fold what readers do not tell apart.

    Such are letter variants of Urdu, Pashto, Persian and Arabic, the Devanagari nukta, Arabic vowel marks, digits of
    any script, width, case and invisible characters.
    """
    folded = unicodedata.normalize("NFKD", text).casefold().translate(_SAME_LETTER)
    return unicodedata.normalize("NFC", "".join(_one(character) for character in folded))


def _one(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Cf" or ord(character) in _ARABIC_MARKS or character == "\u0670":
        return ""
    return character
