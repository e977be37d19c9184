"""MHTML: a page with its pictures in one file, as browsers save it (RFC 2557)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from affiant.capture.platform_exports.archived_page import TIME_OF_ARCHIVING
from affiant.capture.platform_exports.lines import CUT
from affiant.capture.platform_exports.mhtml_parts import KEPT_BYTES, Part, read_parts, text_of
from affiant.capture.platform_exports.page_text import decoded, read_page
from affiant.capture.platform_exports.reader import ExportFiles, head_of
from affiant.core.errors import FormatError
from affiant.core.record import Record, Skipped, Where

_NAME = re.compile(r".+\.mht(ml)?", re.IGNORECASE)
_RELATED = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_FIELD = re.compile(rb"\A[\x21-\x39\x3b-\x7e]+:")
_PAGES = frozenset(("text/html", "application/xhtml+xml"))
_LOOKED_AT = 200


class Mhtml:
    """See `ExportReader`."""

    key = "mhtml"
    title = "Page stored by a browser (MHTML)"
    platform = "web"
    version = 1

    def recognises(self, files: ExportFiles) -> bool:
        """A file begins as a message with related parts, or is called as such and begins as a message."""
        return any(_is_mhtml(files, name) for name in files.names()[:_LOOKED_AT])

    def read(self, files: ExportFiles) -> Iterator[Record | Skipped]:
        """Read all stored pages among the files; others are none of ours."""
        for name in files.names():
            if not _is_mhtml(files, name):
                continue
            try:
                yield from _stored(files, name)
            except FormatError as wrong:
                if len(files.names()) == 1:
                    raise
                yield Skipped(wrong.code, Where(name))


def _stored(files: ExportFiles, name: str) -> Iterator[Record | Skipped]:
    head: Part | None = None
    pages = 0
    with files.open(name) as stream:
        for part in read_parts(stream, name, _PAGES):
            if isinstance(part, Skipped):
                yield part
            elif head is None:
                head = part
            elif part.media_type.startswith("multipart/"):
                yield Skipped("mhtml-container", _where(name, part))
            elif part.media_type in _PAGES:
                pages += 1
                yield _page(name, head, part, main=pages == 1)
            else:
                yield Skipped("mhtml-part-not-a-page", _where(name, part))


def _page(name: str, head: Part, part: Part, main: bool) -> Record:
    date = text_of(head.headers, "date")
    address = text_of(part.headers, "content-location")
    if main:
        address = text_of(head.headers, "snapshot-content-location") or address
    page = read_page(decoded(part.content(), part.charset))
    title = page.title or (text_of(head.headers, "subject") if main else "")
    notes = [*((TIME_OF_ARCHIVING,) if date else ()), "main-page" if main else "frame-of-page"]
    if not part.ended:
        notes.append("record-broken-off")
    if page.cut or len(part.body) >= KEPT_BYTES:
        notes.append(CUT)
    return Record(
        kind="page",
        where=_where(name, part),
        id=text_of(part.headers, "content-id") or None,
        posted_as=date or None,
        text="\n".join(one for one in (title, page.text) if one),
        url=address or None,
        notes=tuple(notes),
    )


def _where(name: str, part: Part) -> Where:
    return Where(name, start=part.start, length=part.length)


def _is_mhtml(files: ExportFiles, name: str) -> bool:
    try:
        head = head_of(files, name)
    except FormatError:
        return False
    if not _FIELD.match(head):
        return False
    return _RELATED.search(head) is not None or _NAME.fullmatch(name) is not None
