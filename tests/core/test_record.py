from __future__ import annotations

import json

import pytest

from affiant.core.completeness import DOUBTS, QUESTIONS, Answer, Completeness
from affiant.core.errors import FormatError
from affiant.core.record import Record, Where, parse_record

FULL = Record(
    "message",
    Where("chat.json", "$['messages'][12]", 100, 50),
    id="12",
    author="ایک",
    author_id="user1",
    posted_at="2026-11-03T10:12:00.000Z",
    posted_as="03/11/2026, 15:12",
    text="two\nlines",
    text_as_stored="Ø§",
    conversation="group",
    reply_to="11",
    url="https://t.me/c/1/12",
    media=("photo.jpg",),
    notes=("encoding-repaired",),
)


@pytest.mark.parametrize("record", [FULL, Record("post", Where("a"))])
def test_a_record_is_one_line_and_reads_back_the_same(record: Record) -> None:
    line = record.to_line()
    assert b"\n" not in line
    assert parse_record(line) == record


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "thought"),
        ("kind", None),
        ("text", None),
        ("id", 12),
        ("media", [1]),
        ("media", "photo.jpg"),
        ("where", {"file": "a"}),
        ("where", {"file": "a", "path": None, "start": True, "length": None}),
        ("more", "x"),
    ],
)
def test_a_line_of_another_form_is_refused(field: str, value: object) -> None:
    fields = json.loads(FULL.to_line()) | {field: value}
    with pytest.raises(FormatError):
        parse_record(json.dumps(fields).encode())


def test_a_no_is_a_doubt_and_an_unknown_is_none() -> None:
    asked = Completeness(
        (Answer("whole-page", "yes"), Answer("no-log-in-wall", "no", "Log in"), Answer("expanded", "unknown"))
    )
    assert asked.doubts == ("no-log-in-wall",)
    assert asked.to_json()["answers"][1] == {"answer": "no", "detail": "Log in", "question": "no-log-in-wall"}


def test_every_question_has_words_for_a_no() -> None:
    assert list(DOUBTS) == list(QUESTIONS)
