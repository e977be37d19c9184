"""The downloads of Facebook and Instagram as HTML pages: blocks with a heading, a content and a time.

Only generated pages were seen. The form is that of published readers of such pages: whatever the tags, a block has
the class ``_a6-g``, its heading ``_a6-h``, its content ``_a6-p``, its foot ``_a6-o`` and a time in it ``_a72d``.
Times are local, in the language of the account, and name no zone: they are never moments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from affiant.capture.platform_exports.html_cells import cells
from affiant.capture.platform_exports.html_tokens import VOID, Tag, Text, tokens
from affiant.capture.platform_exports.json_entries import FILE_DAMAGED, WITHOUT_FORM, head_or_nothing
from affiant.capture.platform_exports.reader import PAGE_HEAD_BYTES, ExportFiles
from affiant.capture.platform_exports.times import ZONE_UNKNOWN
from affiant.core.errors import FormatError
from affiant.core.record import Record, Skipped, Where

PAGES = (".html", ".htm")
_START = re.compile(rb'<(?:div|section)\b[^>]{0,300}?\bclass="(?:[^"]{0,200} )?_a6-g(?: [^"]{0,200})?"')
_MARK = b"_a6-g"
_PARTS = {"_a6-h": "heading", "_a6-p": "content", "_a6-o": "foot", "_a72d": "time", "_a6-q": "aside"}
_LOOKS_LIKE_A_TIME = re.compile(r"(?=.*(?<![0-9])[0-9]{4}(?![0-9]))(?!.*://).{0,40}[0-9]{1,2}[:.][0-9]{2}.{0,30}")
"""A year and a time of day: lists have it as the last line of a content, in the language of the account."""
_BREAKS = frozenset(("br", "div", "h2", "li", "p", "td", "tr", "section", "footer", "ul"))
_KINDS = (
    ("message", "message"),
    ("comment", "comment"),
    ("reaction", "reaction"),
    ("like", "reaction"),
    ("post", "post"),
    ("stories", "post"),
    ("reels", "post"),
    ("follow", "account"),
    ("friend", "account"),
    ("profile", "account"),
    ("personal_information", "account"),
)
"""A word in the name of a page to what its blocks are; the names are English in every language."""


def beginning_of(files: ExportFiles, name: str) -> bytes:
    """The beginning of a file; more of a page whose style goes on for longer than a head."""
    head = head_or_nothing(files, name)
    if name.lower().endswith(PAGES) and _MARK not in head and b"<html" in head.lower():
        return head_or_nothing(files, name, PAGE_HEAD_BYTES)
    return head


def is_page(head: bytes) -> bool:
    """Whether a file is a page of such a download: its blocks, or the style of its blocks."""
    return _MARK in head and b"<html" in head.lower()


def read_page(files: ExportFiles, name: str) -> Iterator[Record | Skipped]:
    """Give the blocks of a page."""
    try:
        with files.open(name) as stream:
            for start, length, data in cells(stream, _START):
                place = Where(name, None, start, length)
                if data is None:
                    yield Skipped("entry-too-large", place)
                else:
                    yield from _records(name, data, place)
    except (FormatError, OSError):
        yield Skipped(FILE_DAMAGED, Where(name))


@dataclass(slots=True)
class _Block:
    """What a block says, part by part, in lines."""

    lines: dict[str, list[str]] = field(default_factory=lambda: {part: [""] for part in _PARTS.values()})
    links: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def text(self, part: str) -> str:
        return "\n".join(line for line in map(str.strip, self.lines[part]) if line)


def _records(name: str, data: bytes, place: Where) -> Iterator[Record | Skipped]:
    """What a block says, and each reaction that stands in it, as it stands there."""
    try:
        block = _block_of(data)
    except FormatError:
        yield Skipped(WITHOUT_FORM, place)
        return
    said = _record(name, block, place)
    yield said
    if isinstance(said, Record):
        for reaction in filter(None, block.text("aside").split("\n")):
            yield Record("reaction", place, text=reaction, conversation=said.conversation)


def _record(name: str, block: _Block, place: Where) -> Record | Skipped:
    heading, content = block.text("heading"), block.text("content")
    foot = block.text("foot")
    when = block.text("time") or (foot if any(map(str.isdigit, foot)) else "")
    if not (heading or content or block.files):
        return Skipped(WITHOUT_FORM, place)
    file = name.rpartition("/")[2].lower()
    kind = next((kind for word, kind in _KINDS if word in file), "service")
    if kind == "message" and not (when or content or block.files):
        kind = "service"  # who takes part, at the top of a conversation
    if not when and kind != "message":
        *lines, last = content.split("\n")
        if (lines or heading) and _LOOKS_LIKE_A_TIME.fullmatch(last):
            content, when = "\n".join(lines), last
    if kind == "account" and not heading and block.links:
        heading, _, content = content.partition("\n")
    said_by = heading or None if kind in ("message", "account") else None
    return Record(
        kind,
        place,
        author=said_by,
        posted_as=when or None,
        text=content if said_by else "\n".join(filter(None, (heading, content))),
        conversation=name.rpartition("/")[0].rpartition("/")[2] or None if kind == "message" else None,
        url=next(iter(block.links), None),
        media=tuple(dict.fromkeys(block.files)),
        notes=(ZONE_UNKNOWN,) if when else (),
    )


def _block_of(data: bytes) -> _Block:
    block = _Block()
    open_parts: list[tuple[str, str]] = []
    for one in tokens(data):
        part = next((part for _, part in reversed(open_parts) if part), "")
        if isinstance(one, Text):
            if part:
                block.lines[part][-1] += one.text
        elif one.closes:
            _close(open_parts, one.name)
        else:
            own = next((_PARTS[name] for name in one.classes if name in _PARTS), "")
            if one.name not in VOID:
                open_parts.append((one.name, own))
            if (own or part) and one.name in _BREAKS:
                block.lines[own or part].append("")
            _keep_address(block, one)
    return block


def _close(open_parts: list[tuple[str, str]], name: str) -> None:
    """Leave the innermost element of that name; an end tag without one is passed over."""
    for position in range(len(open_parts) - 1, -1, -1):
        if open_parts[position][0] == name:
            del open_parts[position:]
            return


def _keep_address(block: _Block, tag: Tag) -> None:
    address = tag.attributes.get("href" if tag.name == "a" else "src", "")
    if not address or tag.name not in ("a", "img", "video", "audio", "source"):
        return
    if address.startswith(("http://", "https://")):
        if tag.name == "a" and "/dyi/" not in address:
            block.links.append(address)
    elif not address.startswith("#"):
        block.files.append(address)
