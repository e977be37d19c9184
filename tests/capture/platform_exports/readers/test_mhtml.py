"""Stored pages: every part is counted and found at its place; what is broken off is said."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from tests.fakes.exports import SAMPLES, MemoryFiles, of_sample, read
from tests.fakes.made_archives import BOUNDARY, mhtml

from affiant.capture.platform_exports.readers.mhtml import Mhtml

FOLDER = SAMPLES / "web" / "mhtml" / "mhtml2html"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no samples; AFFIANT_SAMPLES names them")


@needs_samples
@pytest.mark.parametrize("name", ["iframes.mhtml", "portfolio.mhtml", "missing_headers.mhtml", "unexpected_eof.mhtml"])
def test_parts_and_pages_are_as_many_as_boundaries_and_types_say(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    boundary = re.search(rb'boundary="([^"]+)"', data)
    assert boundary is not None
    parts = re.split(rb"(?m)^--" + re.escape(boundary[1]) + rb"\r?$\n?", data)[1:]
    heads = [one.replace(b"\r", b"").split(b"\n\n")[0].lower() for one in parts]
    pages = [one for one, head in zip(parts, heads, strict=True) if b"content-type: text/html" in head]
    found = read(Mhtml(), of_sample(FOLDER / name))
    assert len(found.records) == len(pages)
    assert len(found.records) + sum(found.reasons().values()) == len(parts)
    for one, page in zip(found.records, pages, strict=True):
        assert one.where.start is not None
        assert one.where.length is not None
        assert data[one.where.start : one.where.start + one.where.length].startswith(page[:100])
    assert sum("main-page" in one.notes for one in found.records) == 1


@needs_samples
@pytest.mark.parametrize(
    ("name", "code"),
    [("missing_boundary_header.mhtml", "mhtml-no-boundary"), ("missing_boundary.mhtml", "mhtml-no-parts")],
)
def test_a_file_without_parts_says_why(name: str, code: str) -> None:
    files = of_sample(FOLDER / name)
    assert Mhtml().recognises(files)
    found = read(Mhtml(), files)
    assert found.failed is not None
    assert found.failed.code == code


@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
def test_main_page_frame_and_picture(line_end: str) -> None:
    files = mhtml(("پہلا", "second = line"), line_end)
    found = read(Mhtml(), files)
    main, frame = found.records
    assert main.url == "https://a.example/page"
    assert main.text == "صفحہ\nپہلا\nsecond = line"
    assert (main.posted_at, main.posted_as) == (None, "Sun, 22 Nov 2026 01:02:03 -0000")
    assert main.notes == ("time-of-archiving", "main-page")
    assert (frame.url, frame.text) == ("https://a.example/frame", "Frame\nin the frame")
    assert "frame-of-page" in frame.notes
    assert found.reasons() == {"mhtml-part-not-a-page": 1}


def test_a_file_that_is_cut_says_so_of_its_last_part() -> None:
    data = mhtml(("text " * 2_000,)).files["page.mhtml"]
    found = read(Mhtml(), MemoryFiles({"page.mhtml": data[:5_000]}))
    assert "record-broken-off" in found.records[-1].notes
    assert found.records[-1].text.count("text") > 100


def test_parts_in_parts_are_found() -> None:
    inner = 'Content-Type: multipart/alternative; boundary="in"\n\n--in\nContent-Type: text/html\n\n<p>deep\n--in--\n'
    head = f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="{BOUNDARY}"\n'
    outer = f"{head}\n--{BOUNDARY}\n{inner}--{BOUNDARY}--\n"
    found = read(Mhtml(), MemoryFiles({"a.mht": outer}))
    assert [one.text for one in found.records] == ["deep"]
    assert found.reasons() == {"mhtml-container": 1}


def test_other_mail_and_other_files_are_not_taken() -> None:
    assert not Mhtml().recognises(MemoryFiles({"a.eml": "From: a\nContent-Type: text/plain\n\nhello"}))
    assert not Mhtml().recognises(MemoryFiles({"a.mhtml": "<html>"}))


@pytest.mark.parametrize(
    "header", ["Subject: =?utf-8?Q?=FF=FE?=", "Subject: =?no-such?B?AAAA?=", "Date: =?utf-8?B?!?="]
)
def test_strange_encoded_words_do_no_harm(header: str) -> None:
    data = mhtml(("text",)).files["page.mhtml"].decode()
    changed = re.sub(rf"(?m)^{header.partition(':')[0]}: .*?\r$", header + "\r", data)
    assert changed != data
    assert len(read(Mhtml(), MemoryFiles({"page.mhtml": changed})).records) == 2


@needs_samples
def test_single_bytes_changed_anywhere_end_well() -> None:
    chance = random.Random(20261122)
    paths: list[Path] = sorted(FOLDER.glob("[mu]*.mhtml"))
    for path in paths:
        data = path.read_bytes()
        for _ in range(150):
            damaged = bytearray(data)
            for _ in range(chance.randrange(1, 6)):
                damaged[chance.randrange(len(data))] = chance.randrange(256)
            files = MemoryFiles({path.name: bytes(damaged)})
            Mhtml().recognises(files)
            read(Mhtml(), files)
