"""A page of the test site becomes artefacts: the same for every engine, exact to the pixel and to the byte."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fakes.site import long_pages as pages
from tests.fakes.site.certificates import certificates
from tests.fakes.site.pictures import picture_colour, row_colour
from tests.fakes.site.plain_pages import FOLLOWERS, URDU
from tests.fakes.site.server import Site
from tests.fakes.web_capture import capture, warc_records, warm

from affiant.capture.web.authorities import fingerprints
from affiant.capture.web.engine import EngineOrder
from affiant.capture.web.order import CertificateRefusedError, WebOrder
from affiant.capture.web.session import WebSession
from affiant.core.errors import AffiantError

ARTEFACTS = [
    "page.png",
    "page.mhtml",
    "dom.html",
    "text.txt",
    "print.pdf",
    "headers.json",
    "archive.warc.gz",
    "record.json",
]
SECRET = b"secret-of-the-operator"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site() as one:
        yield one


@pytest.fixture(scope="module", params=["qtwebengine", "chromium"])
def web(request: pytest.FixtureRequest) -> Iterator[WebSession]:
    with warm(request.param) as one:
        yield one


def test_a_long_page_is_pictured_exactly(web: WebSession, site: Site) -> None:
    captured = capture(web, site.url("long"), expect=(pages.LAST_LINE,))
    assert list(captured.files) == ARTEFACTS
    assert captured.outcome.not_obtained == ()
    assert captured.outcome.web["page"]["height"] == pages.LONG_HEIGHT
    assert captured.outcome.web["pictures"] == [{"artefact": 0, "height": pages.LONG_HEIGHT, "top": 0}]
    picture = captured.picture()
    assert picture.size == (captured.outcome.web["page"]["width"], pages.LONG_HEIGHT)
    for row in range(pages.LONG_ROWS):
        top = pages.long_row_top(row)
        for y in (top, top + pages.LONG_ROW - 1):
            assert picture.getpixel((900, y)) == row_colour(row), f"row {row}"
        for x, y in ((100, top + 40), (299, top + 189), (200, top + 100)):
            assert picture.getpixel((x, y)) == picture_colour(row), f"picture of row {row}"
    header = [y for y in range(picture.height) if picture.getpixel((1000, y)) == pages.HEADER_COLOUR]
    assert header == list(range(pages.HEADER)), "the sticky header stands at the top, once"
    footer = picture.crop((0, pages.LONG_HEIGHT - pages.LONG_FOOTER, 300, pages.LONG_HEIGHT))
    assert footer.getpixel((299, 99)) == pages.FOOTER_COLOUR
    assert len(footer.getcolors(10_000) or []) > 1, "the last line is drawn"
    assert pages.LAST_LINE in captured.text()
    assert captured.doubts == ()
    assert captured.answers()["claimed-words"] == "yes"


def test_everything_that_a_page_loads_is_in_the_archive(web: WebSession, site: Site) -> None:
    captured = capture(web, site.url("resources"))
    assert captured.outcome.web["page"]["height"] == pages.RESOURCES_HEIGHT
    assert captured.picture().height == pages.RESOURCES_HEIGHT
    assert captured.outcome.web["resources"] == {"failed": 0, "read": pages.RESOURCES, "without_body": 0}
    records = warc_records(captured.files["archive.warc.gz"])
    kinds = [one.kind for one in records]
    assert (kinds.count("warcinfo"), kinds.count("response"), kinds.count("request")) == (1, 26, 26)
    noise = [one for one in records if one.kind == "response" and "noise.jpg" in one.url]
    assert len({hashlib.sha256(one.body).digest() for one in noise}) == pages.RESOURCES_ROWS
    assert all(one.body.startswith(b"\xff\xd8\xff") for one in noise)
    page = next(one for one in records if one.kind == "response" and one.url.endswith("/resources"))
    assert page.http["x-archive-orig-content-encoding"] == "gzip"
    assert page.body.startswith(b"<!doctype html>")
    assert page.headers["warc-ip-address"] == "127.0.0.1"
    assert all(one.headers["warc-date"] for one in records)


def test_frames_and_workers_are_read_and_archived(web: WebSession, site: Site) -> None:
    captured = capture(web, site.url("frames"))
    assert "words of the inner frame" in captured.text()
    assert "words of the outer frame" in captured.text()
    assert "the worker said 1234" in captured.text()
    urls = [one.url for one in warc_records(captured.files["archive.warc.gz"]) if one.kind == "response"]
    for wanted in ("/frames", "/inner", "/outer", "/worker.js", "by=worker", "number=7"):
        assert sum(wanted in one for one in urls) == 1, wanted


def test_every_hop_of_a_redirect_is_kept_with_its_own_headers(web: WebSession, site: Site) -> None:
    captured = capture(web, site.url("redirect"))
    assert captured.outcome.final_url == site.url("thread")
    assert captured.outcome.web["requested_url"] == site.url("redirect")
    hops = captured.json("headers.json")["hops"]
    assert [one["response"]["status"] for one in hops] == [301, 302, 307, 200]
    told = [dict(one["response"]["headers"]).get("X-Hop") for one in hops]
    assert told == ["1", "2", "3", None]
    server = site.url("").removeprefix("http://").rstrip("/")
    assert {one["response"]["server"] for one in hops} == {server} == {captured.outcome.web["server"]}
    statuses = [one.status for one in warc_records(captured.files["archive.warc.gz"]) if one.kind == "response"]
    assert statuses == ["301", "302", "307", "200", "200"]


def test_what_a_page_says_of_itself_is_recorded(web: WebSession, site: Site) -> None:
    captured = capture(web, site.url("profile"))
    said = captured.json("record.json")["page"]
    assert said["title"] == captured.outcome.title == "Test Account (@tester)"
    assert said["canonical"] == site.url("profile")
    assert {"name": "og:title", "content": "Test Account"} in said["meta"]
    assert "Test Account" in said["json_ld"][0]
    assert said["oembed"] == [{"type": "application/json+oembed", "url": f"{site.url('profile')}.oembed.json"}]
    assert (said["language"], said["charset"]) == ("en", "UTF-8")
    assert FOLLOWERS in captured.text()
    assert FOLLOWERS in captured.files["dom.html"].decode()
    assert captured.files["print.pdf"].startswith(b"%PDF-")
    assert b"multipart/related" in captured.files["page.mhtml"][:2000]
    listed = {one["name"]: one["sha256"] for one in captured.json("record.json")["artefacts"]}
    assert listed == {
        name: hashlib.sha256(data).hexdigest() for name, data in captured.files.items() if name != "record.json"
    }
    held = captured.json("record.json")["isolation_of_recorder"]
    assert {"memory", "no-files-written"} <= set(held)


def test_a_page_in_urdu_keeps_every_letter(web: WebSession, site: Site) -> None:
    captured = capture(web, site.url("urdu"), expect=(URDU,))
    assert captured.text().count(URDU) == 20
    assert captured.answers()["claimed-words"] == "yes"
    assert captured.json("record.json")["page"]["direction"] == "rtl"


def test_no_secret_of_the_operator_is_in_any_artefact_and_no_capture_knows_the_one_before(
    web: WebSession, site: Site
) -> None:
    first = capture(web, site.url("cookies"))
    again = capture(web, site.url("cookies"))
    assert "sent: none" in first.text()
    assert "sent: none" in again.text()
    records = warc_records(first.files["archive.warc.gz"])
    assert all(SECRET not in one.body and SECRET.decode() not in str(one.http) for one in records)
    assert all(SECRET not in data for data in first.files.values())
    page = next(one for one in first.json("headers.json")["hops"])
    assert [value for name, value in page["response"]["headers"] if name == "Set-Cookie"] == [
        "sid=[withheld]; Path=/",
        "theme=[withheld]; Path=/",
    ]


def test_what_failed_and_what_the_page_complains_of_is_listed(web: WebSession, site: Site) -> None:
    captured = capture(web, site.url("errors"))
    record = captured.json("record.json")
    complaints = " ".join(one["text"] for one in record["console"]["lines"])
    assert "the page complains" in complaints
    assert "thrown on purpose" in complaints
    assert captured.outcome.web["console_errors"] >= 2
    failed = {one["url"].rpartition("/")[2] for one in record["resources"]["failed"]}
    assert failed == {"closed", "cut-short.png"}
    assert captured.doubts == ("all-pictures",)


def test_a_certificate_that_is_not_trusted_is_refused(web: WebSession, site: Site) -> None:
    for url in (site.bad_url("thread"), site.secure_url("thread")):
        with pytest.raises(CertificateRefusedError) as refused:
            capture(web, url)
        assert refused.value.error == "net::ERR_CERT_AUTHORITY_INVALID"
        assert refused.value.subject == url


def test_an_accepted_certificate_lets_exactly_that_one_pass(web: WebSession, site: Site) -> None:
    good, bad = certificates().good, certificates().bad
    captured = capture(web, site.secure_url("thread"), accepted_certificate=good.fingerprint.upper())
    assert captured.files["certificate.pem"].count(b"BEGIN CERTIFICATE") == 2
    tls = captured.outcome.web["tls"]
    assert (tls["accepted_by_operator"], tls["issuer"]) == (True, "Affiant test authority")
    assert tls["valid_from"] == "2020-01-01T00:00:00.000Z"
    assert tls["protocol"].startswith("TLS 1.")
    with pytest.raises(AffiantError) as refused:
        capture(web, site.bad_url("thread"), accepted_certificate=good.fingerprint)
    assert refused.value.code in ("web-certificate-refused", "web-certificate-changed")
    assert capture(web, site.bad_url("thread"), accepted_certificate=bad.fingerprint).outcome.web["status"] == 200
    with pytest.raises(CertificateRefusedError):  # the next capture knows nothing of it
        capture(web, site.bad_url("thread"))


def test_a_site_of_an_authority_of_the_operators_own_is_captured_and_that_is_recorded(
    site: Site, tmp_path: Path
) -> None:
    authority = tmp_path / "authority.pem"
    authority.write_bytes(certificates().authority_pem)
    with warm("qtwebengine", EngineOrder(authorities=(authority,))) as own:
        captured = capture(own, site.secure_url("thread"))
        assert captured.outcome.web["tls"]["accepted_by_operator"] is False
        assert captured.outcome.web["engine"]["authorities"] == list(fingerprints((authority,)))
        assert captured.files["certificate.pem"].count(b"BEGIN CERTIFICATE") == 2
        assert captured.doubts == ()
        with pytest.raises(CertificateRefusedError):
            capture(own, site.bad_url("thread"))


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("closed", "web-unreachable"),
        ("no-answer", "web-unreachable"),
        ("redirect-loop", "web-redirects"),
        ("download", "web-download"),
        ("no-content", "web-unreachable"),
        ("silent", "web-no-answer"),
        ("ftp", "web-address"),
        ("nowhere", "web-unreachable"),
    ],
)
def test_without_a_page_nothing_is_captured(web: WebSession, site: Site, what: str, code: str) -> None:
    urls = {"closed": site.closed_url(), "ftp": "ftp://127.0.0.1/", "nowhere": "http://nowhere.invalid/"}
    with pytest.raises(AffiantError) as failed:
        capture(web, urls.get(what) or site.url(what), answer_ms=1500)
    assert failed.value.code == code


def test_an_order_has_one_form_on_both_sides() -> None:
    order = WebOrder("http://127.0.0.1/", 5, ("a",), "ab", 7, 8, 9)
    assert WebOrder.from_json(order.to_json()) == order
