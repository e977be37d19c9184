"""A web archive (WARC 1.1, ISO 28500:2017), one gzip member a record, written into memory piece by piece.

What stands in it is what the browser told: bodies come decoded, so ``Content-Encoding``, ``Transfer-Encoding`` and the
original length are kept as ``X-Archive-Orig-…``. Values that could open somebody's account are replaced by a mark.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from affiant.capture.web.exchange import Exchange, Headers

WITHHELD = (
    "authorization", "cookie", "proxy-authorization", "set-cookie", "x-access-token", "x-api-key", "x-auth-token",
    "x-csrf-token", "x-csrftoken", "x-fb-lsd", "x-guest-token", "x-session-token", "x-xsrf-token",
)  # fmt: skip
"""Headers whose values are withheld."""
MARK = "[withheld]"
_DECODED = ("content-encoding", "transfer-encoding", "content-length")
_LEVEL = 6
_CHARSET = re.compile(r"charset=\"?([\w.:-]+)", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]")


def withheld(headers: Iterable[tuple[str, str]]) -> Headers:
    """Replace values that could open an account; of cookies names and attributes stay."""
    return [(name, _mark(name.lower(), value)) for name, value in headers]


def _mark(name: str, value: str) -> str:
    if name not in WITHHELD:
        return value
    if name == "set-cookie":
        pair, *rest = value.split(";")
        return ";".join([_mark_pair(pair), *rest])
    if name == "cookie":
        return "; ".join(_mark_pair(one.strip()) for one in value.split(";"))
    return MARK


def _mark_pair(pair: str) -> str:
    """Keep the name of a cookie. One without a name is all value (RFC 6265bis, 5.6)."""
    name, is_pair, _ = pair.partition("=")
    return f"{name}={MARK}" if is_pair else MARK


class WarcWriter:
    """Makes records, as bytes; nothing is kept."""

    def __init__(self, date: str, file_name: str, about: Headers, make_id: Callable[[], str]) -> None:
        """Begin.

        Args:
            date: when the archive was begun, as `core.clock` writes it.
            file_name: of the archive.
            about: fields of the ``warcinfo`` record.
            make_id: gives a new UUID.
        """
        self._make_id = make_id
        self._date = date
        self._file_name = file_name
        self._about = about
        self._info = self._record_id()
        self.responses = 0

    def information(self) -> bytes:
        """Return the first record."""
        block = "".join(f"{name}: {_clean(value)}\r\n" for name, value in self._about).encode()
        return _member(
            "warcinfo",
            [
                ("WARC-Record-ID", self._info),
                ("WARC-Date", self._date),
                ("WARC-Filename", self._file_name),
                ("WARC-Block-Digest", _digest(block)),
                ("Content-Type", "application/warc-fields"),
            ],
            [block],
        )

    def exchange(self, one: Exchange, body: bytes) -> bytes:
        """Return the records of a request and, when there was one, of its answer."""
        response = one.response
        answered = self._record_id()
        records = b""
        about = [("WARC-Target-URI", _address(one.url)), ("WARC-Date", one.date), ("WARC-Warcinfo-ID", self._info)]
        if response is not None and response.server:
            about.append(("WARC-IP-Address", _ip(response.server)))
        if response is not None:
            self.responses += 1
            status = f"HTTP/1.1 {response.status} {_clean(response.reason)}".rstrip()
            head = _head(status, _told_headers(one, response.headers, body))
            extra = [("WARC-Truncated", "unspecified")] if one.no_body else []
            records = _member(
                "response",
                [
                    ("WARC-Record-ID", answered),
                    *about,
                    ("Content-Type", "application/http;msgtype=response"),
                    ("WARC-Block-Digest", _digest(head, body)),
                    ("WARC-Payload-Digest", _digest(body)),
                    *extra,
                ],
                [head, body],
            )
        head = _head(f"{_clean(one.method)} {_path(one.url)} HTTP/1.1", _asked_headers(one))
        return records + _member(
            "request",
            [
                ("WARC-Record-ID", self._record_id()),
                *about,
                *([("WARC-Concurrent-To", answered)] if response is not None else []),
                ("Content-Type", "application/http;msgtype=request"),
                ("WARC-Block-Digest", _digest(head)),
                ("WARC-Payload-Digest", _digest(b"")),
            ],
            [head],
        )

    def _record_id(self) -> str:
        return f"<urn:uuid:{self._make_id()}>"


def _told_headers(one: Exchange, headers: Headers, body: bytes) -> Headers:
    found: Headers = []
    for name, value in withheld(headers):
        low = name.lower()
        if low in _DECODED:
            found.append((f"X-Archive-Orig-{name}", value))
        elif low == "content-type" and _transcoded(value):
            found += [("X-Archive-Orig-Content-Type", value), (name, _CHARSET.sub("charset=utf-8", value))]
        else:
            found.append((name, value))
    if one.no_body:
        found.append(("X-Archive-No-Body", one.no_body))
    return [*found, ("Content-Length", str(len(body)))]


def _transcoded(content_type: str) -> bool:
    """Whether the browser gave a text in another encoding than it came in: it gives all texts as UTF-8."""
    charset = _CHARSET.search(content_type)
    return content_type.startswith("text/") and charset is not None and charset[1].lower() not in ("utf-8", "utf8")


def _asked_headers(one: Exchange) -> Headers:
    found = [(name, value) for name, value in withheld(one.request_headers) if not name.startswith(":")]
    found = [(f"X-Archive-Orig-{name}" if name.lower() in _DECODED else name, value) for name, value in found]
    if not any(name.lower() == "host" for name, _ in found):
        found.insert(0, ("Host", _split(one.url)[0]))
    if one.sent_bytes:
        found.append(("X-Archive-Withheld", f"body of {one.sent_bytes} characters"))
    return found


def _member(kind: str, fields: Headers, block: list[bytes]) -> bytes:
    size = sum(len(part) for part in block)
    head = f"WARC/1.1\r\nWARC-Type: {kind}\r\n"
    head += "".join(f"{name}: {_clean(value)}\r\n" for name, value in fields)
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, 31)
    parts = [packer.compress(f"{head}Content-Length: {size}\r\n\r\n".encode())]
    parts += [packer.compress(part) for part in block]
    return b"".join([*parts, packer.compress(b"\r\n\r\n"), packer.flush()])


def _head(first: str, headers: Headers) -> bytes:
    lines = [first, *(f"{_clean(name)}: {_clean(value)}" for name, value in headers), "", ""]
    return "\r\n".join(lines).encode("utf-8")


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return f"sha256:{base64.b32encode(digest.digest()).decode()}"


def _clean(value: str) -> str:
    return _UNSAFE.sub(" ", value)


def _address(url: str) -> str:
    return _clean(url.partition("#")[0]).replace(" ", "%20")


def _path(url: str) -> str:
    return _split(url)[1]


def _split(url: str) -> tuple[str, str]:
    """Host with port, and path with query."""
    try:
        parts = urlsplit(_address(url))
    except ValueError:
        return "", "/"
    return parts.netloc.rpartition("@")[2], (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _ip(server: str) -> str:
    return server.rpartition(":")[0].strip("[]") or server
