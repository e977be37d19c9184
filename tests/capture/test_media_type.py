"""Types by content."""

from __future__ import annotations

import io
import json
import zipfile
import zlib

import pytest

from affiant.capture.media_type import HEAD_BYTES, UNKNOWN, media_type

CASES = [
    ("png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"),
    ("jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
    ("gif", b"GIF89a\1\0\1\0", "image/gif"),
    ("webp", b"RIFF\x24\0\0\0WEBPVP8 ", "image/webp"),
    ("avif", b"\0\0\0\x1cftypavif\0\0\0\0mif1miaf", "image/avif"),
    ("avif-by-compatible-brand", b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", "image/avif"),
    ("heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "image/heif"),
    ("bmp", b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", "image/bmp"),
    ("text-that-begins-with-bm", b"BM is short for bench mark, and this is text.", "text/plain"),
    ("tiff-little", b"II*\0\x08\0\0\0", "image/tiff"),
    ("tiff-big", b"MM\0*\0\0\0\x08", "image/tiff"),
    ("icon", b"\0\0\1\0\1\0\x10\x10", "image/x-icon"),
    ("svg", b'<?xml version="1.0"?>\n<!-- drawn --><svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml"),
    ("svg-with-doctype", b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>', "image/svg+xml"),
    ("svg-bare", b'<svg width="1"><a/></svg>', "image/svg+xml"),
    ("mp4", b"\0\0\0\x18ftypisom\0\0\2\0isomiso2", "video/mp4"),
    ("quicktime", b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "video/quicktime"),
    ("m4a", b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42", "audio/mp4"),
    ("webm", b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\1\x42\x82\x84webm", "video/webm"),
    ("matroska", b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\1\x42\x82\x88matroska", "video/x-matroska"),
    ("wav", b"RIFF\x24\0\0\0WAVEfmt ", "audio/wav"),
    ("ogg", b"OggS\0\2", "audio/ogg"),
    ("flac", b"fLaC\0\0\0\x22", "audio/flac"),
    ("mp3-id3", b"ID3\3\0\0\0\0\0\0", "audio/mpeg"),
    ("mp3-frame", b"\xff\xfb\x90\x64\0\0", "audio/mpeg"),
    ("frame-with-forbidden-bit-rate", b"\xff\xfb\xf0\x64\0\0", UNKNOWN),
    ("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "application/pdf"),
    ("pdf-after-junk", b"\x00\x01junk\n%PDF-1.4\n", "application/pdf"),
    ("pdf-after-text", b"HTTP header left by a tool\n%PDF-1.4\n", "application/pdf"),
    ("gzip", b"\x1f\x8b\x08\0", "application/gzip"),
    ("seven-zip", b"7z\xbc\xaf\x27\x1c\0\4", "application/x-7z-compressed"),
    ("rar", b"Rar!\x1a\x07\1\0", "application/vnd.rar"),
    ("tar", b"name".ljust(257, b"\0") + b"ustar\x0000", "application/x-tar"),
    ("sqlite", b"SQLite format 3\0\x10\0", "application/vnd.sqlite3"),
    ("warc", b"WARC/1.1\r\nWARC-Type: warcinfo\r\n", "application/warc"),
    ("old-office", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "application/x-ole-storage"),
    ("html", b"<!DOCTYPE html>\n<html lang='ur'>", "text/html"),
    ("html-with-mark-and-comment", b"\xef\xbb\xbf \n<!-- saved --><HTML><head>", "text/html"),
    ("xhtml", b'<?xml version="1.0"?><html xmlns="x">', "application/xhtml+xml"),
    ("html-in-utf-16", "\ufeff<html><body>".encode("utf-16-le"), "text/html"),
    ("xml", b'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0">', "application/xml"),
    ("json", json.dumps({"name": "نام", "n": [1, 2]}).encode(), "application/json"),
    ("json-list", b"[1, 2, 3]\n", "application/json"),
    ("json-lines", b'{"a": 1}\n{"a": 2}\n', "application/jsonl"),
    ("chat-export-that-begins-with-a-bracket", b"[12/3/24, 10:30:01] A: hello\n", "text/plain"),
    ("text-that-begins-with-a-brace", b"{this is not JSON", "text/plain"),
    (
        "mhtml",
        b"From: <Saved by Blink>\r\nSubject: =?utf-8?Q?x?=\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----x"\r\n\r\n\r\n------x\r\n',
        "multipart/related",
    ),
    ("mail", b"From: a@example.org\nDate: Mon, 1 Jan 2024\nSubject: Hello\n\nText\n", "message/rfc822"),
    ("text-with-a-colon", b"Note: this is a note\n\nand no message", "text/plain"),
    ("vcard", b"BEGIN:VCARD\r\nVERSION:3.0\r\n", "text/vcard"),
    ("rtf", b"{\\rtf1\\ansi hello}", "application/rtf"),
    ("text", "پانی کی کمی\n".encode(), "text/plain"),
    ("text-in-utf-16", "پانی".encode("utf-16"), "text/plain"),
    ("script", b"window.YTD.account.part0 = [ {\n", "text/plain"),
    ("not-utf-8", b"caf\xe9 au lait", UNKNOWN),
    ("zero-character", b"text\0text", UNKNOWN),
    ("random", zlib.compress(b"x" * 99)[2:], UNKNOWN),
    ("empty", b"", UNKNOWN),
]


@pytest.mark.parametrize(("data", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_type_comes_from_the_content(data: bytes, wanted: str) -> None:
    assert media_type(data, len(data)) == wanted


def test_a_zip_of_any_kind_is_a_zip() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert media_type(out.getvalue(), len(out.getvalue())) == "application/zip"


def test_text_whose_head_ends_inside_a_character_is_text() -> None:
    data = ("x" + "پ" * HEAD_BYTES).encode()
    assert media_type(data[:HEAD_BYTES], len(data)) == "text/plain"


def test_a_long_json_is_known_by_its_beginning() -> None:
    data = json.dumps({"messages": ["x" * 9000]}).encode()
    assert media_type(data[:HEAD_BYTES], len(data)) == "application/json"


def test_a_short_json_that_is_cut_off_is_text() -> None:
    assert media_type(b'{"a": 1', 7) == "text/plain"


@pytest.mark.parametrize(
    "head",
    [
        b"<!doctype a[" + b"]" * 4084,
        b"<!doctype a" + b"[" * 2000 + b"]" * 2000,
        b"<!--" * 1024,
        b'{"' + b"\\" * 4000,
        b"[" * 4096,
        b"[" + b"1" * 4095,
    ],
)
def test_a_head_made_to_take_long_or_nest_deeply_is_still_answered(head: bytes) -> None:
    assert media_type(head, 1 << 40) in ("text/plain", "application/json")
    assert media_type(head, len(head)) == "text/plain"
