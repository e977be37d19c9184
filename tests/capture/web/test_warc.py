"""Records of a web archive: read by a foreign reader, with every digest; without secrets and without injections."""

from __future__ import annotations

import gzip
import itertools

import pytest
from tests.fakes.web_capture import warc_records

from affiant.capture.web.exchange import Exchange, Response
from affiant.capture.web.warc import MARK, WarcWriter, withheld


def writer() -> WarcWriter:
    numbers = itertools.count(1)
    return WarcWriter(
        "2026-11-03T10:00:00.000Z", "archive.warc.gz", [("software", "Affiant")], lambda: f"{next(numbers):032x}"
    )


def exchange(url: str = "http://127.0.0.1/a?b#c", **fields: object) -> Exchange:
    one = Exchange("1", 0, url, "GET", "Document", None, None, 1_793_700_000.5, [None])
    one.response = Response(200, "OK", [("Content-Type", "text/html; charset=utf-8")], server="[::1]:443")
    for name, value in fields.items():
        setattr(one, name, value)
    return one


def test_records_stand_one_in_a_gzip_member_and_name_each_other() -> None:
    made = writer()
    data = made.information() + made.exchange(exchange(), b"body")
    assert data.count(b"\x1f\x8b\x08") == 3
    info, response, request = warc_records(data)
    assert (info.kind, response.kind, request.kind) == ("warcinfo", "response", "request")
    assert gzip.decompress(data).startswith(b"WARC/1.1\r\n")
    assert response.url == request.url == "http://127.0.0.1/a?b"
    assert response.body == b"body"
    assert response.headers["warc-ip-address"] == "::1"
    assert response.headers["warc-date"] == request.headers["warc-date"] == "2026-11-03T10:00:00.500Z"
    assert request.headers["warc-concurrent-to"] == response.headers["warc-record-id"]
    assert response.headers["warc-warcinfo-id"] == info.headers["warc-record-id"]
    assert request.http["host"] == "127.0.0.1"


def test_what_was_packed_or_in_another_encoding_is_said() -> None:
    one = exchange()
    assert one.response is not None
    one.response.headers = [
        ("Content-Encoding", "br"),
        ("Transfer-Encoding", "chunked"),
        ("Content-Length", "7"),
        ("Content-Type", 'text/html; charset="windows-1256"'),
    ]
    (response, _) = warc_records(writer().exchange(one, "سلام".encode()))
    assert response.http["x-archive-orig-content-encoding"] == "br"
    assert response.http["x-archive-orig-transfer-encoding"] == "chunked"
    assert response.http["x-archive-orig-content-length"] == "7"
    assert response.http["content-length"] == "8"
    assert "windows-1256" in response.http["x-archive-orig-content-type"]
    assert "utf-8" in response.http["content-type"]


def test_a_cookie_without_a_name_is_withheld_whole() -> None:
    assert withheld(
        [("Set-Cookie", "secret; HttpOnly"), ("Cookie", "a=secret; secret"), ("set-cookie", "=secret")]
    ) == [
        ("Set-Cookie", f"{MARK}; HttpOnly"),
        ("Cookie", f"a={MARK}; {MARK}"),
        ("set-cookie", f"={MARK}"),
    ]


@pytest.mark.parametrize("name", ["X-Api-Key", "X-Auth-Token", "X-XSRF-Token", "x-fb-lsd"])
def test_tokens_that_sites_send_under_names_of_their_own_are_withheld(name: str) -> None:
    assert withheld([(name, "secret")]) == [(name, MARK)]


def test_values_that_open_accounts_are_withheld_and_names_stay() -> None:
    assert withheld([("Cookie", "a=secret; b=secret=x"), ("set-cookie", "id=secret; Path=/; HttpOnly")]) == [
        ("Cookie", f"a={MARK}; b={MARK}"),
        ("set-cookie", f"id={MARK}; Path=/; HttpOnly"),
    ]
    assert withheld([("AUTHORIZATION", "Bearer secret"), ("X-Test", "kept")]) == [
        ("AUTHORIZATION", MARK),
        ("X-Test", "kept"),
    ]
    one = exchange(request_headers=[("Authorization", "Bearer secret"), (":path", "/")], sent_bytes=12)
    request = warc_records(writer().exchange(one, b""))[-1]
    assert request.http["authorization"] == MARK
    assert "12" in request.http["x-archive-withheld"]
    assert ":path" not in request.http


def test_no_header_and_no_address_can_begin_a_line_of_its_own() -> None:
    one = exchange("http://127.0.0.1/a\r\nWARC-Type: lie\r\n\r\nx y")
    assert one.response is not None
    one.response.headers = [("X-A\r\nX-Injected", "b\r\n\r\nHTTP/1.1 500"), ("X-Null", "a\0b")]
    one.response.reason = "OK\r\nX-Other: 1"
    response, request = warc_records(writer().exchange(one, b"body"))
    assert (response.kind, response.status, response.body) == ("response", "200", b"body")
    assert "x-injected" not in response.http
    assert "x-other" not in response.http
    assert "\n" not in response.url + request.url


@pytest.mark.parametrize(
    "url", ["http://[bad/", "http://user:secret@127.0.0.1/x", "https://例え.テスト/道", "http://127.0.0.1"]
)
def test_strange_addresses_are_archived_all_the_same(url: str) -> None:
    assert len(warc_records(writer().exchange(exchange(url), b""))) == 2


def test_a_missing_body_is_marked() -> None:
    response, _ = warc_records(writer().exchange(exchange(no_body="not-in-browser"), b""))
    assert response.headers["warc-truncated"] == "unspecified"
    assert response.http["x-archive-no-body"] == "not-in-browser"


def test_a_request_without_an_answer_is_a_record_alone() -> None:
    assert [one.kind for one in warc_records(writer().exchange(exchange(response=None), b""))] == ["request"]
