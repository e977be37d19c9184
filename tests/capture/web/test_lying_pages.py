"""Pages that show a capture something else than a person: it cannot always be prevented, and is always said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.fakes.site.answer import Answer, Request, html
from tests.fakes.site.certificates import certificates
from tests.fakes.site.server import Site
from tests.fakes.web_capture import capture, warm

from affiant.capture.address import MAX_LENGTH
from affiant.capture.web.loading import fingerprint
from affiant.capture.web.session import WebSession

END = "-----END CERTIFICATE-----"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site() as one:
        yield one


@pytest.fixture(scope="module", params=["qtwebengine", "chromium"])
def web(request: pytest.FixtureRequest) -> Iterator[WebSession]:
    with warm(request.param) as one:
        yield one


def test_a_page_with_another_face_for_pictures_is_said_to_have_changed(web: WebSession, site: Site) -> None:
    captured = capture(web, site.url("shows-pictures-something-else"))
    assert "harmless words" in captured.text()
    assert "other words or pictures were shown while the picture was taken" in " ".join(captured.outcome.not_obtained)
    assert captured.doubts == ("whole-page",)


def test_the_strip_behind_a_scroll_bar_is_in_the_picture(web: WebSession, site: Site) -> None:
    picture = capture(web, site.url("coloured-edges")).picture()
    assert [picture.getpixel((picture.width - 1 - x, 1500)) for x in (0, 9, 10)] == [(1, 2, 3)] * 2 + [(255,) * 3]
    assert picture.size == (1280, 3000)


def test_words_in_shadow_trees_are_read_and_closed_ones_stand_in_the_dom(web: WebSession, site: Site) -> None:
    captured = capture(web, site.url("shadows"), expect=("words in an open shadow",))
    assert "words in an open shadow" in captured.text()
    assert captured.doubts == ("no-log-in-wall",)
    assert b"words in a closed shadow" in captured.files["dom.html"]
    assert captured.outcome.not_obtained == (
        "The text of 1 of the parts of the page: they are closed to scripts. The DOM has it.",
    )


@pytest.mark.parametrize(
    ("says", "answers"),
    [
        ("We use cookies", ("yes?", "no", "yes?")),
        ("Log in to go on", ("no", "yes?", "yes?")),
        ("Our 800 partners", ("yes?", "yes?", "no")),
        ("", ("yes?", "yes?", "yes?")),
    ],
)
def test_a_frame_in_front_of_the_page_is_never_taken_for_nothing(
    web: WebSession, site: Site, says: str, answers: tuple[str, ...]
) -> None:
    found = capture(web, site.url("frame-in-front", says=says)).answers()
    asked = ("no-log-in-wall", "no-cookie-banner", "no-consent-dialog")
    assert tuple(found[one] for one in asked) == tuple("unknown" if one == "yes?" else one for one in answers)


def test_names_that_a_page_gives_its_elements_do_not_stop_our_scripts(web: WebSession, site: Site) -> None:
    captured = capture(web, site.url("names-like-functions"))
    assert captured.outcome.not_obtained == ()
    assert captured.outcome.title == "Names"
    assert captured.answers()["no-cookie-banner"] == "yes"


def test_an_address_that_the_page_wrote_itself_is_said_to_have_no_answer(web: WebSession, site: Site) -> None:
    captured = capture(web, site.url("writes-its-address"))
    assert captured.outcome.final_url.endswith("/never/asked/for")
    assert captured.outcome.not_obtained == (
        "An answer of the server for the address shown: the page itself put it there.",
    )
    assert captured.json("headers.json")["hops"][-1]["url"] == site.url("writes-its-address")


def test_an_answer_of_a_service_worker_is_not_said_to_be_the_server_s(web: WebSession, site: Site) -> None:
    captured = capture(web, site.url("answered-by-itself"))
    assert "the words of the worker" in captured.text()
    assert "service worker" in " ".join(captured.outcome.not_obtained)
    assert captured.outcome.web["server"] is None


def accepted() -> str:
    leaf = certificates().bad.chain_pem.decode().partition(END)[0] + END
    return fingerprint(leaf) or ""


def test_the_chain_is_that_of_the_page_though_its_server_shows_another_one_later(web: WebSession) -> None:
    with Site() as site:

        def page(_: Request) -> Answer:
            site.change_certificate()
            close = (("Connection", "close"),)
            return html("Changes", f'<p>words</p><img src="{site.bad_url("picture.png", number=1)}">', headers=close)

        site.put("changes", page)
        captured = capture(web, site.bad_url("changes"), accepted_certificate=accepted())
    assert fingerprint(captured.files["certificate.pem"].decode().partition(END)[0] + END) == accepted()
    assert captured.outcome.web["tls"]["accepted_by_operator"] is True
    if captured.outcome.web["engine"]["key"] == "chromium":
        assert "this browser allows it for the page only" in " ".join(captured.outcome.not_obtained)
    else:
        assert captured.outcome.web["resources"] == {"failed": 1, "read": 1, "without_body": 0}


def test_a_certificate_accepted_on_the_way_to_a_page_without_any_is_said(site: Site) -> None:
    site.put("leaves", lambda _: Answer(b"", status=302, headers=(("Location", site.url("thread")),)))
    with warm("qtwebengine") as one:
        captured = capture(one, site.bad_url("leaves"), accepted_certificate=accepted())
    assert captured.outcome.web["tls"] is None
    assert "Trust in every server on the way" in " ".join(captured.outcome.not_obtained)


def test_what_is_said_on_a_web_socket_is_said_to_be_missing(web: WebSession, site: Site) -> None:
    assert "on 1 lasting connections" in " ".join(capture(web, site.url("speaks-on")).outcome.not_obtained)


def test_frames_whose_text_is_not_read_are_counted(web: WebSession, site: Site) -> None:
    assert capture(web, site.url("many-frames")).outcome.not_obtained == ("The text of 100 of the frames in the page.",)


def test_an_address_as_long_as_one_may_be_is_captured_and_recorded_whole(web: WebSession, site: Site) -> None:
    url = site.url("thread", q="a" * 9000)[:MAX_LENGTH]
    captured = capture(web, url)
    assert (captured.outcome.final_url, captured.outcome.web["requested_url"]) == (url, url)
