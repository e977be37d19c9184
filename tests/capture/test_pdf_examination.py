"""PDFs, good and hostile, give facts and a first page, or a code."""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.lib.colors import Color
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from tests.fakes.pictures import opened

from affiant.capture.examination import FAILURES, KILLED, TIMEOUT, Examiner
from affiant.confined.limits import Limits

SAMPLES = Path(os.environ.get("AFFIANT_SAMPLES") or Path(__file__).parents[3] / "shared" / "samples") / "pdf"
"""Hostile files of other projects, beside the checkout where they are at hand."""
LONGEST_S = 10.0
RED = (220, 0, 0)


@pytest.fixture(scope="module")
def examiner() -> Iterator[Examiner]:
    with Examiner() as one:
        yield one


def document(
    path: Path, size: tuple[float, float] = (612, 792), pages: int = 1, password: str | None = None, turned: int = 0
) -> Path:
    """A document whose first page is red in its upper left quarter."""
    out = io.BytesIO()
    locked = StandardEncryption(password, strength=128) if password else None
    canvas = Canvas(out, pagesize=size, encrypt=locked, invariant=True)
    for _ in range(pages):
        canvas.setFillColor(Color(220 / 255, 0, 0))
        canvas.rect(0, size[1] / 2, size[0] / 2, size[1] / 2, stroke=0, fill=1)
        canvas.setPageRotation(turned)
        canvas.showPage()
    canvas.save()
    path.write_bytes(out.getvalue())
    return path


def test_facts_and_first_page_of_a_document(examiner: Examiner, tmp_path: Path) -> None:
    examined = examiner.examine(document(tmp_path / "a.pdf", (595.28, 841.89), pages=3), "application/pdf")
    assert examined.facts == {"format": "PDF", "width": 595, "height": 842, "mode": "page", "frames": 3, "icc": None}
    assert (examined.failed, examined.exif) == (None, None)
    assert examined.method.startswith("PDFium ")
    assert "no-network" in examined.method
    assert examined.thumbnail_png is not None
    picture = opened(examined.thumbnail_png)
    assert picture.size == (226, 320)
    assert picture.getpixel((10, 10)) == RED
    assert picture.getpixel((200, 300)) == picture.getpixel((200, 10)) == (255, 255, 255)


def test_a_turned_page_is_shown_as_it_is_read(examiner: Examiner, tmp_path: Path) -> None:
    """The page is stored as 300 by 600 points, to be turned a quarter clockwise."""
    examined = examiner.examine(document(tmp_path / "a.pdf", (600, 300), turned=90), "application/pdf")
    assert examined.facts is not None
    assert (examined.facts["width"], examined.facts["height"]) == (600, 300)
    assert examined.thumbnail_png is not None
    picture = opened(examined.thumbnail_png)
    assert picture.size == (320, 160)
    assert [picture.getpixel((x, 150)) for x in (20, 120, 300)] == [(255, 255, 255), RED, (255, 255, 255)]


def test_of_a_very_tall_page_the_top_is_shown(examiner: Examiner, tmp_path: Path) -> None:
    examined = examiner.examine(document(tmp_path / "a.pdf", (600, 14_000)), "application/pdf")
    assert examined.facts is not None
    assert (examined.facts["width"], examined.facts["height"]) == (600, 14_000)
    assert examined.thumbnail_png is not None
    picture = opened(examined.thumbnail_png)
    assert picture.size == (160, 320)
    assert picture.getpixel((10, 310)) == RED


def test_a_locked_document_is_said_to_be_locked(examiner: Examiner, tmp_path: Path) -> None:
    examined = examiner.examine(document(tmp_path / "a.pdf", password="open sesame"), "application/pdf")
    assert (examined.failed, examined.facts) == ("pdf-encrypted", None)


def test_a_page_of_kilometres_is_too_large(examiner: Examiner, tmp_path: Path) -> None:
    text = document(tmp_path / "a.pdf").read_bytes()
    changed = re.sub(rb"0 0 612 792", b"0 0 3e7 792", text)
    assert changed != text
    (tmp_path / "b.pdf").write_bytes(changed.replace(b"3e7", b"30000000"))
    assert examiner.examine(tmp_path / "b.pdf", "application/pdf").failed == "pdf-too-large"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n" + bytes(10_000)])
def test_what_is_no_document_is_broken(examiner: Examiner, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    assert examiner.examine(tmp_path / "a.pdf", "application/pdf").failed == "pdf-broken"


def test_a_page_that_is_drawn_for_ever_is_given_up_in_time(tmp_path: Path) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True, pageCompression=0)
    canvas.addLiteral("0 0 m " + "100 100 l 0 0 l " * 3_000_000 + "S")
    canvas.save()
    (tmp_path / "a.pdf").write_bytes(out.getvalue())
    began = time.monotonic()
    with Examiner(limits=Limits(cpu_seconds=1, wall_seconds=2)) as examiner:
        assert examiner.examine(tmp_path / "a.pdf", "application/pdf").failed == TIMEOUT
    assert time.monotonic() - began < LONGEST_S


def test_an_engine_that_breaks_costs_one_file(tmp_path: Path) -> None:
    program = (
        "import os\nfrom affiant.confined.child import serve\ndef answer(request):\n    os.abort()\nserve(answer)\n"
    )
    path = document(tmp_path / "a.pdf")
    with Examiner(pdf_command=[sys.executable, "-I", "-c", program]) as examiner:
        assert examiner.examine(path, "application/pdf").failed == KILLED
        assert examiner.examine(path, "application/pdf").failed == KILLED


@pytest.mark.interop
@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler is not installed")
def test_size_and_pages_are_those_that_another_reader_finds(examiner: Examiner, tmp_path: Path) -> None:
    path = document(tmp_path / "a.pdf", (431.4, 700.6), pages=7)
    said = subprocess.check_output(["pdfinfo", path], text=True)
    pages, size = re.search(r"Pages:\s+(\d+)", said), re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", said)
    assert pages is not None
    assert size is not None
    facts = examiner.examine(path, "application/pdf").facts
    assert facts is not None
    assert facts["frames"] == int(pages[1])
    assert (facts["width"], facts["height"]) == (round(float(size[1])), round(float(size[2])))


def test_damaged_copies_give_facts_or_a_code_in_time(examiner: Examiner, tmp_path: Path) -> None:
    chance = random.Random(20261122)
    whole = document(tmp_path / "a.pdf", pages=2).read_bytes()
    for number in range(40):
        damaged = bytearray(whole[: chance.randrange(50, len(whole))] if number % 4 == 0 else whole)
        for _ in range(chance.randrange(1, 30)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        (tmp_path / "b.pdf").write_bytes(damaged)
        began = time.monotonic()
        examined = examiner.examine(tmp_path / "b.pdf", "application/pdf")
        assert time.monotonic() - began < LONGEST_S
        assert (examined.facts is None) == (examined.failed in FAILURES) == (examined.thumbnail_png is None)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files of other projects are not on this machine")
def test_no_hostile_sample_crashes_hangs_or_goes_without_a_code(examiner: Examiner) -> None:
    files = [path for path in sorted(SAMPLES.rglob("*")) if path.is_file()]
    results = list(examiner.examine_all((path, "application/pdf") for path in files))
    assert len(files) >= 58
    assert {one.failed for one in results} <= {None, *FAILURES}
    assert sum(one.failed is None for one in results) >= 5
    for one in results:
        assert (one.facts is None) == (one.thumbnail_png is None) == (one.failed is not None)
