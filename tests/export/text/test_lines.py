from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fakes.typesetting import fonts

from affiant.export.text.itemise import itemise
from affiant.export.text.lines import advances, break_lines
from affiant.export.text.shape import Shaper

SIZE = 9.0
AWKWARD = st.text(
    alphabet=st.sampled_from(
        [*"ab-/?&=_. 12", "ہ", "ے", "ا", "\u0651", "ख", "\u094d", "\u200d", "\u200c", "😀", "🇵", "中"]
    ),
    max_size=120,
)


def lines_of(text: str, width: float) -> tuple[list[str], list[float]]:
    found = itemise(text, fonts(), "sans", None, set())
    widths = advances(found, Shaper(), SIZE)
    lines = break_lines(found, widths, width, SIZE)
    shown = [found.text[line.start : line.end] for line in lines]
    kept = [sum(widths[line.start : line.start + len(text.rstrip())]) for line, text in zip(lines, shown, strict=True)]
    assert "".join(shown) == found.text
    return shown, kept


def test_words_are_not_cut_while_they_fit() -> None:
    shown, widths = lines_of("the quick brown fox jumps over the lazy dog", 80)
    assert [line.strip() for line in shown] == ["the quick brown", "fox jumps over the", "lazy dog"]
    assert max(widths) <= 80.01


def test_a_hash_is_cut_where_the_line_ends() -> None:
    shown, widths = lines_of("0123456789abcdef" * 8, 200)
    assert len(shown) > 2
    assert all(width > 190 for width in widths[:-1])


def test_an_address_parts_behind_its_signs() -> None:
    shown, _ = lines_of("https://example.org/one-long-part/another-part?query=value", 120)
    assert all(line[-1] in "/-?=" for line in shown[:-1])


def test_a_date_and_a_number_stay_whole() -> None:
    shown, _ = lines_of("seen on 2026-11-21 at about 1,250.50 in all", 60)
    assert any("2026-11-21" in line for line in shown)
    assert any("1,250.50" in line for line in shown)


def test_ten_thousand_emoji_make_lines() -> None:
    shown, widths = lines_of("😀" * 10_000, 300)
    assert len(shown) > 300
    assert max(widths) <= 300.01


def test_text_without_width_is_one_line() -> None:
    assert len(lines_of("\u200d" * 5_000, 50)[0]) == 1


def test_empty_text_is_one_empty_line() -> None:
    assert lines_of("", 50)[0] == [""]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(AWKWARD, st.sampled_from([5.0, 40.0, 200.0]))
def test_no_text_is_lost_and_no_line_is_too_wide_but_for_a_single_piece(text: str, width: float) -> None:
    found = itemise(text, fonts(), "sans", None, set())
    widths = advances(found, Shaper(), SIZE)
    place = 0
    for line in break_lines(found, widths, width, SIZE):
        assert line.start == place
        place = line.end
        shown = found.text[line.start : line.end].rstrip()
        pieces = [start for start in found.graphemes if line.start <= start < line.start + len(shown)]
        assert sum(widths[line.start : line.start + len(shown)]) <= width + 0.02 or len(pieces) <= 1
    assert place == len(found.text)
