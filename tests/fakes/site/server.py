"""A web site on 127.0.0.1 for tests of web capture.

    with Site() as site:
        site.url("thread")           # http://127.0.0.1:PORT/thread
        site.other_url("outer")      # the same pages under another port: another origin
        site.secure_url("thread")    # TLS with a certificate of an authority of ours (`certificates`)
        site.bad_url("thread")       # TLS with a certificate that signed itself
        site.requests                # what was asked for, in order

Ports are free ones; everything ends with the block. The pages: `plain_pages`, `long_pages`, `walls`, `hostile`,
`liars`.
"""

from __future__ import annotations

import gzip
import socket
import ssl
import tempfile
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.fakes.site import hostile, liars, long_pages, plain_pages, walls
from tests.fakes.site.answer import Answer, Page, Request
from tests.fakes.site.certificates import Served, certificates

PAGES: dict[str, Page] = {**plain_pages.PAGES, **long_pages.PAGES, **walls.PAGES, **hostile.PAGES, **liars.PAGES}
PATIENCE = 60
"""Seconds that a connection may be idle."""


class Site:
    """The test site; starts with the ``with`` block and ends with it."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        """Path and query of each request, on any port."""
        self.stopping = threading.Event()
        self._pages = dict(PAGES)
        self._servers: dict[str, _Server] = {}

    def url(self, name: str, **asked: object) -> str:
        return self._address("http", name, asked)

    def other_url(self, name: str, **asked: object) -> str:
        return self._address("other", name, asked, host="localhost")

    def secure_url(self, name: str, **asked: object) -> str:
        return self._address("good", name, asked, scheme="https")

    def bad_url(self, name: str, **asked: object) -> str:
        return self._address("bad", name, asked, scheme="https")

    def closed_url(self) -> str:
        """An address at which nobody listens."""
        with socket.socket() as once:
            once.bind(("127.0.0.1", 0))
            return f"http://127.0.0.1:{once.getsockname()[1]}/"

    def put(self, name: str, page: Callable[[Request], Answer]) -> str:
        """Add a page of one's own, and give its address."""
        self._pages[name] = page
        return self.url(name)

    def page(self, name: str) -> Page | None:
        return self._pages.get(name)

    def change_certificate(self) -> None:
        """From now on the port of `bad_url` shows new connections the certificate of `secure_url`."""
        self._servers["bad"].show(certificates().good)

    def close_connections(self) -> None:
        """Cut everything that is under way; the site goes on."""
        for server in self._servers.values():
            server.cut()

    def __enter__(self) -> Site:
        pem = certificates()
        for key, served in (("http", None), ("other", None), ("good", pem.good), ("bad", pem.bad)):
            self._servers[key] = _Server(self, served)
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        for server in self._servers.values():
            server.end()

    def _address(
        self, key: str, name: str, asked: dict[str, object], *, scheme: str = "http", host: str = "127.0.0.1"
    ) -> str:
        query = f"?{urlencode(asked)}" if asked else ""
        return f"{scheme}://{host}:{self._servers[key].server_port}/{name}{query}"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, site: Site, served: Served | None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.site = site
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        self._tls = _context(served) if served else None
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), name="test site", daemon=True)
        self._thread.start()

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        if self._tls is not None:
            connection = self._tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        with self._guard:
            self._open.add(connection)
        return connection, address

    def close_request(self, request: Any) -> None:
        with self._guard:
            self._open.discard(request)
        super().close_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Browsers go away in the middle of everything: nothing to say."""

    def show(self, served: Served) -> None:
        self._tls = _context(served)

    def cut(self) -> None:
        with self._guard:
            for connection in self._open:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue

    def end(self) -> None:
        self.shutdown()
        self.cut()
        self.server_close()
        self._thread.join(5)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "TestSite/1"
    sys_version = ""
    timeout = PATIENCE
    server: _Server

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        site = self.server.site
        site.requests.append(self.path)
        request = Request(site, self.headers, dict(parse_qsl(parts.query)))
        name = parts.path.lstrip("/")
        if name in hostile.RAW:
            hostile.RAW[name](request, self)
            return
        page = site.page(name)
        self._send(page(request) if page else walls.missing(request))

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def _send(self, answer: Answer) -> None:
        body = answer.body
        headers = [("Content-Type", answer.type), ("Cache-Control", "no-store"), *answer.headers]
        if answer.packed and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, mtime=0)
            headers.append(("Content-Encoding", "gzip"))
        self.send_response(answer.status)
        for header in (*headers, ("Content-Length", str(len(body)))):
            self.send_header(*header)
        self.end_headers()
        self.wfile.write(body)


def _context(served: Served) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        chain, key = Path(folder, "chain.pem"), Path(folder, "key.pem")
        chain.write_bytes(served.chain_pem)
        key.write_bytes(served.key_pem)
        context.load_cert_chain(chain, key)
    return context
