import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from tests.fakes.case_memory import CountingBytes
from tests.fakes.time_authority import LocalAuthority

from affiant.core.clock import FixedClock
from affiant.core.errors import AffiantError
from affiant.stamp.authorities.rfc3161 import HttpAnswer, Rfc3161Authority
from affiant.stamp.reply import MAX_BYTES
from affiant.stamp.stamper import CheckedStamper

REPLY_TYPE = "application/timestamp-reply"


def _answering(answer: HttpAnswer):
    def post(url, body, content_type, timeout, most) -> HttpAnswer:
        assert content_type == "application/timestamp-query"
        return answer

    return post


def _refused(code: str, authority: Rfc3161Authority) -> AffiantError:
    with pytest.raises(AffiantError) as caught:
        authority.ask(b"query")
    assert caught.value.code == code
    assert caught.value.subject == authority.url
    return caught.value


def test_a_reply_is_handed_on_as_it_is() -> None:
    authority = Rfc3161Authority("https://tsa.invalid/", _answering(HttpAnswer(200, REPLY_TYPE, b"reply")))
    assert authority.ask(b"query") == b"reply"


@pytest.mark.parametrize(
    "answer",
    [
        HttpAnswer(500, REPLY_TYPE, b"reply"),
        HttpAnswer(302, "text/html", b""),
        HttpAnswer(200, "text/html", b"<html>sign in"),
        HttpAnswer(200, REPLY_TYPE, b""),
        HttpAnswer(200, REPLY_TYPE, b"x" * (MAX_BYTES + 1)),
    ],
)
def test_another_answer_is_refused(answer) -> None:
    _refused("authority-answer", Rfc3161Authority("https://tsa.invalid/", _answering(answer)))


@pytest.mark.parametrize("wrong", [OSError("no route"), TimeoutError("slow"), ValueError("bad header")])
def test_no_answer_is_said(wrong) -> None:
    def post(*_: object) -> HttpAnswer:
        raise wrong

    _refused("authority-unreachable", Rfc3161Authority("https://tsa.invalid/", post))


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a/b", "https://", "tsa.invalid", "http://a b/", "http://[", ""]
)
def test_only_http_addresses_are_asked(url) -> None:
    def post(*_: object) -> HttpAnswer:
        raise AssertionError("asked")

    _refused("authority-url", Rfc3161Authority(url, post))


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/stamp")
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", REPLY_TYPE)
        self.end_headers()
        self.wfile.write(b"reply to " + body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with HTTPServer(("127.0.0.1", 0), _Handler) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def test_over_a_real_connection(server) -> None:
    assert Rfc3161Authority(f"{server}/stamp").ask(b"query") == b"reply to query"


def test_a_redirection_is_not_followed(server) -> None:
    _refused("authority-answer", Rfc3161Authority(f"{server}/moved"))


def test_nobody_there(server) -> None:
    _refused("authority-unreachable", Rfc3161Authority("http://127.0.0.1:9/", timeout=2))


def test_a_stamper_checks_what_the_authority_sends(tmp_path) -> None:
    authority = LocalAuthority(tmp_path / "tsa")
    clock = FixedClock(datetime(2026, 11, 21, tzinfo=UTC))
    stamper = CheckedStamper(authority, (authority.root_pem,), clock, CountingBytes())
    assert stamper.stamp(bytes(32))[:1] == b"\x30"
    assert stamper.url == authority.url
    with pytest.raises(AffiantError) as caught:
        CheckedStamper(authority, (), clock, CountingBytes()).stamp(bytes(32))
    assert caught.value.code == "time-untrusted"
