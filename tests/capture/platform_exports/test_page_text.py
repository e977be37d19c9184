"""Any page gives its title and its text in time that grows with its length, and nothing that is not to be seen."""

from __future__ import annotations

import time

import pytest

from affiant.capture.platform_exports.page_text import MAX_TEXT, decoded, read_page


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a<br>b", "a\nb"),
        ("<p>one<p>two &amp; <b>th</b>ree", "one\ntwo & three"),
        ("<table><tr><td>1<td>2<tr><td>3", "1 2\n3"),
        ("a<!-- <p>no -->b<!DOCTYPE x>c<?php no ?>d", "abcd"),
        ("a<script>'<p>no</p>'</script>b<STYLE>no</style >c", "abc"),
        ("<a title='x > y' href=\"a>b\">in</a>", "in"),
        ("<p title=it's>seen</p>it's", "seen\nit's"),
        ("1 < 2 and <3", "1 < 2 and <3"),
        ("a</p>b</>c", "a\nb</>c"),
        ("<textarea>&lt;kept&gt;</textarea>", "<kept>"),
        ('seen<p title="never closed <b>no', "seen"),
        ("seen<script>no", "seen"),
        ("seen<!-- no", "seen"),
    ],
)
def test_visible_text(markup: str, text: str) -> None:
    assert read_page(markup).text == text


def test_title_language_and_address() -> None:
    page = read_page(
        "<html lang=ur><head><title> A &amp;\n B </title><link rel='canonical' href='https://a.example/?a=1&amp;b=2'>"
        "<body><svg><title>not the title</title></svg>text"
    )
    assert (page.title, page.language, page.canonical) == ("A & B", "ur", "https://a.example/?a=1&b=2")


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("é".encode(), None, "é"),
        ("é".encode("latin-1"), None, "é"),
        ("é".encode("latin-1"), "iso-8859-1", "é"),
        (b"\xef\xbb\xbf" + "é".encode(), "iso-8859-1", "é"),
        ("é".encode("utf-16"), None, "é"),
        (b"<meta charset='windows-1256'>" + "سلام".encode("windows-1256"), None, "<meta charset='windows-1256'>سلام"),
        ("é".encode(), "no-such-charset", "é"),
        ("é".encode(), "base64", "é"),
        ("é ab é".encode()[:-1], None, "é ab �"),
    ],
)
def test_text_is_decoded_as_server_or_page_say(data: bytes, charset: str | None, text: str) -> None:
    assert decoded(data, charset) == text


@pytest.mark.parametrize(
    "piece",
    [
        "<!--",
        "<![CDATA[",
        "<a",
        "</a <",
        "<a '",
        "<a b='",
        '<a b="',
        "<script>",
        "<title>",
        "<",
        "&",
        "&#",
        "<p>",
        "a\n",
        "< a='",
    ],
)
def test_time_grows_with_the_length_whatever_never_ends(piece: str) -> None:
    began = time.monotonic()
    read_page(piece * (1_000_000 // len(piece)))
    assert time.monotonic() - began < 8


def test_text_beyond_the_bound_is_cut_and_said() -> None:
    page = read_page("<p>" + "word " * MAX_TEXT)
    assert page.cut
    assert len(page.text) <= MAX_TEXT
    assert not read_page("<p>short").cut
