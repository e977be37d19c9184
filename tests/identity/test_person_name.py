import pytest

from affiant.core.errors import AffiantError
from affiant.identity.person_name import COMMON_NAME_BYTES, common_name, person_name


def test_spaces_and_line_ends_of_a_pasted_name_become_single_spaces():
    assert person_name("  Unit\u00a07 \r\n North\t") == "Unit 7 North"


def test_direction_marks_pasted_with_an_urdu_name_are_left_out():
    assert person_name("\u200fحسن علی\u200e") == "حسن علی"


def test_joiners_that_urdu_words_need_are_kept():
    assert person_name("می\u200cخواهم") == "می\u200cخواهم"


def test_a_name_is_composed_so_that_equal_names_have_equal_bytes():
    assert person_name("Zoe\u0308") == "Zo\u00eb"


@pytest.mark.parametrize(
    "name",
    ["", " \n ", "\u200f", "\u202eevil", "a\x00b", "a\x1b[31m", "\ud800", "\ue000", "...", "\u0301\u0302", "a" * 201],
    ids=["empty", "blank", "mark", "override", "nul", "escape", "surrogate", "private", "dots", "accents", "long"],
)
def test_a_name_that_could_mislead_a_reader_is_refused(name: str):
    with pytest.raises(AffiantError) as caught:
        person_name(name)
    assert caught.value.code == "name-unusable"
    assert "\u202e" not in caught.value.subject
    assert "\x1b" not in caught.value.subject


def test_a_name_of_one_letter_under_a_heap_of_accents_is_refused():
    with pytest.raises(AffiantError, match="no letter or digit"):
        person_name("q" + "\u0336" * 150)


def test_a_common_name_that_fits_is_not_cut():
    assert common_name("a" * COMMON_NAME_BYTES) == "a" * COMMON_NAME_BYTES


@pytest.mark.parametrize("name", ["a" * 65, "ح" * 60, "𝔸" * 40, "한" * 22])
def test_a_long_common_name_is_cut_to_64_bytes_with_an_ellipsis(name: str):
    cut = common_name(name, ", CA")
    assert cut.endswith("…, CA")
    assert COMMON_NAME_BYTES - 4 < len(cut.encode()) <= COMMON_NAME_BYTES


def test_a_name_is_never_cut_between_a_letter_and_its_marks():
    name = "a" * 58 + "q\u0336\u0337\u0338tail"
    assert common_name(name) == "a" * 58 + "…"
