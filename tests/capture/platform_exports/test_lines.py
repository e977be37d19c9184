"""Whatever stands in an export, its record is one valid line that is not too long."""

from __future__ import annotations

from typing import Any

import pytest

from affiant.capture.platform_exports.lines import CUT, ESCAPED, MAX_FIELD, MAX_LIST, MAX_TEXT, line_of
from affiant.core.record import MAX_LINE_BYTES, Record, Where, parse_record


def test_an_ordinary_record_comes_back_as_it_was() -> None:
    record = Record("message", Where("a", "$[0]", 1, 2), id="1", text="line\nfeed \u2028 \x00 سلام", notes=("a",))
    line = line_of(record)
    assert b"\n" not in line
    assert parse_record(line) == record


@pytest.mark.parametrize("field", ["author", "author_id", "conversation", "id", "posted_as", "reply_to", "url"])
def test_half_a_surrogate_pair_is_escaped_everywhere_and_said(field: str) -> None:
    record = Record("message", Where("a\udcff", "$['\ud800']"), text="\ud83d", media=("\udc00",), **{field: "x\ud800"})
    back = parse_record(line_of(record))
    assert getattr(back, field) == r"x\ud800"
    assert (back.text, back.media, back.notes) == (r"\ud83d", (r"\udc00",), (ESCAPED,))
    assert back.where == Where(r"a\udcff", r"$['\ud800']")


@pytest.mark.parametrize("field", ["author", "author_id", "conversation", "id", "posted_as", "reply_to", "url"])
def test_long_fields_are_cut_and_said(field: str) -> None:
    back = parse_record(line_of(Record("message", Where("a"), **{field: "x" * 10**5})))
    assert len(getattr(back, field)) == MAX_FIELD
    assert back.notes == (CUT,)


@pytest.mark.parametrize(
    "long",
    [
        {"text": "x" * (MAX_TEXT + 1)},
        {"text_as_stored": "x" * (MAX_TEXT + 1)},
        {"media": ("x",) * (MAX_LIST + 1), "text": "x" * MAX_FIELD},
        {"media": ("x" * (MAX_FIELD + 1),)},
        {"notes": ("x",) * (MAX_LIST + 1), "text": "x" * MAX_FIELD},
        {"where": Where("x" * (MAX_FIELD + 1))},
        {"where": Where("a", "x" * (MAX_FIELD + 1))},
    ],
)
def test_whatever_alone_is_too_long_is_cut_and_said(long: dict[str, Any]) -> None:
    record = Record("message", **{"where": Where("a"), **long})
    back = parse_record(line_of(record))
    assert back.notes[-1] == CUT
    assert len(line_of(record)) == len(line_of(back))
    assert back != record


def test_what_just_fits_is_kept_whole() -> None:
    record = Record(
        "message",
        Where("f" * MAX_FIELD, "p" * MAX_FIELD),
        author="x" * MAX_FIELD,
        text="x" * MAX_TEXT,
        text_as_stored="x" * MAX_TEXT,
        media=("x" * MAX_FIELD,) * MAX_LIST,
        notes=("n",) * MAX_LIST,
    )
    assert parse_record(line_of(record)) == record


def test_the_longest_line_fits_into_an_answer_of_the_child() -> None:
    control = "\x00"
    record = Record(
        "message",
        Where("f" * 10**5, "p" * 10**5),
        text=control * (3 * MAX_TEXT),
        text_as_stored=control * (3 * MAX_TEXT),
        media=(control * 10**5,) * (2 * MAX_LIST),
        notes=("n" * 80,) * (2 * MAX_LIST),
        **dict.fromkeys(("author", "author_id", "conversation", "id", "posted_as", "reply_to", "url"), control * 10**5),
    )
    line = line_of(record)
    assert len(line) <= MAX_LINE_BYTES
    back = parse_record(line)
    assert (len(back.text), len(back.media), len(back.notes)) == (MAX_TEXT, MAX_LIST, MAX_LIST)
    assert back.notes[-1] == CUT
