"""Whether a text is the address of a page that can be captured."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

MAX_LENGTH = 8192
NOT_AN_ADDRESS = "not-an-address"
NOT_HTTP = "not-http"
WITH_PASSWORD = "address-with-password"
TOO_LONG = "address-too-long"

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?![0-9]+(?:/|$))")
_DISARMED = re.compile(r"hxxp(s?)(?::|\[:\])//|http(s?)\[:\]//", re.IGNORECASE)
_DOT = re.compile(r"\[(?:\.|dot)\]|\((?:\.|dot)\)", re.IGNORECASE)
_HOST_ENDS = re.compile(r"[/?#]")
_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_][\w-]+(?::[0-9]{1,5})?")
"""A host of at least two labels, of which the last begins with a letter: a number or a sentence is none."""
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ufeff]")


@dataclass(frozen=True, slots=True)
class Address:
    """What became of a text: an address, or the reason why it is none."""

    url: str | None
    problem: str | None


def as_address(text: str) -> Address:
    """Read a text as the address of a page.

    Addresses without a scheme (``x.example/1``) get ``https``; those made harmless for reports (``hxxps://x[.]example``)
    are put right. Everything else stays as it is written: no part is decoded, sorted or cut.
    """
    shown = text.strip().removeprefix("<").removesuffix(">").removeprefix("'").strip()
    if len(shown) > MAX_LENGTH:
        return Address(None, TOO_LONG)
    if not shown or _UNSEEN.search(shown):
        return Address(None, NOT_AN_ADDRESS)
    disarmed = _DISARMED.match(shown)
    if disarmed:
        shown = f"http{(disarmed[1] or disarmed[2] or '').lower()}://{shown[disarmed.end() :]}"
    armed = _with_dots(shown)
    if not _SCHEME.match(armed):
        armed = armed.removeprefix("//")
        if not _HOST.fullmatch(_HOST_ENDS.split(armed, maxsplit=1)[0]):
            return Address(None, NOT_AN_ADDRESS)
        armed = f"https://{armed}"
    elif not armed.lower().startswith(("http://", "https://")):
        return Address(None, NOT_HTTP)
    return _checked(armed)


def _with_dots(address: str) -> str:
    """Put the dots of the host right: ``x[.]example``, ``x(.)example``, ``x[dot]example``."""
    scheme, slashes, rest = address.partition("://")
    if scheme.lower() not in ("http", "https"):
        scheme, slashes, rest = "", "", address
    end = _HOST_ENDS.search(rest)
    cut = end.start() if end else len(rest)
    return scheme + slashes + _DOT.sub(".", rest[:cut]) + rest[cut:]


def _checked(address: str) -> Address:
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return Address(None, NOT_AN_ADDRESS)
    if not host:
        return Address(None, NOT_AN_ADDRESS)
    if parts.username is not None:
        return Address(None, WITH_PASSWORD)
    return Address(address, None)
