"""Tags and text with the bytes where they stand, in time that grows with the page and no faster."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from affiant.capture.platform_exports.html_tokens import Tag, Text, tokens
from affiant.core.errors import FormatError


def test_tags_and_text_have_their_bytes() -> None:
    data = '<p class="a b" id=x hidden>سلام &amp; <br/></p>'.encode()
    found = list(tokens(data))
    assert [(one.name, one.closes) for one in found if isinstance(one, Tag)] == [
        ("p", False),
        ("br", False),
        ("p", True),
    ]
    first = found[0]
    assert isinstance(first, Tag)
    assert first.attributes == {"class": "a b", "id": "x", "hidden": ""}
    assert data[first.start : first.end] == b'<p class="a b" id=x hidden>'
    text = found[1]
    assert isinstance(text, Text)
    assert text.text == "سلام & "
    assert data[text.start :].startswith("سلام".encode())


def test_a_bracket_in_a_value_does_not_end_the_tag() -> None:
    (tag,) = tokens(b'<a title="1 > 0">')
    assert isinstance(tag, Tag)
    assert tag.attributes == {"title": "1 > 0"}


def test_comments_declarations_and_scripts_are_passed_over() -> None:
    data = b"<!DOCTYPE html><!-- <p> -->a<script>if (a<b) { x('<p>') }</script><style>p>a{}</style>b"
    assert [one.text for one in tokens(data) if isinstance(one, Text)] == ["a", "b"]
    assert {one.name for one in tokens(data) if isinstance(one, Tag)} == {"script", "style"}


def test_a_lone_bracket_is_text() -> None:
    assert "".join(one.text for one in tokens(b"1 < 2 > 0") if isinstance(one, Text)) == "1 < 2 > 0"


@pytest.mark.parametrize(
    "data",
    [
        b"<a " * 400_000,
        b'<a "' * 400_000 + b">",
        b"<!--" * 400_000,
        b"<" * 1_000_000,
        b"<a b=" * 400_000 + b">",
        b"</" * 500_000,
    ],
    ids=["no end", "quotes", "comments", "brackets", "attributes", "ends"],
)
def test_hostile_pages_take_no_longer_than_their_size(data: bytes) -> None:
    began = time.monotonic()
    with suppress(FormatError):
        for _ in tokens(data):
            pass
    assert time.monotonic() - began < 5
