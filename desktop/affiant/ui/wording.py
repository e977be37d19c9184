"""How values are put in words on the screen."""

from __future__ import annotations

import re

from affiant.core.model import Account
from affiant.core.names import visible
from affiant.core.platforms import TITLES

_ISOLATE, _END = "\u2068", "\u2069"
_THOUSAND = 1000
_BREAK = "\u200b"
_LONG_WORD = 18
_LONG = re.compile(rf"\S{{{_LONG_WORD}}}(?=\S)")


def isolated(text: str, limit: int = 0) -> str:
    """Return text from outside made visible, in an isolate, so that it cannot re-order what stands beside it.

    First-strong isolate: Unicode Standard Annex 9, section 2.7.
    """
    return f"{_ISOLATE}{visible(text, limit)}{_END}"


def breakable(text: str) -> str:
    """Let words of more than `_LONG_WORD` characters break across lines; for showing, never for copying."""
    return _LONG.sub(lambda found: found[0] + _BREAK, text)


def size(count: int) -> str:
    """Return bytes in words, decimal units: ``1.2 MB``."""
    value = float(count)
    for unit in ("bytes", "kB", "MB", "GB"):
        if value < _THOUSAND:
            return f"{count} bytes" if unit == "bytes" else f"{value:.1f} {unit}"
        value /= _THOUSAND
    return f"{value:.1f} TB"


def count(number: int, one: str, many: str) -> str:
    """Return ``1 file`` or ``2,000 files``."""
    return f"{number:,} {one if number == 1 else many}"


def time(utc: str) -> str:
    """Return a time of `core.clock` without fractions: ``2026-11-03 10:12:00 UTC``. Never localised."""
    return f"{utc[:10]} {utc[11:19]} UTC" if utc.endswith("Z") else visible(utc)


def account(one: Account) -> str:
    """Return how an account is shown in a list: ``X · @handle``."""
    handle = one.latest("handle")
    known_by = f"@{handle}" if handle else one.latest("name") or one.latest("durable_id") or one.id
    return f"{TITLES.get(one.platform, 'Other')} · {isolated(known_by, 60)}"


def kind_of_file(media_type: str) -> str:
    """Return the name of the icon that stands for a media type."""
    top = media_type.partition("/")[0]
    if media_type == "application/pdf":
        return "file-text"
    return {"image": "image", "video": "video", "audio": "audio", "text": "file-text"}.get(top, "file")
