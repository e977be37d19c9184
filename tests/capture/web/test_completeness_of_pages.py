"""The completeness check on pages that stand in front of what was wanted, and on plain ones that only look so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.fakes.site.server import Site
from tests.fakes.web_capture import capture, warm

from affiant.capture.web.session import WebSession


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site() as one:
        yield one


@pytest.fixture(scope="module")
def web() -> Iterator[WebSession]:
    with warm("chromium") as one:
        yield one


@pytest.mark.parametrize(
    "page", ["profile", "thread", "gallery", "urdu", "frames", "long", "cookies", "debugger", "sound"]
)
def test_nothing_speaks_against_a_plain_page(web: WebSession, site: Site, page: str) -> None:
    captured = capture(web, site.url(page))
    assert captured.doubts == (), [one.detail for one in captured.outcome.completeness.answers if one.answer == "no"]
    assert captured.outcome.not_obtained == ()
    assert captured.answers()["links-opened"] == "unknown"


@pytest.mark.parametrize(
    ("page", "doubt", "detail"),
    [
        ("log-in", "no-log-in-wall", "a field for a password"),
        ("log-in-over", "no-log-in-wall", "You must log in to continue"),
        ("cookie-banner", "no-cookie-banner", "We use cookies"),
        ("consent", "no-consent-dialog", "812 partners"),
        ("not-found", "no-error-page", "404"),
        ("server-error", "no-error-page", "500"),
        ("password", "no-error-page", "401"),
        ("soft-not-found", "no-error-page", "doesn’t exist"),
        ("empty-shell", "not-empty", "no text"),
        ("nothing", "not-empty", "no text"),
        ("folded-thread", "expanded", "2 left to unfold: Show more; View 14 more replies"),
        ("inner-scroll", "whole-page", "scrolls by itself"),
    ],
)
def test_each_wall_gives_its_own_doubt_and_says_what_it_rests_on(
    web: WebSession, site: Site, page: str, doubt: str, detail: str
) -> None:
    captured = capture(web, site.url(page))
    assert captured.doubts == (doubt,)
    assert detail in captured.detail(doubt)
    assert "page.png" in captured.files, "a doubtful page is captured all the same"


def test_claimed_words_are_found_in_any_case_and_missing_ones_are_named(web: WebSession, site: Site) -> None:
    captured = capture(web, site.url("thread"), expect=("post NUMBER  3", "words that nobody wrote"))
    assert captured.doubts == ("claimed-words",)
    assert captured.detail("claimed-words") == "not found: words that nobody wrote"
