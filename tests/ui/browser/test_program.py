"""The built-in browser without its window, as one running program: what it answers, refuses, and survives."""

import base64
import hashlib
import os
import signal
import ssl
from collections.abc import Iterator

import pytest
from tests.fakes.browser_driver import Driver, ended, processes_of, start
from tests.fakes.site.answer import html
from tests.fakes.site.certificates import certificates
from tests.fakes.site.server import Site

from affiant.capture.web.engine import EngineOrder

KEY = "qtwebengine"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.fixture(scope="module")
def shared() -> Iterator[Driver]:
    with start(KEY, EngineOrder(locale="ur-PK")) as browser:
        driver = Driver(browser)
        driver.until("Affiant.ready")
        yield driver


@pytest.fixture
def page(shared: Driver) -> Driver:
    """A page without a past, in the program that all tests of this module share."""
    shared.fresh()
    return shared


def opened(page: Driver, url: str) -> None:
    assert "errorText" not in page.call("Page.navigate", url=url)
    page.until("Page.loadEventFired")


def page_processes(page: Driver) -> list[int]:
    """Zygotes have one thread; the program itself is none of them."""
    return [
        number
        for number, status in processes_of(page.browser.process_id).items()
        if number != page.browser.process_id and "\nThreads:\t1\n" not in status
    ]


def test_it_says_both_numbers_of_chromium(page: Driver) -> None:
    about = page.call("Affiant.about")
    assert about.keys() == {"name", "version", "chromium", "securityPatch", "userAgent"}
    assert (about["name"], about["version"]) == ("QtWebEngine", "6.11.3")
    assert about["chromium"].split(".")[0] == "140"
    assert int(about["securityPatch"].split(".")[0]) >= 155
    assert "QtWebEngine/6.11.3" in about["userAgent"]


def test_pages_are_asked_for_in_the_language_of_the_order(page: Driver, site: Site) -> None:
    asked: list[str] = []

    def remember(request: object) -> object:
        asked.append(request.headers["Accept-Language"])
        return html("Language", "x")

    opened(page, site.put("language", remember))
    assert asked[0] == "ur-PK,ur;q=0.9"
    assert page.value("navigator.languages") == ["ur-PK", "ur"]


def test_a_fresh_context_knows_nothing_of_the_last(page: Driver, site: Site) -> None:
    opened(page, site.url("thread"))
    page.value("document.cookie = 'a=1; max-age=1000'; localStorage.setItem('a', '1'); 1")
    opened(page, site.url("thread"))
    assert page.value("document.cookie + localStorage.getItem('a')") == "a=11"
    page.fresh()
    assert page.value("location.href") == "about:blank"
    opened(page, site.url("thread"))
    assert page.value("document.cookie + localStorage.getItem('a')") == "null"


def test_every_call_for_a_fresh_context_is_answered(page: Driver, site: Site) -> None:
    opened(page, site.url("thread"))
    page.send("Affiant.printToPDF")  # of a page that is dropped under way
    calls = [page.send("Affiant.newContext") for _ in range(3)]
    assert [page.answer(call)["result"] for call in calls] == [{}, {}, {}]
    assert page.value("location.href") == "about:blank"


def test_only_what_the_page_names_is_asked_for(page: Driver, site: Site) -> None:
    before = len(site.requests)
    opened(page, site.url("thread"))
    page.call("Affiant.newContext")
    assert sorted(set(site.requests[before:])) == ["/style.css", "/thread"]


def test_ready_is_said_before_the_fresh_context_is_answered(page: Driver) -> None:
    page.call("Affiant.newContext")
    assert [one["method"] for one in page.events] == ["Affiant.ready"]


def test_long_texts_come_whole(page: Driver) -> None:
    text = page.value("'پانی بند ہے۔ 😀\\u2028 '.repeat(200000)")
    assert text == "پانی بند ہے۔ 😀\u2028 " * 200_000


def test_a_long_call_goes_whole(page: Driver) -> None:
    text = "پانی\u2028😀\\\"'" * 100_000
    assert page.call("Runtime.evaluate", expression=f"/*{text}*/ 7")["result"]["value"] == 7


def test_lone_surrogates_of_a_page_do_not_break_the_pipe(page: Driver) -> None:
    assert len(page.value("'a' + String.fromCharCode(0xD800) + 'b'")) >= 2
    assert page.value("1") == 1


def test_print_is_a_pdf(page: Driver, site: Site) -> None:
    opened(page, site.url("thread"))
    document = base64.b64decode(page.call("Affiant.printToPDF")["data"])
    assert document.startswith(b"%PDF-")
    assert document.rstrip().endswith(b"%%EOF")


@pytest.mark.parametrize(
    ("name", "kind", "detail"),
    [
        ("dialogs", "dialog", "alert: first"),
        ("dialogs", "dialog", "confirm: sure?"),
        ("dialogs", "dialog", "prompt: name?"),
        ("windows", "window", ""),
        ("permissions", "permission", "Geolocation"),
        ("permissions", "permission", "Notifications"),
    ],
)
def test_what_a_page_asks_is_refused_and_said(page: Driver, site: Site, name: str, kind: str, detail: str) -> None:
    page.send("Page.navigate", url=site.url(name))
    assert site.url("") in page.until("Affiant.refused", kind=kind, detail=detail)["url"]
    assert page.value("1") == 1


