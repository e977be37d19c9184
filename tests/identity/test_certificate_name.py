import pytest

from affiant.identity.certificate_name import MAX_BYTES, NAMELESS, certificate_name


@pytest.mark.parametrize(
    "name", ["Inspector Zia", "حسن علی", "a" * MAX_BYTES, "می\u200cخواهم", "王小明", "O'Neill, 7th/N=1"]
)
def test_a_name_that_a_certificate_holds_is_not_touched(name: str):
    assert certificate_name(name) == name


@pytest.mark.parametrize("name", ["a" * 65, "ح" * 60, "한" * 22, "ab " * 60])
def test_a_long_name_is_cut_to_64_bytes(name: str):
    cut = certificate_name(name)
    assert name.startswith(cut)
    assert MAX_BYTES - 4 < len(cut.encode()) <= MAX_BYTES


def test_a_name_is_never_cut_between_a_letter_and_its_marks():
    assert certificate_name("a" * 58 + "q\u0336\u0337\u0338tail") == "a" * 58


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("حسن Inspector / Unit", "Inspector / Unit"),
        ("Insp. حسن علی خان", "حسن علی خان"),
        ("علی 7", "علی"),
        ("علی ۷", "علی"),
        ("حسن علی.", "حسن"),
        ("محمدٌ", "محمد"),
        ("Zia \U0001f600 Khan", "Khan"),
        ("\U0001f600", NAMELESS),
        ("q" + "\u0336" * 150, NAMELESS),
    ],
)
def test_of_a_name_that_no_certificate_holds_the_longest_run_of_words_is_left(name: str, held: str):
    assert certificate_name(name) == held
