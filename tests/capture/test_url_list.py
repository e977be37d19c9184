import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiant.capture.url_list import MAX_BYTES, MAX_ROW, MAX_ROWS, ListedRow, read_url_list
from affiant.core.errors import AffiantError

A, B, C = "https://x.com/a", "https://x.com/b?x=1,2;3|4", "https://x.com/c"
Seen = list[tuple[str | None, str | None, str | None, str | None]]


def rows(text: str | bytes) -> tuple[ListedRow, ...]:
    return read_url_list(text.encode() if isinstance(text, str) else text)


def seen(text: str | bytes) -> Seen:
    return [(one.url, one.handle, one.account, one.note) for one in rows(text)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "\n\n"])
def test_a_paste_is_one_address_a_row(end: str, last: str) -> None:
    found = rows(end.join((A, "", B, C)) + last)
    assert [(one.row, one.url, one.given) for one in found] == [(1, A, A), (3, B, B), (4, C, C)]


def test_several_addresses_in_a_row_are_several() -> None:
    found = rows(f"{A} {C}\t{A}\n{C}")
    assert [(one.row, one.url) for one in found] == [(1, A), (1, C), (1, A), (2, C)]


def test_words_behind_an_address_are_its_note() -> None:
    assert seen(f"{A}  the first post\nfirst {C}") == [(A, None, None, "the first post"), (None, None, None, None)]


@pytest.mark.parametrize("separator", ["\t", ";", ",", "|"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"])
def test_any_separator_quoting_and_encoding_with_a_header(separator: str, quoting: int, mark: bytes) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows(
        [
            ["Note", "LINK", "Handle", "Account", "Views"],
            ['said "no", and; more|yes\tand', A, "@one", "A001", "7"],
            ["", B, "", "", ""],
            ["دو سطریں\nاور", C, "two", "x:@two", "=1+1"],
        ]
    )
    encoding = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(mark, "utf-8")
    found = rows(mark + text.getvalue().encode(encoding))
    assert [(one.url, one.handle, one.account) for one in found] == [
        (A, "one", "A001"),
        (B, None, None),
        (C, "two", "x:@two"),
    ]
    assert found[0].note == 'said "no", and; more|yes\tand | 7'
    assert found[2].note == "دو سطریں\nاور | =1+1"
    assert [one.row for one in found] == [2, 3, 4]


@pytest.mark.parametrize("separator", ["\t", ";", ",", "|"])
def test_a_table_without_header_is_understood_by_its_looks(separator: str) -> None:
    text = "\n".join(separator.join(row) for row in (("1", A, "@one", "note"), ("2", C, "", "")))
    assert seen(text) == [(A, "one", None, "1 | note"), (C, None, None, "2")]


def test_addresses_that_hold_separators_are_not_divided() -> None:
    assert [one.url for one in rows(f"{B}\n{A}")] == [B, A]
    assert [one.url for one in rows(f"{B}\n{B}")] == [B, B]


def test_every_row_is_kept_with_its_problem() -> None:
    found = rows("url,note\nhttps://x.com/a,ok\nnothing,\n,only a note\njavascript:alert(1),\n,\n=cmd|'/c calc'!A1,x\n")
    assert [(one.row, one.problem, one.note) for one in found] == [
        (2, None, "ok"),
        (3, "not-an-address", None),
        (4, "no-address", "only a note"),
        (5, "not-http", None),
        (7, "not-an-address", "x"),
    ]
    assert found[4].given == "=cmd|'/c calc'!A1,x"


def test_a_quote_that_never_ends_swallows_no_row() -> None:
    found = rows(f'url,note\n{A},"begun\n{C},two\n{A},three')
    assert [(one.row, one.url) for one in found] == [(2, A), (3, C), (4, A)]


def test_text_behind_a_quoted_cell_swallows_no_row() -> None:
    assert [one.url for one in rows(f'url,note\n{A},"a"b\n{C},c')] == [A, C]


def test_a_row_that_is_too_long_is_kept_in_part_and_named() -> None:
    (found, other) = rows(f"{A} {'x' * MAX_ROW}\n{C}")
    assert (found.url, found.problem, len(found.given)) == (None, "row-too-long", MAX_ROW + 1)
    assert other.url == C


def test_a_cell_longer_than_the_reader_takes_swallows_no_row() -> None:
    found = rows(f"url,note\n{A},{'x' * 200_000}\n{C},two")
    assert [(one.row, one.problem) for one in found] == [(2, "row-too-long"), (3, None)]


def test_bytes_that_are_no_text_are_kept_readable() -> None:
    found = rows(b"url,note\nhttps://x.com/a,caf\xe9\n")
    assert found[0].note == "caf\\xe9"
    assert rows(b"\xff\xfe\x00\xd8h\x00")[0].url is None  # a lone surrogate


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff", "url,note\n", "url;note\n;\n"])
def test_a_list_of_nothing_is_refused(text: str) -> None:
    with pytest.raises(AffiantError) as caught:
        rows(text)
    assert caught.value.code == "list-empty"


@pytest.mark.parametrize("data", [b"x" * (MAX_BYTES + 1), b"x\n" * (MAX_ROWS + 1)])
def test_a_list_that_is_too_large_is_refused(data: bytes) -> None:
    with pytest.raises(AffiantError) as caught:
        rows(data)
    assert caught.value.code == "list-too-large"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0", b"PK\x03\x04\0", b"%PDF-1.7\n\0"])
def test_a_picture_that_was_dropped_by_mistake_is_no_list(data: bytes) -> None:
    with pytest.raises(AffiantError) as caught:
        rows(data)
    assert caught.value.code == "list-not-text"


@given(st.binary(max_size=400))
def test_any_bytes_give_rows_that_can_be_recorded(data: bytes) -> None:
    try:
        found = rows(data)
    except AffiantError:
        return
    for one in found:
        for text in (one.given, one.url, one.note, one.handle, one.account, one.platform):
            (text or "").encode("utf-8")
        assert one.given.strip()
        assert (one.url is None) == (one.problem is not None)


@given(st.lists(st.text("abc,;|\t\"' \n@=", max_size=30), max_size=8))
def test_no_address_is_ever_lost_among_odd_rows(odd: list[str]) -> None:
    lines = [line for text in odd for line in text.split("\n")]
    found = rows("\n".join([*lines, A, *lines, C]))
    assert [one.url for one in found if one.url] == [A, C]
