"""Addresses and languages, as a person writes them, as the log of steps shows them, and as servers are told."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from PySide6.QtCore import QUrl

_WEB = ("http", "https")


def read_address(text: str) -> QUrl | None:
    """Read what a person wrote into the address field.

    Args:
        text: a URL of the web; without a scheme, https is meant.

    Returns:
        The address, or None when it is none of a page: files and scripts are not opened here.
    """
    written = text.strip()
    if "://" not in written:
        written = f"https://{written}"
    url = QUrl(written, QUrl.ParsingMode.TolerantMode)
    return url if url.isValid() and url.scheme() in _WEB and url.host() else None


def encoded(url: QUrl) -> str:
    """Return an address as servers and records have it."""
    return url.toString(QUrl.ComponentFormattingOption.FullyEncoded)


def logged_address(url: QUrl, *, typed: bool) -> str:
    """Return an address for the log of steps, without a name and password in it.

    Args:
        url: where the page goes.
        typed: whether it comes from a form: its query is then what somebody typed, perhaps a password, and is cut.
    """
    parts = urlsplit(encoded(url))
    parts = parts._replace(netloc=parts.netloc.rpartition("@")[2])
    return urlunsplit(parts._replace(query="", fragment="") if typed else parts)


def accept_language(locale: str) -> str:
    """Return the value of the header Accept-Language (RFC 9110, 12.5.4) for a locale, its language alone behind it."""
    language = locale.partition("-")[0]
    return locale if language == locale else f"{locale},{language};q=0.9"
