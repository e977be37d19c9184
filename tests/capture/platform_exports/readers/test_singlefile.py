"""Pages that SingleFile stored: address and date come out of its comment, the text out of the page."""

from __future__ import annotations

import time

import pytest
from tests.fakes.exports import MemoryFiles, read
from tests.fakes.made_archives import singlefile

from affiant.capture.platform_exports.readers.singlefile import SingleFile


def test_address_date_title_and_text() -> None:
    files = singlefile(("پہلا", "second"))
    (one,) = read(SingleFile(), files).records
    assert one.url == "https://a.example/page?id=1"
    assert (one.posted_at, one.posted_as) == (None, "Sun Nov 22 2026 06:02:03 GMT+0500 (Pakistan Standard Time)")
    assert one.text == "صفحہ\nپہلا\nsecond"
    assert one.notes == ("time-of-archiving",)
    assert (one.where.start, one.where.length) == (0, len(files.files["page.html"]))


def test_each_page_of_a_folder_is_one_record_and_others_are_left_alone() -> None:
    data = singlefile(("text",)).files["page.html"]
    files = MemoryFiles({"a.html": data, "b/c.html": data, "d.html": "<p>another", "e.txt": "x"})
    assert [one.where.file for one in read(SingleFile(), files).records] == ["a.html", "b/c.html"]


def test_a_page_that_is_cut_says_so() -> None:
    data = singlefile(("text " * 1_000,)).files["page.html"]
    (one,) = read(SingleFile(), MemoryFiles({"a.html": data[:3_000]})).records
    assert "record-broken-off" in one.notes


@pytest.mark.parametrize(
    "comment",
    [
        "<!--\n Archive processed by SingleFile \n url: \n-->",
        "<!-- Page saved with SingleFile -->",
        "<!-- Page saved with SingleFile \n url: \n saved date: \n-->",
    ],
)
def test_a_comment_that_says_little_is_enough(comment: str) -> None:
    (one,) = read(SingleFile(), MemoryFiles({"a.html": f"<html>{comment}<p>text</html>"})).records
    assert (one.url, one.posted_as, one.notes, one.text) == (None, None, (), "text")


def test_a_page_that_only_speaks_of_it_is_not_taken() -> None:
    assert not SingleFile().recognises(MemoryFiles({"a.html": "<p>Page saved with SingleFile"}))
    assert not SingleFile().recognises(MemoryFiles({"a.html": "<!-- Page saved with SingleFile"}))


def test_large_pictures_inside_take_little_time() -> None:
    picture = "<img src='data:image/png;base64," + "A" * 20_000_000 + "'>"
    data = singlefile(("text",)).files["page.html"].replace(b"<body>", f"<body>{picture}".encode())
    began = time.monotonic()
    (one,) = read(SingleFile(), MemoryFiles({"a.html": data})).records
    assert time.monotonic() - began < 20
    assert one.text.endswith("text")
