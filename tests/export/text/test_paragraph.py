from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table
from tests.fakes.pdf_reading import objects, stream, texts
from tests.fakes.typesetting import document_with, page_with, typesetter

from affiant.export.text import document_font
from affiant.export.text.paragraph import ShapedParagraph, draw_line
from affiant.export.text.shape import Shaper
from affiant.export.text.style import TextStyle
from affiant.export.text.typesetter import Place

URDU = (
    "یہ اکاؤنٹ جعلی ہے اور اس نے پاکستان کے شہریوں کی تصاویر بغیر اجازت کے استعمال کی ہیں۔ "
    "براہِ کرم تحقیقات کریں کیونکہ یہ صفحہ بار بار نام بدلتا ہے۔"
)
ARABIC = "هذا الحساب مزور ويستخدم صور المواطنين دون إذن ونرجو التحقق من ذلك في أقرب وقت."
HINDI = "यह खाता फ़र्ज़ी है और इसने नागरिकों की तस्वीरें बिना अनुमति के इस्तेमाल की हैं। कृपया जाँच करें, क्षत्रिय, श्री, द्वितीय।"
ENGLISH = "This account is fake; it used citizens' pictures without permission. AVATAR, fjord, office."


def words(text: str) -> list[str]:
    plain = re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", unicodedata.normalize("NFC", text))
    return plain.split()


@pytest.mark.interop
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("text", [URDU, ARABIC, HINDI, ENGLISH])
def test_pdftotext_reads_the_words_in_their_order(text: str, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(page_with(text)[0])
    read = subprocess.run(["pdftotext", "-enc", "UTF-8", file, "-"], capture_output=True, check=True).stdout.decode()
    assert words(read) == words(text)


@pytest.mark.parametrize("text", [URDU, ARABIC, HINDI, ENGLISH, "👨‍👩‍👧‍👦 🇵🇰 ✅"])
def test_every_character_can_be_copied(text: str) -> None:
    pdf, setter = page_with(text)
    read = "".join(texts(pdf))
    assert sorted(read.replace("\n", "").replace(" ", "")) == sorted(text.replace(" ", ""))
    assert not setter.missing


def test_the_same_text_gives_the_same_bytes() -> None:
    assert page_with(URDU + HINDI)[0] == page_with(URDU + HINDI)[0]


def test_all_fonts_are_embedded_and_none_is_built_in() -> None:
    pdf, _ = page_with("a ہے 😀 ख ښ")
    fonts = [body for body in objects(pdf).values() if re.search(rb"/Type /Font\s", body)]
    assert len(fonts) == 6
    assert all(b"/Type0" in body or b"/CIDFontType2" in body for body in fonts)
    assert len([body for body in objects(pdf).values() if b"/FontFile2" in body]) == 3
    assert b"Helvetica" not in pdf


def test_dots_and_marks_stand_where_the_shaper_put_them() -> None:
    face = typesetter().fonts.faces["nastaliq"]
    clusters = Shaper().shape(face, "ٹُ", 0, 2, right_to_left=True, language="ur")
    wanted = {
        (x, y) for cluster in clusters for _, x, y in cluster.glyphs if len(cluster.glyphs) > 1 or (x, y) != (0, 0)
    }
    pdf, _ = page_with("ٹُ")
    program = next(stream(body) for body in objects(pdf).values() if b"/Length1" in body)
    glyphs = TTFont(BytesIO(program))["glyf"]
    baked = [glyph for glyph in map(glyphs.get, glyphs.glyphs) if glyph.isComposite()]
    assert wanted
    assert {(part.x, part.y) for glyph in baked for part in glyph.components} >= wanted


def test_markup_in_evidence_is_text() -> None:
    text = "<para>=1+1</para> & &amp; <b>x</b> <a href='https://x.org'>y</a>"
    pdf, _ = page_with(text)
    assert "".join(texts(pdf)).replace("\n", "").replace(" ", "") == text.replace(" ", "")
    assert b"/URI" not in pdf
    assert b"/Annot" not in pdf


def test_a_paragraph_splits_without_losing_a_line() -> None:
    paragraph = ShapedParagraph(f"{URDU}\n{ENGLISH * 4}\n\n{HINDI}", typesetter(), TextStyle())
    _, whole = paragraph.wrap(150, 1_000)
    heights, rest = [], paragraph
    while True:
        pieces = rest.split(150, 70)
        heights.append(pieces[0].wrap(150, 70)[1])
        assert heights[-1] <= 70.01
        if len(pieces) == 1:
            break
        rest = pieces[1]
    assert len(heights) > 3
    assert sum(heights) == pytest.approx(whole)


def test_no_room_for_a_line_splits_nothing() -> None:
    assert ShapedParagraph(ENGLISH, typesetter(), TextStyle()).split(150, 5) == []


def test_nastaliq_gets_the_height_that_it_needs() -> None:
    tall, plain = (ShapedParagraph(text, typesetter(), TextStyle(9, 12)).wrap(400, 400)[1] for text in ("ہے", "a"))
    assert plain == 12
    assert tall > 20


@pytest.mark.parametrize("text", ["ع" * 900, "m" * 900, "😀" * 50, "wide words " * 90])
@pytest.mark.parametrize("width", [3, 40, 320])
def test_a_line_that_is_too_long_is_cut_with_an_ellipsis(text: str, width: float) -> None:
    canvas = Canvas(BytesIO())
    drawn = draw_line(canvas, typesetter(), text, TextStyle(), Place(0, 0, width))
    assert drawn <= width or width == 3


def test_a_document_font_that_is_full_goes_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_font, "MAX_CODES", 12)
    pdf, _ = page_with(URDU)
    assert sorted("".join(texts(pdf)).replace("\n", "").replace(" ", "")) == sorted(URDU.replace(" ", ""))
    assert pdf.count(b"+NotoNastaliqUrdu") == 2 * 3


def test_it_stands_in_cells_of_a_table() -> None:
    setter = typesetter()
    rows = [[ShapedParagraph(text, setter, TextStyle()) for text in (URDU, ENGLISH)] for _ in range(12)]
    pdf = document_with([Table(rows, colWidths=[120, 200])])
    assert "".join(texts(pdf)).count("office.") == 12


def test_undecodable_bytes_of_a_name_are_printed() -> None:
    pdf, _ = page_with("a\udc80b")
    assert "".join(texts(pdf)) == "a<U+DC80>b"