@pytest.mark.parametrize(
    ("element", "kind"),
    [
        ("<button id=it onclick='document.documentElement.requestFullscreen()'>x</button>", "fullscreen"),
        ("<input id=it type=file>", "file"),
        ("<button id=it onclick='navigator.mediaDevices.getUserMedia({video: true}).catch(() => 0)'>x</button>", ""),
        ("<button id=it onclick='print()'>x</button>", "dialog"),
    ],
)
def test_what_needs_a_press_is_refused_too(page: Driver, site: Site, element: str, kind: str) -> None:
    opened(page, site.put("press", lambda _: html("Press", element)))
    painted = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))"
    page.call("Runtime.evaluate", expression=painted, awaitPromise=True)  # a press before it would be lost
    place = page.value("(r => [r.x + r.width / 2, r.y + r.height / 2])(it.getBoundingClientRect())")
    for type_ in ("mousePressed", "mouseReleased"):
        page.call("Input.dispatchMouseEvent", type=type_, x=place[0], y=place[1], button="left", clickCount=1)
    if kind:
        page.until("Affiant.refused", kind=kind)
    assert page.value("1") == 1


@pytest.mark.parametrize("url", ["file:///etc/passwd", "chrome://gpu"])
def test_files_and_pages_of_the_browser_itself_are_not_opened(page: Driver, url: str) -> None:
    page.send("Page.navigate", url=url)
    page.until("Affiant.refused", kind="program", detail=url.partition(":")[0])
    assert page.value("location.href") == "about:blank"


def test_a_download_is_refused_and_nothing_is_written(page: Driver, site: Site) -> None:
    assert page.call("Page.navigate", url=site.url("download"))["errorText"] == "net::ERR_ABORTED"
    assert "archive.zip" in page.until("Affiant.refused", kind="download", url=site.url("download"))["detail"]


def test_no_name_and_password_are_tried_and_the_answer_without_them_is_shown(page: Driver, site: Site) -> None:
    before = site.requests.count("/password")
    opened(page, site.url("password"))
    page.until("Affiant.refused", kind="authentication", url=site.url("password"))
    assert "A password is wanted" in page.value("document.body.innerText")
    assert site.requests.count("/password") == before + 1


def test_a_debugger_statement_stops_nothing(page: Driver, site: Site) -> None:
    opened(page, site.url("debugger"))
    assert page.value("1") == 1


def test_the_bundled_front_end_says_nothing_to_the_page(page: Driver, site: Site) -> None:
    """Its own calls would enable the debugger and draw into the picture; their answers would come to us."""
    opened(page, site.url("thread"))
    page.call("Affiant.newContext")
    assert page.value("1") == 1
    assert [one for one in page.events if "method" not in one] == []


def test_a_bad_certificate_is_refused_with_its_chain(page: Driver, site: Site) -> None:
    assert page.call("Page.navigate", url=site.bad_url("thread"))["errorText"] == "net::ERR_CERT_AUTHORITY_INVALID"
    refused = page.until("Affiant.certificateRefused", url=site.bad_url("thread"))
    assert refused["error"]
    leaf = hashlib.sha256(ssl.PEM_cert_to_DER_cert(refused["chain"][0])).hexdigest()
    assert leaf == certificates().bad.fingerprint


def test_only_the_confirmed_certificate_is_passed_over_and_only_in_this_context(page: Driver, site: Site) -> None:
    bad, unknown = site.bad_url("thread"), site.secure_url("thread")
    page.call("Affiant.acceptCertificate", fingerprintSha256=certificates().good.fingerprint)
    assert "errorText" in page.call("Page.navigate", url=bad)
    colons = ":".join(certificates().bad.fingerprint.upper()[i : i + 2] for i in range(0, 64, 2))
    page.call("Affiant.acceptCertificate", fingerprintSha256=colons)
    assert "errorText" in page.call("Page.navigate", url=unknown)
    page.events.clear()
    opened(page, bad)
    assert page.value("document.title") == "A thread"
    page.fresh()
    assert "errorText" in page.call("Page.navigate", url=bad)


@pytest.mark.parametrize("wrong", ["", "00", "zz" * 32, 7, None, "00" * 33])
def test_what_is_no_fingerprint_is_no_acceptance(page: Driver, wrong: object) -> None:
    assert "64 hexadecimal digits" in page.error("Affiant.acceptCertificate", fingerprintSha256=wrong)


def test_unknown_methods_and_wrong_params_are_errors_and_nothing_more(page: Driver) -> None:
    assert page.error("Affiant.logIn") == "Affiant.logIn is not known"
    page.write(b'{"id": 1, "method": "Affiant.about", "params": []}')
    assert page.answer(1)["error"]["message"] == "params must be an object"
    assert page.value("1") == 1


def test_a_page_that_breaks_down_is_said_and_a_fresh_one_works(page: Driver, site: Site) -> None:
    opened(page, site.url("thread"))
    page.send("Page.crash")
    assert page.until("Affiant.rendererEnded")["status"].startswith("Crashed")
    page.fresh()
    opened(page, site.url("thread"))


def test_killing_every_page_process_is_said_and_a_fresh_one_works(page: Driver, site: Site) -> None:
    opened(page, site.url("thread"))
    killed = page_processes(page)
    assert len(killed) >= 2, "the page's and the front-end's"
    for number in killed:
        os.kill(number, signal.SIGKILL)
    said = {page.until("Affiant.rendererEnded")["status"] for _ in range(2)}
    assert len(said) == 2
    page.fresh()
    opened(page, site.url("thread"))


@pytest.mark.parametrize("text", [b"no protocol", b"[" * 100_000])
def test_who_speaks_no_protocol_ends_the_program(text: bytes) -> None:
    with start(KEY) as browser:
        Driver(browser).write(text)
        assert ended(browser) == 0


def test_calls_before_it_is_ready_wait() -> None:
    with start(KEY) as browser:
        driver = Driver(browser)
        assert driver.value("1 + 1") == 2
        assert driver.events[0]["method"] == "Affiant.ready"
