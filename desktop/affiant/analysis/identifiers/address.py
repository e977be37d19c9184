"""Addresses, read strictly: what a person might misread is refused, and nothing is repaired on the way.

The split follows RFC 3986, appendix B. Hosts in other scripts are put into their ASCII form (RFC 3492), so that an
imitation shows.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

from affiant.core.errors import AffiantError

SCHEMES = ("https", "http", "tg")
LONGEST = 16_384
"""Characters; browsers take more, and no platform needs it."""
_PARTS = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*)://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_IPV6 = re.compile(r"\[[0-9a-f:.]{2,45}\]")
_PORT = re.compile(r"[1-9][0-9]{0,4}")
_USUAL_PORTS = {"https": 443, "http": 80}
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"))


class AddressError(AffiantError):
    """An address that is not read. Its code and title say why; the address itself is the subject."""

    def __init__(self, code: str, title: str, subject: str) -> None:
        super().__init__(
            f"address-{code}", title, subject=subject, remedy="Copy the address again from the browser's address bar."
        )


@dataclass(frozen=True, slots=True)
class Parameter:
    """One part of a query, as it stands in the address."""

    name: str
    value: str | None
    """None where there is no equals sign."""

    def __str__(self) -> str:
        return self.name if self.value is None else f"{self.name}={self.value}"


@dataclass(frozen=True, slots=True)
class Address:
    """An address in its parts. Only scheme and host are lower-cased; the rest is exactly as it was given."""

    raw: str
    scheme: str
    host: str
    """In ASCII form, without a dot at the end."""
    port: int | None
    """None where it is the scheme's own."""
    path: str
    parameters: tuple[Parameter, ...]
    fragment: str | None

    @property
    def segments(self) -> tuple[str, ...]:
        """The path's segments, as they stand; a slash at the end makes no segment."""
        inner = self.path.removeprefix("/").removesuffix("/")
        return tuple(inner.split("/")) if inner else ()

    def is_on(self, *hosts: str) -> bool:
        """Whether the host is one of these, or below one, on the boundary of a label, and the port is the usual one."""
        return self.port is None and any(self.host == one or self.host.endswith(f".{one}") for one in hosts)

    def value(self, name: str) -> str | None:
        """Value of a parameter, decoded; None where it is absent or empty.

        Raises:
            AddressError: it stands twice with different values, or its percent signs do not decode to text.
        """
        found = {one.value for one in self.parameters if one.name == name and one.value}
        if len(found) > 1:
            raise AddressError("parameter-twice", "A parameter stands twice with different values", name)
        return decoded(found.pop() or "") if found else None

    def with_query(self, parameters: tuple[Parameter, ...]) -> str:
        """The address with other parameters, and without its fragment."""
        port = "" if self.port is None else f":{self.port}"
        query = "?" + "&".join(map(str, parameters)) if parameters else ""
        return f"{self.scheme}://{self.host}{port}{self.path}{query}"


def decoded(text: str) -> str:
    """Text without its percent signs.

    Raises:
        AddressError: they do not stand for UTF-8.
    """
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError as wrong:
        raise AddressError("encoding", "Percent signs in the address do not decode to text", text) from wrong


def hides_something(text: str) -> bool:
    """Whether text holds white space, or characters that are not seen or that turn what is seen around."""
    return any(unicodedata.category(one) in _HIDDEN for one in text)


def parse_address(text: str) -> Address:
    """Read an address.

    Raises:
        AddressError: it has no scheme or another than `SCHEMES`; it holds white space, control or bidi characters,
            a backslash, a user name before the host, dots as segments, or a host that is none.
    """
    if len(text) > LONGEST:
        raise AddressError("too-long", f"The address is longer than {LONGEST} characters", text[:100])
    if hides_something(text):
        raise AddressError("hidden", "The address holds white space or invisible characters", text)
    if "\\" in text:
        raise AddressError("backslash", "The address holds a backslash, which browsers read as a slash", text)
    found = _PARTS.fullmatch(text)
    if found is None:
        raise AddressError("form", "This is not a whole address", text)
    scheme, authority, path, query, fragment = found.groups()
    scheme = scheme.lower()
    if scheme not in SCHEMES:
        raise AddressError("scheme", f"An address begins with one of these: {', '.join(SCHEMES)}", text)
    if "@" in authority:
        raise AddressError("user", "A user name stands before the host, which hides where the address leads", text)
    if any(one in (".", "..") for one in path.lower().replace("%2e", ".").split("/")):
        raise AddressError("dots", "The path holds dots as segments, so it leads elsewhere than it says", text)
    host, port = _host_and_port(authority, text)
    return Address(
        raw=text,
        scheme=scheme,
        host=_ascii_host(host, text),
        port=None if port == _USUAL_PORTS.get(scheme) else port,
        path=path,
        parameters=tuple(_parameter(one) for one in (query or "").split("&") if one),
        fragment=fragment,
    )


def _parameter(text: str) -> Parameter:
    name, equals, value = text.partition("=")
    return Parameter(name, value if equals else None)


def _host_and_port(authority: str, text: str) -> tuple[str, int | None]:
    if authority.startswith("["):
        host, bracket, rest = authority.partition("]")
        host, port = host + bracket, rest.removeprefix(":") if rest else ""
    else:
        host, _, port = authority.partition(":")
    if port and (not _PORT.fullmatch(port) or int(port) > 65535):
        raise AddressError("port", "The port of the address is no port", text)
    return host, int(port) if port else None


def _ascii_host(host: str, text: str) -> str:
    host = host.lower()
    if _IPV6.fullmatch(host):
        return host
    labels = [_ascii_label(one, text) for one in host.removesuffix(".").split(".")]
    if not all(_LABEL.fullmatch(one) for one in labels) or len(".".join(labels)) > 253:
        raise AddressError("host", "The host of the address is none", text)
    return ".".join(labels)


def _ascii_label(label: str, text: str) -> str:
    if label.isascii():
        return label
    plain = unicodedata.normalize("NFC", label)
    letters = all(one == "-" or unicodedata.category(one)[0] in "LMN" for one in plain)
    if unicodedata.normalize("NFKC", plain) != plain or not letters:
        raise AddressError(
            "imitation", "The host holds characters that only look like others, and that browsers replace", text
        )
    return "xn--" + plain.encode("punycode").decode("ascii")
