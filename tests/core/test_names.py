"""Names from outside: recorded without loss, shown without harm."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiant.core.canonical import canonical
from affiant.core.names import record, visible


def test_a_name_in_utf8_is_recorded_as_it_is() -> None:
    assert record("تصویر 🙂\n\u202e.png") == {"name": "تصویر 🙂\n\u202e.png"}


def test_bytes_that_are_not_utf8_are_recorded_exactly() -> None:
    assert record("a\udcff.png") == {"name": "a\\xff.png", "name_hex": "61ff2e706e67"}


def test_a_lone_surrogate_of_windows_is_recorded() -> None:
    assert record("a\ud800.png") == {"name": "a\\ud800.png", "name_hex": "61eda0802e706e67"}


@given(st.binary(max_size=40).filter(lambda raw: b"\0" not in raw))
def test_any_bytes_as_a_name_can_be_written_and_restored(raw: bytes) -> None:
    name = raw.decode("utf-8", "surrogateescape")
    found = record(name)
    canonical(found)
    restored = bytes.fromhex(found["name_hex"]) if "name_hex" in found else found["name"].encode()
    assert restored == raw


@given(st.text())
def test_any_text_as_a_name_can_be_written_and_shown(name: str) -> None:
    canonical(record(name))
    visible(name).encode()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("invoice\u202efdp.exe", "invoice<U+202E>fdp.exe"),
        ("a\nb\tc\x1b[31m\0", "a<U+000A>b<U+0009>c<U+001B>[31m<U+0000>"),
        ("\u2066a\u2069\u200f\u200e\u061c", "<U+2066>a<U+2069><U+200F><U+200E><U+061C>"),
        ("zero\u200bwidth\ufeff\u00ad", "zero<U+200B>width<U+FEFF><U+00AD>"),
        ("\u2028\u2029\x85", "<U+2028><U+2029><U+0085>"),
        ("\udc80\ud800", "<U+DC80><U+D800>"),
        ("\U000e0041", "<U+E0041>"),
        ("\ue000", "<U+E000>"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👧 اردو हिन्दी", "👩\u200d👧 اردو हिन्दी"),
    ],
)
def test_what_is_invisible_or_turns_text_around_is_made_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_long_name_is_cut_with_an_ellipsis() -> None:
    assert visible("abcdef", 4) == "abc…"
    assert visible("abcd", 4) == "abcd"
    assert visible("abcdef") == "abcdef"


def test_fsdecode_gives_what_record_expects() -> None:
    if os.name == "posix":
        assert record(os.fsdecode(b"\xff"))["name_hex"] == "ff"
