"""The bidirectional algorithm; capital letters stand for Hebrew ones. The full run is bidi_conformance.py."""

from __future__ import annotations

import pytest

from affiant.export.text.bidi import line_levels, resolve, visual_order
from affiant.export.text.bidi_classes import CLOSING_OF, REMOVED, bidi_class

HEBREW = {chr(65 + i): chr(0x5D0 + i) for i in range(26)}
LATIN = {v: k for k, v in HEBREW.items()}


def shown(text: str, base: int | None = None) -> str:
    """The text as it stands on a line, left to right, without what rule X9 removes and without mirroring."""
    written = "".join(HEBREW.get(c, c) for c in text)
    paragraph = resolve(written, base)
    levels = line_levels(written, paragraph, 0, len(written))
    runs = [(level, c) for level, c in zip(levels, written, strict=True) if bidi_class(c) not in REMOVED]
    return "".join(LATIN.get(c, c) for _, c in visual_order(runs))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words", "plain words"),
        ("car is THE CAR in arabic", "car is RAC EHT in arabic"),
        ("CAR IS the car IN ENGLISH", "HSILGNE NI the car SI RAC"),
        ('he said "IT IS 123, 456, OK"', 'he said "KO ,456 ,123 SI TI"'),
        ("AB 12-34 CD", "DC 12-34 BA"),
        ("AB 1/2 CD", "DC 1/2 BA"),
        ("AB $5 CD", "DC $5 BA"),
        ("AB(c)", ")c(BA"),
        ("a(B)c", "a(B)c"),
        ("A (b c) D", "D )b c( A"),
        ("AB(CD[&ef]!)gh", "gh)!]ef&[DC(BA"),
        ("a (b) C", "a (b) C"),
        ("A b(C) d", "d )C(b A"),
        ("AB\u0301C", "C\u0301BA"),
        ("A, b", "b ,A"),
        ("ab C ", "ab C "),
        ("C ab ", " ab C"),
    ],
)
def test_words_stand_in_the_order_of_the_standard(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_an_isolate_keeps_a_handle_in_one_piece() -> None:
    assert shown("A @b_1 C") == "C b_1@ A"
    assert shown("A \u2068@b_1\u2069 C") == "C \u2069@b_1\u2068 A"


def test_an_override_turns_letters_and_ends_where_it_is_closed() -> None:
    assert shown("x\u202eabc\u202cd") == "xcbad"


def test_a_given_base_direction_wins_over_the_first_letter() -> None:
    assert shown("a B", base=1) == "B a"
    assert shown("B a", base=0) == "B a"


def test_arabic_makes_european_numbers_arabic_ones() -> None:
    assert resolve("\u0627 1", None).levels == [1, 1, 2]
    assert resolve("\u0627 1+1", None).levels == [1, 1, 2, 1, 2]


def test_embeddings_deeper_than_the_standard_allows_do_not_fail() -> None:
    text = "\u202b\u202a" * 200 + "a" + "\u2067\u2066" * 200 + "b" + "\u2069" * 500 + "\u202c" * 500
    assert len(resolve(text).levels) == len(text)


def test_more_open_brackets_than_the_standard_counts_do_not_fail() -> None:
    text = "\u05d0" + "(" * 5_000 + "a" + ")" * 5_000
    assert set(resolve(text).levels) <= {1, 2}


def test_bracket_pairs_are_one_to_one() -> None:
    assert len(CLOSING_OF) == len(set(CLOSING_OF.values())) == 64
    assert CLOSING_OF["("] == ")"
    assert CLOSING_OF["\u298d"] == "\u2990"
    assert not set(CLOSING_OF) & set(CLOSING_OF.values())


def test_unassigned_code_points_have_the_classes_of_their_blocks() -> None:
    assert bidi_class("\u07bf") == "AL"
    assert bidi_class("\u05ff") == "R"
    assert bidi_class("\ufdd0") == "BN"
    assert bidi_class("\u20cf") == "ET"
