"""What a window shows is captured as it is: not loaded again, not scrolled, as often as the person wants."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.fakes.site.answer import Answer, Request, html
from tests.fakes.site.server import Site
from tests.fakes.web_capture import Captured, capture, warc_records, warm

from affiant.capture.web.engine import EngineOrder
from affiant.capture.web.order import Choice, Shown
from affiant.capture.web.session import WebSession
from affiant.core.errors import AffiantError


def scrolled(_: Request) -> Answer:
    """Scrolls itself once, a while after it was scrolled back to its top."""
    rows = "".join(f'<p style="height:100px">row {number}</p>' for number in range(60))
    script = """<script>let done = false; addEventListener('scroll', () => { if (scrollY === 0) setTimeout(() => {
 if (!done) scrollTo(0, 1500); done = true; }, 1000); });</script>"""
    return html("Scrolled", script + rows)


def place(captured: Captured) -> int:
    return int(captured.json("record.json")["page"]["scroll"]["y"])


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site() as one:
        yield one


@pytest.fixture(scope="module")
def web() -> Iterator[WebSession]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QT_QPA_PLATFORM", "offscreen")
        with warm("qtwebengine", EngineOrder(visible=True)) as one:
            yield one


def test_a_window_is_captured_as_it_is_as_often_as_wanted(web: WebSession, site: Site) -> None:
    with pytest.raises(AffiantError) as nothing:
        capture(web, None)
    assert nothing.value.code == "web-no-page"

    capture(web, site.put("scrolled", scrolled))
    asked = len(site.requests)
    assert web.next_event(3) is None  # meanwhile the page scrolls itself, as a person would
    shown = [capture(web, None) for _ in range(2)]
    assert len(site.requests) == asked, "nothing was loaded again"
    for one in shown:
        assert one.outcome.final_url == site.url("scrolled")
        assert one.outcome.web["visible"] is True
        assert place(one) == 1500, "the person stays where they were"
        assert one.json("record.json")["scroll_pass"] is None
        assert one.picture().height == one.outcome.web["page"]["height"] > 6_000
        (answer,) = [each for each in warc_records(one.files["archive.warc.gz"]) if each.kind == "response"]
        assert b"<!doctype html>" in answer.body

    capture(web, site.url("thread"))
    after = capture(web, None)
    urls = [one.url for one in warc_records(after.files["archive.warc.gz"]) if one.kind == "response"]
    assert urls == [site.url("thread"), site.url("style.css")], "earlier pages are not in the archive of this one"

    web.show_state([Shown("load", "Loading", "done")], busy=False)
    web.set_accounts([Choice("A001", "X: @one")], "A001")
    assert web.next_event(0.1) is None
    web.close()
    assert [one.kind for one in web.events()] == ["closed"]
