"""Numbers as platforms write them: ASCII digits and nothing else, kept as text."""

from __future__ import annotations

from decimal import Decimal

from affiant.analysis.identifiers.reading import Refusal

SIGNED_BITS = 63
UNSIGNED_BITS = 64
FLOAT_DAMAGE = (
    "The last digits look rounded, as by a program that keeps numbers as floating point: take the number again from "
    "the address itself."
)
_EXACT = 2**53
_LONGEST = 40


def refused_number(text: str, bits: int = SIGNED_BITS) -> Refusal | None:
    """Why a text is no number of a platform; None when it is one.

    Args:
        text: exactly as it was given.
        bits: the size of the platform's numbers.
    """
    if any(one.isspace() for one in text):
        return Refusal("number-spaces", "There is white space in the number.")
    if text[:1] in ("+", "-", "\u2212"):
        return Refusal("number-sign", "The number has a sign; numbers of this kind have none.")
    if not (text.isascii() and text.isdecimal()):
        return Refusal("number-digits", "A number is written with the digits 0 to 9 alone.")
    if text.startswith("0"):
        return Refusal("number-leading-zero", "The number begins with zero, so it was changed on the way.")
    if len(text) > _LONGEST or int(text) >= 1 << bits:
        return Refusal("number-too-large", f"The number does not fit into {bits} bits, so it is none of this kind.")
    return None


def looks_like_a_number(text: str) -> bool:
    """Whether a person meant a number: digits of any script, with spaces, separators or a sign."""
    rest = [one for one in text if not one.isspace()]
    if rest[:1] and rest[0] in "+-\u2212":
        rest = rest[1:]
    return bool(rest) and all(one.isdecimal() for one in rest)


def float_damaged(number: str) -> bool:
    """Whether a number is what a double would be written as (JavaScript's shortest form); true by chance for one
    number in about 250.
    """
    value = int(number)
    return value > _EXACT and int(Decimal(repr(float(value)))) == value
