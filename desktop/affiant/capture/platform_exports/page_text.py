"""Title, language, address and visible text of any HTML page; linear in time, whatever the bytes are.

`html.parser` of the standard library takes quadratic time over comments and tags that never end, so the little that is
wanted is read here: tokens as HTML, section 13.2.5, has them, no tree. Nothing runs and nothing is loaded; what styles
or scripts would hide or show is not known.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_TEXT = 200_000
"""Characters of visible text that are kept; the whole is in the original."""
MAX_TITLE = 1_000

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_STOP = re.compile(r"[>\"']")
_NAME = re.compile(r"/?([a-zA-Z][^\s/>]{0,60})")
_ATTRIBUTE = re.compile(r"([^\s=>\"'/]{1,60})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")
_RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
}
"""Elements whose content is not markup, and what ends each."""
_SHOWN_RAW = ("title", "textarea", "xmp")
_LINES = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "dd", "details", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend"),
        *("li", "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead"),
        *("title", "tr", "ul"),
    )
)
"""Elements that begin or end a line."""
_CELLS = frozenset(("td", "th"))
_FALLBACK = "windows-1252"
_MAX_ATTRIBUTES = 4_000


@dataclass(slots=True)
class Page:
    """What a page says."""

    title: str = ""
    text: str = ""
    """Visible text, a line for each block, white space collapsed."""
    language: str = ""
    canonical: str = ""
    """Its own address, where it names one."""
    cut: bool = False
    """There is more text than is kept."""
    _parts: list[str] = field(default_factory=list)
    _size: int = 0

    def take(self, text: str) -> None:
        """Add visible text."""
        room = MAX_TEXT - self._size
        self.cut |= len(text) > room
        if room > 0:
            self._parts.append(text[:room])
            self._size += min(len(text), room)

    def close(self) -> None:
        """Put the text together."""
        lines = (" ".join(line.split()) for line in "".join(self._parts).split("\n"))
        self.text = "\n".join(line for line in lines if line)
        self._parts.clear()


def decoded(data: bytes, charset: str | None) -> str:
    """Decode a page: by its mark, by what the server said, by what it says itself, or as UTF-8 or Windows-1252.

    Args:
        data: the page, or its beginning.
        charset: out of the content type, if any.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    said = _CHARSET.search(data[:4096])
    for name in (charset, said[1].decode("ascii") if said else None):
        if name and _is_text_encoding(name):
            return data.decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        cut_off = wrong.reason == "unexpected end of data" and not data[: wrong.start].isascii()
        return data.decode("utf-8" if cut_off else _FALLBACK, "replace")


def read_page(markup: str) -> Page:
    """Read a page. Never fails; a page that is broken off says what came before."""
    page = Page()
    in_head_title = False
    for kind, name, content in _tokens(markup):
        if kind == "text":
            page.take(html.unescape(content))
        elif kind == "raw" and name == "title":
            if not in_head_title:
                page.title = " ".join(html.unescape(content[: 4 * MAX_TITLE]).split())[:MAX_TITLE]
                in_head_title = True
        elif kind == "raw":
            page.take(html.unescape(content))
        elif name in _LINES:
            page.take("\n")
        elif name in _CELLS:
            page.take(" ")
        elif kind == "start" and name in ("html", "link"):
            _note(page, name, content)
    page.close()
    return page


def _note(page: Page, name: str, written: str) -> None:
    said = attributes(written)
    if name == "html" and not page.language:
        page.language = said.get("lang", "")[:40]
    if name == "link" and "canonical" in said.get("rel", "").lower().split() and not page.canonical:
        page.canonical = said.get("href", "")


def attributes(written: str) -> dict[str, str]:
    """Attributes of a start tag by lower-case name; of a name that comes twice, the first."""
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(written):
        found.setdefault(name.lower(), html.unescape("".join(values)))
    return found


def _tokens(markup: str) -> Iterator[tuple[str, str, str]]:
    """Yield ``text``; ``start`` and ``end`` with the name and the beginning of the tag; ``raw`` with the content."""
    at = 0
    while at < len(markup):
        opened = markup.find("<", at)
        if opened < 0:
            yield "text", "", markup[at:]
            return
        if opened > at:
            yield "text", "", markup[at:opened]
        if markup.startswith(("<!", "<?"), opened):
            at = _behind_declaration(markup, opened)
            continue
        name = _NAME.match(markup, opened + 1)
        if name is None:
            yield "text", "", "<"
            at = opened + 1
            continue
        end = _tag_end(markup, name.end())
        if end < 0:
            return  # a tag that never ends: nothing of it is shown
        closes = markup[opened + 1] == "/"
        lower = name[1].lower()
        yield "end" if closes else "start", lower, markup[name.end() : min(end, name.end() + _MAX_ATTRIBUTES)]
        at = end + 1
        if lower in _RAW and not closes:
            over = _RAW[lower].search(markup, at)
            stop = over.start() if over else len(markup)
            if lower in _SHOWN_RAW:
                yield "raw", lower, markup[at:stop]
            at = stop


def _behind_declaration(markup: str, opened: int) -> int:
    mark = "-->" if markup.startswith("<!--", opened) else ">"
    end = markup.find(mark, opened + 2)
    return end + len(mark) if end >= 0 else len(markup)


def _tag_end(markup: str, at: int) -> int:
    """Place of the ``>`` that ends a tag, over quoted values; -1 when there is none."""
    while (found := _STOP.search(markup, at)) is not None:
        if found[0] == ">":
            return found.start()
        at = found.end()
        if markup[max(0, at - 20) : at - 1].rstrip().endswith("="):
            closing = markup.find(found[0], at)
            if closing < 0:
                return -1
            at = closing + 1
    return -1


def _is_text_encoding(name: str) -> bool:
    try:
        return bool(codecs.lookup(name)._is_text_encoding)
    except (LookupError, ValueError):
        return False
