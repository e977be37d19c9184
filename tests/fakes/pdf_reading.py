"""A reader for the PDFs of this program alone: objects by the cross-reference table, text by ToUnicode."""

from __future__ import annotations

import re
import zlib

OBJECT = re.compile(rb"(\d+) 0 obj\n(.*)", re.S)
SHOWN = re.compile(r"BT /(T\d+) [\d.]+ Tf 1 0 0 1 [-\d.]+ [-\d.]+ Tm \[(.*?)\] TJ ET")


def objects(pdf: bytes) -> dict[int, bytes]:
    """Number to bytes of each object, found as a viewer finds it; fails when the table is wrong."""
    start = int(re.search(rb"startxref\n(\d+)\n%%EOF\n\Z", pdf)[1])
    head = re.match(rb"xref\n0 (\d+)\s*\n", pdf[start:])
    lines = re.findall(rb"(\d{10}) \d{5} ([nf])", pdf[start : pdf.index(b"trailer", start)])
    assert len(lines) == int(head[1])
    offsets = {number: int(offset) for number, (offset, kind) in enumerate(lines) if kind == b"n"}
    ends = dict(zip(sorted(offsets.values()), [*sorted(offsets.values())[1:], start], strict=True))
    found = {}
    for number, offset in offsets.items():
        match = OBJECT.match(pdf[offset : ends[offset]])
        assert match, f"no object at {offset}"
        assert int(match[1]) == number
        found[number] = match[2]
    return found


def stream(body: bytes) -> bytes:
    """The content of a stream object, by its stated length."""
    length = int(re.search(rb"/Length\s+(\d+)", body)[1])
    start = body.index(b"stream\n") + 7
    content = body[start : start + length]
    assert body[start + length :].lstrip(b"\n").startswith(b"endstream")
    return (
        zlib.decompress(content)
        if b"/FlateDecode" in body[:start] and b"/Subtype /Image" not in body[:start]
        else content
    )


def pages(pdf: bytes) -> list[bytes]:
    """Content of each page in order."""
    found = objects(pdf)
    tree = next(body for body in found.values() if b"/Type /Pages" in body)
    kids = re.findall(rb"(\d+) 0 R", re.search(rb"/Kids\s*\[(.*?)\]", tree, re.S)[1])
    return [stream(found[int(re.search(rb"/Contents (\d+) 0 R", found[int(kid)])[1])]) for kid in kids]


def texts(pdf: bytes) -> list[str]:
    """Text of each page: runs as drawn, one a line; right-to-left runs stand in visual order."""
    tables = _tables(pdf)
    return ["\n".join(_run(match, tables) for match in SHOWN.finditer(page.decode("ascii"))) for page in pages(pdf)]


def _run(match: re.Match[str], tables: dict[str, dict[str, str]]) -> str:
    codes = "".join(re.findall(r"<([0-9A-F]*)>", match[2]))
    return "".join(tables[match[1]].get(codes[i : i + 4], "\ufffd") for i in range(0, len(codes), 4))


def _tables(pdf: bytes) -> dict[str, dict[str, str]]:
    found = objects(pdf)
    fonts = next(body for body in found.values() if re.search(rb"/T0 \d+ 0 R", body))
    tables = {}
    for name, number in re.findall(rb"/(T\d+) (\d+) 0 R", fonts):
        unicode = int(re.search(rb"/ToUnicode (\d+) 0 R", found[int(number)])[1])
        pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", stream(found[unicode]) + b"\n")
        tables[name.decode()] = {
            code.decode(): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs
        }
    return tables
