"""An authority that answers over HTTP (RFC 3161, section 3.4)."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from affiant.core.errors import AffiantError
from affiant.stamp.reply import MAX_BYTES

TIMEOUT_SECONDS = 20.0
_QUERY_TYPE = "application/timestamp-query"
_REPLY_TYPE = "application/timestamp-reply"
_SCHEMES = ("http", "https")


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What came back."""

    status: int
    content_type: str
    body: bytes
    """At most one byte more than was allowed."""


Post = Callable[[str, bytes, str, float, int], HttpAnswer]
"""``(url, body, content_type, timeout_seconds, most_bytes) -> answer``; raises `OSError` when nothing answers."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A query goes where the user said, and nowhere else."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


def post(url: str, body: bytes, content_type: str, timeout: float, most: int) -> HttpAnswer:
    """Send one POST request over the network, through the proxies that the system names.

    Raises:
        OSError: nothing answers, or the answer breaks off.
    """
    # The scheme was checked by `Rfc3161Authority`, which alone calls this.
    request = urllib.request.Request(  # noqa: S310
        url, data=body, headers={"Content-Type": content_type, "User-Agent": "Affiant"}, method="POST"
    )
    opener = urllib.request.build_opener(_NoRedirects)
    try:
        with opener.open(request, timeout=timeout) as answer:
            return HttpAnswer(answer.status, answer.headers.get_content_type(), answer.read(most + 1))
    except urllib.error.HTTPError as refused:
        with refused:
            return HttpAnswer(refused.code, refused.headers.get_content_type(), b"")
    except http.client.HTTPException as broken:
        raise OSError("the answer is not HTTP") from broken


@dataclass(frozen=True, slots=True)
class Rfc3161Authority:
    """An `Authority` at a URL."""

    url: str
    post: Post = post
    timeout: float = TIMEOUT_SECONDS

    def ask(self, query: bytes) -> bytes:
        """See `Authority.ask`."""
        self._check_url()
        try:
            answer = self.post(self.url, query, _QUERY_TYPE, self.timeout, MAX_BYTES)
        except (OSError, ValueError) as wrong:
            raise AffiantError(
                "authority-unreachable",
                "The time-stamping authority cannot be reached",
                subject=self.url,
                safe="Everything else is done; the query can be answered later.",
                remedy="Try again when online, or take the query to a machine that is.",
            ) from wrong
        if answer.status != 200 or answer.content_type != _REPLY_TYPE or not 0 < len(answer.body) <= MAX_BYTES:
            raise AffiantError(
                "authority-answer",
                f"The time-stamping authority did not send a reply (HTTP status {answer.status})",
                subject=self.url,
                safe="Everything else is done; the query can be answered later.",
                remedy="Check the address of the authority, or use another.",
            )
        return answer.body

    def _check_url(self) -> None:
        try:
            parts = urlsplit(self.url)
            right = parts.scheme in _SCHEMES and bool(parts.hostname) and self.url.isascii() and self.url.isprintable()
        except ValueError:
            right = False
        if not right or " " in self.url:
            raise AffiantError(
                "authority-url",
                "The address of a time-stamping authority begins with http:// or https://",
                subject=self.url,
                remedy="Copy the address from the authority's own documentation.",
            )
