"""What tells one page from another by its address, for questions such as *was this captured before?*"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

PageKey = tuple[str, str, str]


def page_key(address: str) -> PageKey:
    """Host without ``www``, path without the last slash, and query; neither scheme nor fragment counts."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
        return (f"{host}:{parts.port or ''}", parts.path.rstrip("/"), parts.query)
    except ValueError:
        return ("", address, "")


def is_this_computer(address: str) -> bool:
    """Whether an address leads to this computer itself, which needs no network."""
    try:
        host = urlsplit(address).hostname
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False
