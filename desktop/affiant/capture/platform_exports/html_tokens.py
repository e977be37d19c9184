"""Tags and text of machine-written HTML with the byte at which each begins; linear in time, whatever the bytes are.

`html.parser` works on text and knows lines and columns; a record needs bytes of the original. This is no parser of any
HTML: it is for pages that one program wrote, and it gives up where tags are broken beyond what such a page can be.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from affiant.core.errors import FormatError

LONGEST_TAG = 32 << 10
MOST_BROKEN = 500
"""Tags that never end: more of them, and it is not a page."""
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
"""Elements that have no end tag (HTML, section 13.1.2)."""

_TOKEN = re.compile(
    rb"(?P<gap><!--.*?(?:-->|\Z)|<[!?][^>]*+>?)"
    rb"|<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*+)(?P<attributes>(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rb"([^\s=>\"'/]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"']++)))?+")


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or an end tag."""

    start: int
    """First byte."""
    end: int
    """First byte behind it."""
    name: str
    """In lower case."""
    closes: bool
    attributes: Mapping[str, str]

    @property
    def classes(self) -> frozenset[str]:
        """Names in its ``class``."""
        return frozenset(self.attributes.get("class", "").split())


@dataclass(frozen=True, slots=True)
class Text:
    """What stands between tags, with character references resolved; bytes that are no UTF-8 as lone surrogates."""

    start: int
    text: str


def tokens(data: bytes) -> Iterator[Tag | Text]:
    """Go through a page in UTF-8. Comments, declarations, scripts and styles are passed over.

    Raises:
        FormatError: more tags are broken than a page can have.
    """
    at, broken = 0, 0
    while at < len(data):
        opened = data.find(b"<", at)
        if opened < 0 or data.find(b">", opened) < 0:
            yield Text(at, _text(data[at:]))
            return
        if opened > at:
            yield Text(at, _text(data[at:opened]))
        found = _TOKEN.match(data, opened, len(data) if data.startswith(b"<!--", opened) else opened + LONGEST_TAG)
        if found is None:
            broken += 1
            if broken > MOST_BROKEN:
                raise FormatError("A page has more broken tags than any program writes", code="file-damaged")
            yield Text(opened, "<")
            at = opened + 1
            continue
        at = found.end()
        if found["gap"] is not None:
            continue
        tag = Tag(opened, at, found["name"].decode().lower(), bool(found["end"]), _attributes(found["attributes"]))
        yield tag
        if tag.name in ("script", "style") and not tag.closes:
            behind = data.find(b"</" + found["name"], at)
            at = behind if behind >= 0 else len(data)


def _attributes(written: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(written):
        found.setdefault(name.decode("utf-8", "replace").lower(), _text(b"".join(values)))
    return found


def _text(data: bytes) -> str:
    return html.unescape(data.decode("utf-8", "surrogateescape"))
