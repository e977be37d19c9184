"""How the completeness check judges what it found, and that plain words are not taken for walls."""

from __future__ import annotations

from typing import Any

import pytest

from affiant.capture.web.completeness_probe import MAX_DETAIL, Seen, judge, normal, unanswered
from affiant.capture.web.page_words import unfolds
from affiant.core.completeness import NO, UNKNOWN

PLAIN: dict[str, Any] = {"title": "A page", "heading": ["News"], "text_length": 3000, "pictures": {"total": 3}}


def doubts(
    text: str = "some words " * 300, status: int | None = 200, expect: tuple[str, ...] = (), **probe: Any
) -> set[str]:
    return {one.question for one in judge(Seen({**PLAIN, **probe}, text, status, expect)) if one.answer == NO}


def overlay(text: str, *buttons: str, share: int = 30, password: bool = False) -> dict[str, Any]:
    return {"buttons": list(buttons), "password": password, "share": share, "text": text, "why": "dialog"}


def test_nothing_speaks_against_a_plain_page() -> None:
    assert doubts() == set()
    assert doubts(status=None) == set()


@pytest.mark.parametrize(
    ("given", "doubt"),
    [
        (overlay("Log in to see more", "Log in", "Sign up"), {"no-log-in-wall"}),
        (overlay("مزید دیکھنے کے لیے لاگ ان کریں", "لاگ ان کریں"), {"no-log-in-wall"}),
        (overlay("Welcome back", "Continue", password=True), {"no-log-in-wall"}),
        (overlay("Log in to see more", "Log in", share=3), set()),
        (overlay("Share this post", "Copy link"), set()),
        (overlay("How to log in safely: an article", "Close"), set()),
        (overlay("We use cookies", "Accept", share=5), {"no-cookie-banner"}),
        (overlay("A recipe for cookies", "Print"), set()),
        (overlay("We value your privacy. Our 5 partners process personal data", "I agree"), {"no-consent-dialog"}),
        (overlay("She gave her consent to the interview", "Next"), set()),
    ],
)
def test_what_stands_in_front_is_judged_by_its_words_and_its_buttons(given: dict[str, Any], doubt: set[str]) -> None:
    assert doubts(overlays=[given]) == doubt


@pytest.mark.parametrize("label", [
    "Show more", "show more…", "See more", "Read more", "… more replies", "View 14 more replies", "View all 3 comments",
    "Load more", "View replies (12)", "Show 5 more", "Mehr anzeigen", "Voir plus", "مزید دیکھیں", "عرض المزيد",
    "Show this thread",
])  # fmt: skip
def test_controls_that_unfold_are_known(label: str) -> None:
    assert unfolds(label)


@pytest.mark.parametrize(
    "label",
    [
        "Show",
        "Open",
        "Show less",
        "Read the rules",
        "See you",
        "More",
        "Open account",
        "Learn more",
        "View profile",
        "Settings",
        "Show password",
    ],
)
def test_other_controls_are_not(label: str) -> None:
    assert not unfolds(label)


def test_an_unfolded_control_is_no_doubt_and_a_closed_list_of_replies_is() -> None:
    assert doubts(foldable=[{"text": "Show more", "expanded": "true", "tag": "button"}]) == set()
    assert doubts(foldable=[{"text": "14 replies", "expanded": "false", "tag": "button"}]) == {"expanded"}
    assert doubts(foldable=[{"text": "Menu", "expanded": "false", "tag": "button"}]) == set()
    assert doubts(closed_details=2) == {"expanded"}


@pytest.mark.parametrize(
    ("probe", "text", "status", "doubt"),
    [
        ({}, "words", 404, {"no-error-page"}),
        ({"title": "This account has been suspended", "text_length": 90}, "x" * 90, 200, {"no-error-page"}),
        ({"title": "How we found 404 errors not found in tests"}, "x" * 4000, 200, set()),
        ({"text_length": 0}, "  ", 200, {"not-empty"}),
        ({"text_length": 0, "visual": True}, "", 200, set()),
        ({"text_length": 10}, "Loading…", 200, {"not-empty"}),
        ({"passwords": 1, "text_length": 90}, "x" * 90, 200, {"no-log-in-wall"}),
        ({"passwords": 1}, "x" * 4000, 200, set()),
        ({"pictures": {"total": 4, "waiting": 1, "broken_count": 1, "broken": ["a"]}}, "x" * 99, 200, {"all-pictures"}),
        ({"scrolls": [{"shown": 800, "height": 4000}]}, "x" * 99, 200, {"whole-page"}),
    ],
)
def test_each_answer_has_its_rule(probe: dict[str, Any], text: str, status: int, doubt: set[str]) -> None:
    assert doubts(text, status, **probe) == doubt


def test_words_are_compared_without_case_forms_and_joiners() -> None:
    assert normal("ＡＢＣ  de\nf") == "abc de f"
    assert normal("می\u200cخواهم\u202e") == normal("میخواهم")
    assert doubts("The Whole   TRUTH", expect=("the whole truth",)) == set()
    assert doubts("The Whole TRUTH", expect=("nothing but",)) == {"claimed-words"}


def test_details_are_bounded_and_a_page_that_does_not_answer_gives_no_verdict() -> None:
    answers = judge(Seen({**PLAIN, "overlays": [overlay("We use cookies " * 100, "Accept")]}, "x", 200))
    assert all(len(one.detail or "") <= MAX_DETAIL for one in answers)
    silent = unanswered(("words",))
    assert {one.answer for one in silent} == {UNKNOWN}
    assert {one.question for one in silent} == {one.question for one in judge(Seen(PLAIN, "x", 200, ("words",)))}


@pytest.mark.parametrize("value", [None, 5, "x", [], [None, 5, "x", {}], {"a": 1}, [{"text": 5, "buttons": 7}]])
def test_a_probe_of_any_form_does_no_harm(value: object) -> None:
    for key in (
        "overlays",
        "foldable",
        "scrolls",
        "pictures",
        "heading",
        "title",
        "text_length",
        "passwords",
        "closed_details",
    ):
        judge(Seen({**PLAIN, key: value}, "x", 200, ("a",)))
