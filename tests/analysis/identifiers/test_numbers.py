"""Numbers are ASCII digits and nothing else."""

from __future__ import annotations

import pytest
from tests.fakes.identifier_desk import ask

from affiant.analysis.identifiers.numbers import float_damaged, looks_like_a_number, refused_number

ID = "1382350606417817604"
PASTED = {
    "inner-space": ("1382350606 417817604", "number-spaces"),
    "space-behind": (f"{ID} ", "number-spaces"),
    "newline": (f"{ID}\n", "number-spaces"),
    "plus": (f"+{ID}", "number-sign"),
    "minus-sign": (f"\u2212{ID}", "number-sign"),
    "leading-zero": (f"0{ID}", "number-leading-zero"),
    "arabic-indic": ("١٣٨٢٣٥٠٦٠٦٤١٧٨١٧٦٠٤", "number-digits"),
    "urdu": ("۱۳۸۲۳۵۰۶۰۶۴۱۷۸۱۷۶۰۴", "number-digits"),
    "full-width": ("１３８２３５０６０６", "number-digits"),
    "mixed": (f"{ID[:-1]}٤", "number-digits"),
    "41-digits": ("1" * 41, "number-too-large"),
}


@pytest.mark.parametrize(("text", "code"), list(PASTED.values()), ids=list(PASTED))
@pytest.mark.parametrize("platform", [None, "x", "tiktok", "discord"])
def test_a_damaged_number_is_refused_on_every_platform(text: str, code: str, platform: str | None) -> None:
    answer = ask(text, platform)
    assert answer.readings == ()
    assert answer.refusal is not None
    assert answer.refusal.code == code


@pytest.mark.parametrize(("number", "refused"), [(2**63 - 1, False), (2**63, True), (2**63 + 1, True), (2**64, True)])
def test_numbers_of_x_have_63_bits(number: int, refused: bool) -> None:
    assert (refused_number(str(number)) is not None) is refused
    outcomes = {one.outcome.value for one in ask(str(number), "x").readings}
    assert outcomes == ({"refused"} if refused else {"conflict"})


def test_a_number_that_went_through_floating_point_is_said_to_look_damaged() -> None:
    assert float_damaged("1382350606417817600")
    assert not float_damaged(ID)
    assert not float_damaged(str(2**53))
    assert "floating point" in ask("1382350606417817600", "x").readings[0].notes[0]
    assert ask(ID, "x").readings[0].notes == ()


@pytest.mark.parametrize(
    ("text", "meant"),
    [("12", True), ("+12", True), ("1 2", True), ("", False), ("+", False), ("1a", False), ("-5", True)],
)
def test_what_a_person_means_as_a_number(text: str, meant: bool) -> None:
    assert looks_like_a_number(text) is meant
