import pytest

from affiant.core.model import Account, Observation
from affiant.ui import wording


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (1_234_567, "1.2 MB"), (4 * 10**9, "4.0 GB")],
)
def test_sizes_are_in_decimal_units(count: int, words: str) -> None:
    assert wording.size(count) == words


def test_time_is_never_localised() -> None:
    assert wording.time("2026-11-03T10:12:00.123Z") == "2026-11-03 10:12:00 UTC"


def test_name_from_outside_stands_in_an_isolate_with_its_marks_seen() -> None:
    assert wording.isolated("a\u202eb") == "\u2068a<U+202E>b\u2069"


def test_account_is_shown_by_its_newest_handle_and_else_by_what_there_is() -> None:
    handles = tuple(Observation("handle", value, "", seq) for seq, value in enumerate(("old", "new")))
    assert wording.account(Account("A001", "x", 1, handles)) == "X · \u2068@new\u2069"
    assert wording.account(Account("A002", "telegram", 1, ())) == "Telegram · \u2068A002\u2069"


def test_only_long_words_are_made_to_break_and_nothing_else_is_changed() -> None:
    assert wording.breakable("short words and more of them") == "short words and more of them"
    broken = wording.breakable("a" * 100)
    assert broken.replace("\u200b", "") == "a" * 100
    assert max(len(part) for part in broken.split("\u200b")) == 18
