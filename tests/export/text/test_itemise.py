from __future__ import annotations

import pytest
from tests.fakes.typesetting import fonts

from affiant.export.text.font import arabic_language
from affiant.export.text.itemise import Itemised, itemise


def itemised(text: str, family: str = "sans", base: int | None = None) -> tuple[Itemised, set[int]]:
    missing: set[int] = set()
    return itemise(text, fonts(), family, base, missing), missing


def faces(text: str, family: str = "sans") -> list[tuple[str, str]]:
    found, _ = itemised(text, family)
    return [(found.text[run.start : run.end], run.face.key) for run in found.runs]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("یہ ٹھیک ہے", "ur"),
        ("چاندپورہ خبر", "ur"),
        ("ښاغلی څېړونکی ډېر ژر", "ps"),
        ("این حساب کاربری", "fa"),
        ("هذا الحساب مزور", "ar"),
    ],
)
def test_the_letters_tell_the_language(text: str, language: str) -> None:
    assert arabic_language(text) == language


def test_urdu_is_set_in_nastaliq_and_pashto_in_naskh() -> None:
    assert {face for _, face in faces("یہ ٹھیک ہے")} == {"nastaliq"}
    assert {face for _, face in faces("ښاغلی څېړونکی")} == {"naskh"}


def test_bold_arabic_script_is_bold() -> None:
    assert {face for _, face in faces("یہ ٹھیک ہے", "sans-bold")} == {"naskh-bold"}


def test_each_script_has_its_face() -> None:
    assert faces("a ہے 😀 ख") == [
        ("a ", "sans"),
        ("ہے", "nastaliq"),
        (" ", "nastaliq"),
        ("😀", "emoji"),
        (" ख", "sans"),
    ]


def test_scripts_that_share_a_face_are_shaped_apart() -> None:
    assert [text for text, _ in faces("abcख")] == ["abc", "ख"]


def test_a_bidi_control_is_printed_as_its_code_point() -> None:
    found, missing = itemised("evil\u202egpj.exe")
    assert found.text == "evil<U+202E>gpj.exe"
    assert set(found.bidi.levels) == {0}
    assert not missing


def test_a_character_without_a_glyph_is_printed_as_its_code_point_and_reported() -> None:
    found, missing = itemised("a\u4e2d\u09ac")
    assert found.text == "a<U+4E2D><U+09AC>"
    assert missing == {0x4E2D, 0x09AC}


def test_code_points_inside_urdu_stay_in_one_piece() -> None:
    found, _ = itemised("ہے \u4e2d\u6587 ہے")
    assert "\u2068<U+4E2D><U+6587>\u2069" in found.text


def test_a_mark_that_only_another_face_has_is_not_dropped() -> None:
    found, _ = itemised("a\u064e\u093c")
    assert found.text.replace("<U+064E>", "\u064e").replace("<U+093C>", "\u093c") == "a\u064e\u093c"
    assert all(run.face.covers_all(found.text[run.start : run.end]) for run in found.runs)


def test_a_crowd_of_marks_is_printed_as_code_points() -> None:
    found, missing = itemised("e" + "\u0301" * 40 + "x")
    assert found.text.count("\u0301") == 6
    assert found.text.count("<U+0301>") == 34
    assert not missing


def test_no_piece_is_too_long_to_break() -> None:
    found, _ = itemised("👨\u200d" * 500)
    gaps = [b - a for a, b in zip(found.graphemes, found.graphemes[1:], strict=False)]
    assert max(gaps) == 24


def test_handles_addresses_and_dates_are_isolated_in_right_to_left_text_only() -> None:
    found, _ = itemised("صارف @Fake_1 نے https://x.com/a?b=1 12/05/2024 کو 14:30 پر")
    for whole in ("@Fake_1", "https://x.com/a?b=1", "12/05/2024", "14:30"):
        assert f"\u2068{whole}\u2069" in found.text
    assert itemised("see @Fake_1 at https://x.com")[0].text == "see @Fake_1 at https://x.com"


def test_a_handle_in_urdu_is_read_left_to_right() -> None:
    found, _ = itemised("صارف @Fake_1 نے")
    start = found.text.index("@")
    assert set(found.bidi.levels[start : start + 7]) == {2}


def test_isolates_of_ours_are_never_drawn() -> None:
    found, _ = itemised("صارف @Fake_1 نے")
    drawn = "".join(found.text[run.start : run.end] for run in found.runs)
    assert "\u2068" not in drawn
    assert drawn.replace(" ", "") == "صارف@Fake_1نے"
