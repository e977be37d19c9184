import pytest

from affiant.core.errors import AffiantError
from affiant.identity.person_name import person_name


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
