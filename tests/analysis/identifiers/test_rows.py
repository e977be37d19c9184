"""Readings in words: every fact is there, and a time always says that it is derived."""

from __future__ import annotations

import pytest
from tests.fakes.identifier_desk import ask

from affiant.analysis.identifiers.rows import answer_rows, heading, reading_rows, time_words

ID = "1382350606417817604"


def test_a_time_says_that_it_is_derived_with_tolerance_and_meaning() -> None:
    (post, _) = ask(f"https://x.com/example/status/{ID}").readings
    assert time_words(post) == "2021-04-14T15:10:42.059Z (derived, ±1 ms): number issued"
    assert ("Formula", "x-snowflake 1: unix_ms = (id >> 22) + 1288834974657") in reading_rows(post)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("https://www.tiktok.com/embed/6854717870488702213", "2020-07-29T02:06:13Z (derived, about, ±1 min)"),
        ("https://x.com/i/status/4000000000000000000", "CONFLICT: "),
        ("https://x.com/i/user/12", "Refused: Accounts have a time"),
        ("https://www.facebook.com/share/p/1E8garP5Dy/", "Opaque: "),
        ("https://youtu.be/LnhSTZgzKuY", "None: identifiers of this kind"),
        ("https://x.com/example", "None: only an identifier"),
        ("1623281429@broadcast", "2021-06-09T23:30:29Z (derived, ±1 s)"),
    ],
)
def test_every_outcome_has_its_words(text: str, words: str) -> None:
    assert time_words(ask(text).readings[0]).startswith(words)


def test_nothing_that_a_reading_says_is_left_out() -> None:
    for text in (ID, f"https://x.com/a/status/{ID}", "/profile_banners/12/1347981542", "ErD8xv0VkAIBJe7.jpg"):
        for one in ask(text).readings:
            values = [value for _, value in reading_rows(one)]
            assert {*one.missing, *one.notes, *(value for _, value in one.details)} <= set(values)


def test_candidates_and_leads_are_called_so() -> None:
    assert "candidate" in heading(ask(ID).readings[0])
    assert heading(ask("ErD8xv0VkAIBJe7.jpg").readings[0]) == "X, media file (lead)"
    assert heading(ask("https://x.com/a").readings[0]) == "X, user"
    assert heading(ask("https://news.example/a").readings[0]) == "Other site, address"


def test_what_was_left_out_of_an_address_is_listed() -> None:
    rows = dict(answer_rows(ask("https://l.facebook.com/l.php?u=https%3A%2F%2Fx.com%2Fa%3Fs%3D20&h=1")))
    assert rows == {"Cleaned URL": "https://x.com/a", "Dropped": "u, h, s", "Leads to": "https://x.com/a?s=20"}
    assert dict(answer_rows(ask("https://x.com/a")))["Dropped"] == "Nothing"
    assert answer_rows(ask(ID)) == ()
