from __future__ import annotations

import sys
import unicodedata

import pytest
from tests.fakes.store_ports import account_drafts, add_bytes

from affiant.store.case import Case
from affiant.store.search_key import search_key


@pytest.fixture
def filled(case: Case) -> Case:
    case.record(
        account_drafts(1, handle="@Fake_Khan786", name="جعلی تصاویر", bio="सेना की फ़र्ज़ी खबर", url="https://x.com/u")
    )
    case.record(account_drafts(2, "facebook", "other.person", name="ښاغلی شهروندان"))
    with case.batch() as batch:
        add_bytes(batch, b"1", "screenshot one.png", account="A001", note="café opened")
        add_bytes(batch, b"2", "letter.pdf", account="A001", url="https://x.com/u/status/1790000000000000001")
        add_bytes(batch, b"3", "screenshot three.png", account="A002", note='say "hello" AND NOT (this*')
        add_bytes(batch, b"4", "no account.txt")
        batch.commit()
    return case


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("screenshot", ("C00001", "C00003")),
        ("SCREEN", ("C00001", "C00003")),
        ("@Fake_Khan786", ("C00001", "C00002")),
        ("fake_khan786 letter", ("C00002",)),
        ("letter fake_khan786 absent", ()),
        ("cafe", ("C00001",)),
        ("جعلي", ("C00001", "C00002")),
        ("تصا", ("C00001", "C00002")),
        ("फर्जी", ("C00001", "C00002")),
        ("फ़र्ज़ी", ("C00001", "C00002")),
        ("ښاغلی", ("C00003",)),
        ("1790000000000000001", ("C00002",)),
        ('"hello" AND NOT (this*', ("C00003",)),
        ("C00004", ("C00004",)),
        ('" * ( ) : ^ -', ()),
        ("", ()),
    ],
)
def test_words_find_captures_by_their_own_text_and_their_account(
    filled: Case, words: str, found: tuple[str, ...]
) -> None:
    assert filled.search(words) == found


def test_a_search_is_cut_to_its_limit(filled: Case) -> None:
    assert filled.search("screenshot", limit=1) == ("C00001",)


def test_account_words_recorded_after_a_capture_find_it(filled: Case) -> None:
    filled.record(account_drafts(3, handle="late"))
    with filled.batch() as batch:
        capture = add_bytes(batch, b"5", account="A003")
        batch.commit()
    assert filled.search("late") == (capture,)


def test_digits_of_every_script_are_the_same() -> None:
    assert search_key("۱۲۳ १२३ 123 １２３").split() == ["123"] * 4


def test_invisible_characters_are_not_looked_for() -> None:
    assert search_key("na\u200dme\u202e") == "name"


def test_every_invisible_character_of_unicode_is_left_out_and_every_digit_is_ascii() -> None:
    characters = [chr(code) for code in range(sys.maxunicode + 1)]
    unseen = [one for one in characters if unicodedata.category(one) == "Cf"]
    assert [f"{ord(one):x}" for one in unseen if search_key(f"ä{one}") != "ä"] == []
    digits = [one for one in characters if unicodedata.category(one) == "Nd"]
    assert [one for one in digits if search_key(f"ä{one}") != f"ä{unicodedata.decimal(one)}"] == []
