"""The media type of a file by its content. The name is never asked; nothing is parsed beyond a look at the head.

A type says what the first bytes claim, not that the file is sound. Containers stay containers: a Word document or a
WACZ is ``application/zip``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

HEAD_BYTES = 4096
"""Bytes from the start of a file that are looked at."""
UNKNOWN = "application/octet-stream"

Rule: TypeAlias = tuple[Callable[[bytes], bool], str]


def media_type(head: bytes, size: int) -> str:
    """Return the media type of a file.

    Args:
        head: the first bytes, `HEAD_BYTES` of them or the whole file.
        size: bytes in the whole file.

    Returns:
        A media type without parameters, e.g. ``image/png``; `UNKNOWN` when nothing fits.
    """
    head = head[:HEAD_BYTES]
    for fits, found in _BINARY:
        if fits(head):
            return found
    text = _as_text(head, whole=size <= len(head))
    if text is None or not text:
        return "application/pdf" if b"%PDF-" in head[:1024] else UNKNOWN
    start = _Start(text.lstrip("\ufeff \t\r\n\f"), size <= len(head))
    for reads_as, found in _TEXT:
        if reads_as(start):
            return found
    return "application/pdf" if b"%PDF-" in head[:1024] else "text/plain"


def _starts(*signatures: bytes, at: int = 0) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signatures, at)


def _riff(form: bytes) -> Callable[[bytes], bool]:
    return lambda head: head[:4] == b"RIFF" and head[8:12] == form


def _brand(*brands: bytes) -> Callable[[bytes], bool]:
    """ISO base media (ISO/IEC 14496-12, section 4.3): one of the brands is the major one, or a compatible one."""

    def fits(head: bytes) -> bool:
        if head[4:8] != b"ftyp":
            return False
        end = min(int.from_bytes(head[:4], "big"), len(head), 256)
        named = [head[8:12], *(head[at : at + 4] for at in range(16, end - 3, 4))]
        return any(brand in named for brand in brands)

    return fits


def _bmp(head: bytes) -> bool:
    """``BM``, four reserved bytes of zero and a header size that exists; two letters alone are too common."""
    return head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in (12, 16, 40, 52, 56, 64, 108, 124)


def _mp3(head: bytes) -> bool:
    """ID3, or a frame header of layer III whose bit rate and sampling rate exist (ISO/IEC 11172-3, section 2.4.2.3)."""
    if head[:3] == b"ID3" and len(head) > 3 and head[3] < 0xFF:
        return True
    return (
        len(head) > 3
        and head[0] == 0xFF
        and head[1] in (0xFA, 0xFB, 0xF2, 0xF3, 0xE2, 0xE3)
        and head[2] >> 4 not in (0, 15)
        and head[2] >> 2 & 3 != 3
    )


def _webm(head: bytes) -> bool:
    return head[:4] == b"\x1a\x45\xdf\xa3" and b"\x42\x82\x84webm" in head[:64]


_BINARY: tuple[Rule, ...] = (
    (_starts(b"\x89PNG\r\n\x1a\n"), "image/png"),
    (_starts(b"\xff\xd8\xff"), "image/jpeg"),
    (_starts(b"GIF87a", b"GIF89a"), "image/gif"),
    (_riff(b"WEBP"), "image/webp"),
    (_brand(b"avif", b"avis"), "image/avif"),
    (_brand(b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), "image/heif"),
    (_bmp, "image/bmp"),
    (_starts(b"II*\x00", b"MM\x00*", b"II+\x00\x08\x00", b"MM\x00+\x00\x08"), "image/tiff"),
    (_starts(b"\x00\x00\x01\x00"), "image/x-icon"),
    (_starts(b"icns"), "image/icns"),
    (_starts(b"8BPS\x00\x01", b"8BPS\x00\x02"), "image/vnd.adobe.photoshop"),
    (_starts(b"\x00\x00\x00\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51"), "image/jp2"),
    (_starts(b"\xff\x0a", b"\x00\x00\x00\x0cJXL \r\n\x87\n"), "image/jxl"),
    (_brand(b"qt  "), "video/quicktime"),
    (_brand(b"M4A ", b"M4B "), "audio/mp4"),
    (_starts(b"ftyp", at=4), "video/mp4"),
    (_webm, "video/webm"),
    (_starts(b"\x1a\x45\xdf\xa3"), "video/x-matroska"),
    (_riff(b"AVI "), "video/x-msvideo"),
    (_riff(b"WAVE"), "audio/wav"),
    (_starts(b"OggS"), "audio/ogg"),
    (_starts(b"fLaC"), "audio/flac"),
    (_mp3, "audio/mpeg"),
    (_starts(b"#!AMR"), "audio/amr"),
    (_starts(b"%PDF-", b"\xef\xbb\xbf%PDF-"), "application/pdf"),
    (_starts(b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"), "application/zip"),
    (_starts(b"\x1f\x8b\x08"), "application/gzip"),
    (_starts(b"BZh"), "application/x-bzip2"),
    (_starts(b"\xfd7zXZ\x00"), "application/x-xz"),
    (_starts(b"\x28\xb5\x2f\xfd"), "application/zstd"),
    (_starts(b"7z\xbc\xaf\x27\x1c"), "application/x-7z-compressed"),
    (_starts(b"Rar!\x1a\x07"), "application/vnd.rar"),
    (_starts(b"ustar", at=257), "application/x-tar"),
    (_starts(b"SQLite format 3\x00"), "application/vnd.sqlite3"),
    (_starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "application/x-ole-storage"),
    (_starts(b"WARC/0.", b"WARC/1."), "application/warc"),
)
"""Tried in this order; AVIF comes before HEIF because its files name both."""


class _Start(NamedTuple):
    """Decoded text without leading white space, and whether it is the whole file."""

    text: str
    whole: bool


_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


def _as_text(head: bytes, *, whole: bool) -> str | None:
    """Decode UTF-8, or UTF-16 with its mark; None when it is neither or holds control characters."""
    encoding = next((name for mark, name in _BOMS if head.startswith(mark)), "utf-8")
    try:
        text = head.decode(encoding)
    except UnicodeDecodeError as wrong:
        cut_at_the_end = not whole and len(head) - wrong.start < 4
        if not cut_at_the_end:
            return None
        text = head[: wrong.start].decode(encoding)
    return None if _NOT_TEXT.search(text) else text


_COMMENTS = re.compile(r"(?:\s+|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)
_DOCTYPE = re.compile(r"<!doctype\s+(?P<name>[\w:]+)[^\[>]*(?:\[.*?\])?[^>]*>", re.DOTALL | re.IGNORECASE)
_ELEMENT = re.compile(r"<(?P<name>[A-Za-z][\w:.-]*)[\s/>]")
_HTML = frozenset(
    ("html", "head", "body", "title", "meta", "script", "style", "link", "table", "div", "p", "a", "span")
)
"""Elements that a page or a piece of one begins with."""
_HEADER = re.compile(r"(?:[\x21-\x39\x3b-\x7e]+:.*|[ \t]+\S.*)")
_KEY = re.compile(r'\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\}\s*$)', re.DOTALL)
_ITEM = re.compile(r'\[\s*(?:\{|\[|"(?:[^"\\]|\\.)*"\s*[,\]]|(?:-?\d[\d.eE+-]*|true|false|null)\s*[,\]])', re.DOTALL)


def _root(text: str) -> str:
    """Lower-case name of the first element or of the document type; empty when the text does not begin like markup."""
    at = _match_end(_COMMENTS, text, 0)
    doctype = _DOCTYPE.match(text, at)
    if doctype is not None:
        return doctype["name"].lower()
    element = _ELEMENT.match(text, at)
    return element["name"].lower() if element is not None else ""


def _match_end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found is not None else at


def _is_json(start: _Start) -> bool:
    if not start.text.startswith(("{", "[")):
        return False
    if start.whole:
        return _loads(start.text)
    return (_KEY if start.text[0] == "{" else _ITEM).match(start.text) is not None


def _is_json_lines(start: _Start) -> bool:
    """The first line is an object or a list by itself, and another one begins after it."""
    first, _, rest = start.text.partition("\n")
    rest = rest.lstrip()
    return first.startswith(("{", "[")) and rest[:1] == first[0] and _loads(first)


def _loads(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _headers(text: str) -> dict[str, str]:
    """Fields of a message's head (RFC 5322, section 2.2); none when the text does not begin with one."""
    found: dict[str, str] = {}
    name = ""
    lines = text.replace("\r\n", "\n").split("\n")
    for line in lines[:-1] if "" not in lines else lines[: lines.index("")]:
        if _HEADER.fullmatch(line) is None:
            return {}
        if line[0] in " \t":
            found[name] = found.get(name, "") + line
        else:
            name, _, value = line.partition(":")
            name = name.lower()
            found[name] = value.strip()
    return found


def _is_mhtml(start: _Start) -> bool:
    fields = _headers(start.text)
    return "mime-version" in fields and fields.get("content-type", "").lower().startswith("multipart/related")


def _is_message(start: _Start) -> bool:
    fields = _headers(start.text)
    return "mime-version" in fields or {"from", "date", "subject"} <= fields.keys()


def _is_xml(start: _Start) -> bool:
    return start.text.startswith("<?xml")


_TEXT: tuple[tuple[Callable[[_Start], bool], str], ...] = (
    (lambda start: _root(start.text) == "svg", "image/svg+xml"),
    (lambda start: _is_xml(start) and _root(start.text) == "html", "application/xhtml+xml"),
    (lambda start: _root(start.text) in _HTML, "text/html"),
    (_is_xml, "application/xml"),
    (_is_json_lines, "application/jsonl"),
    (_is_json, "application/json"),
    (_is_mhtml, "multipart/related"),
    (_is_message, "message/rfc822"),
    (lambda start: start.text.startswith("BEGIN:VCARD"), "text/vcard"),
    (lambda start: start.text.startswith(("{\\rtf1", "{\\rtf ")), "application/rtf"),
)
"""Tried in this order."""
