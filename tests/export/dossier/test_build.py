from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image
from tests.fakes.dossier_facts import AT, artefact, dossier, exhibit, seen, sha256
from tests.fakes.pdf_reading import objects, pages, stream, texts

from affiant.core.errors import AffiantError, Cancelled, ExitStatus
from affiant.core.progress import Silent
from affiant.export.dossier.build import BuiltDossier, build_dossier
from affiant.export.dossier.facts import AccountFacts, CustodyRow, DossierFacts, TimeFact

SLICE = rb"0 0 [\d.]+ ([\d.]+) re W n\nq [\d.]+ 0 0 ([\d.]+) 0 (-?[\d.]+) cm"


class Drawer:
    """A `PictureSource` that always gives the same file."""

    def __init__(self, made: Path | None) -> None:
        self.made = made
        self.asked: list[tuple[str, int, int]] = []

    def picture(self, sha256: str, path: Path, media_type: str, max_width_px: int, max_height_px: int) -> Path | None:
        self.asked.append((sha256, max_width_px, max_height_px))
        return self.made


class Stopping:
    """A progress that cancels at the given report."""

    def __init__(self, at: int) -> None:
        self.left = at

    def report(self, done: int, total: int | None, what: str) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def picture(folder: Path, name: str = "derived.jpg", size: tuple[int, int] = (104, 130), mode: str = "RGB") -> Path:
    made = Image.effect_noise(size, 60).convert(mode)
    made.save(folder / name)
    return folder / name


def build(facts: DossierFacts, folder: Path, source: Drawer | None = None) -> tuple[bytes, BuiltDossier]:
    target = folder / "dossier.pdf"
    built = build_dossier(facts, target, Silent(), source)
    return target.read_bytes(), built


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


def all_text(pdf: bytes) -> str:
    return flat("".join(texts(pdf)))


def test_the_same_facts_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = dossier(exhibit(1), exhibit(2, note="نوٹ — a note 😀"))
    source = Drawer(picture(tmp_path))
    first, _ = build(facts, tmp_path, source)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    monkeypatch.setenv("LC_ALL", "ur_PK.UTF-8")
    assert build(facts, tmp_path, source)[0] == first


def test_the_document_is_dated_by_the_ledger(tmp_path: Path) -> None:
    pdf, _ = build(dossier(exhibit()), tmp_path)
    assert re.findall(rb"/CreationDate \((.*?)\)", pdf) == [b"D:20261103101200Z"]


def test_nothing_in_the_file_is_ascii85(tmp_path: Path) -> None:
    assert b"ASCII85" not in build(dossier(exhibit()), tmp_path, Drawer(picture(tmp_path)))[0]


def test_nothing_in_the_file_runs_links_or_loads(tmp_path: Path) -> None:
    facts = dossier(exhibit(1, url="javascript:alert(1)", note="https://example.org <a href='x'>y</a>"))
    pdf, _ = build(facts, tmp_path)
    for word in (b"/URI", b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/AA", b"/Annot", b"/EmbeddedFile"):
        assert not any(re.search(word + rb"\b", body) for body in objects(pdf).values())
    assert flat("javascript:alert(1)") in all_text(pdf)
    assert flat("<a href='x'>y</a>") in all_text(pdf)


def test_no_font_is_left_outside(tmp_path: Path) -> None:
    pdf, _ = build(dossier(exhibit()), tmp_path)
    fonts = [body for body in objects(pdf).values() if re.search(rb"/Type /Font\s", body)]
    assert fonts
    assert all(b"/Type0" in body or b"/CIDFontType2" in body for body in fonts)


def test_the_cover_says_how_to_recognise_the_key_and_how_much_is_shown(tmp_path: Path) -> None:
    facts = dossier(exhibit(1), exhibit(2))
    cover = flat(texts(build(facts, tmp_path)[0])[0])
    for word in facts.signer.words:
        assert word in cover
    assert facts.signer.fingerprint in cover
    assert facts.checkpoint_root in cover
    assert facts.case_id in cover
    assert flat("2 of 4 in the case; 1 more withdrawn") in cover
    assert flat(facts.time_state) in cover


def test_what_is_not_proven_is_printed(tmp_path: Path) -> None:
    text = all_text(build(dossier(exhibit()), tmp_path)[0])
    for sentence in (
        "That what the page or file says is true.",
        "That the holder of the account wrote it.",
        "That the investigator saw everything, or captured everything that was there.",
        "none shows that the content is true or who wrote it.",
    ):
        assert flat(sentence) in text
    assert flat("machine, path") in text
    assert not re.search("compliant|court-admissible|tamper-proof", text)


def test_an_exhibit_has_its_hashes_in_full_its_times_and_its_account(tmp_path: Path) -> None:
    one = exhibit(1, proven=TimeFact("2026-11-04T00:00:00.000Z", "A time stamp."), same_as="C00099")
    text = all_text(build(dossier(one), tmp_path)[0])
    file = one.artefacts[0]
    for wanted in (
        *(file.sha256, file.sha512, one.event_hash, "1790123", "Fake_1", one.url or ""),
        *("2026-11-03 10:12:00 UTC (local +05:00)", "2026-11-04 00:00:00 UTC", "C00099", "1280 × 1600 pixels"),
    ):
        assert flat(wanted) in text


def test_every_page_has_case_checkpoint_and_number_of_pages(tmp_path: Path) -> None:
    facts = dossier(*(exhibit(number) for number in range(1, 4)))
    pdf, built = build(facts, tmp_path)
    found = texts(pdf)
    assert len(found) == built.pages == len(pages(pdf))
    for number, text in enumerate(found, 1):
        assert flat("Case: Copied identities") in flat(text)
        assert facts.checkpoint_root[:16] in text
        assert flat(f"Page {number} of") in flat(text)
    assert all(b"/FormXob.total-pages Do" in content for content in pages(pdf))
    form = next(body for body in objects(pdf).values() if b"/Subtype /Form" in body)
    assert b"BT /T" in stream(form)


def test_the_index_names_the_page_of_each_exhibit(tmp_path: Path) -> None:
    pdf, _ = build(dossier(exhibit(1), exhibit(2)), tmp_path)
    found = texts(pdf)
    index = next(text for text in found if "Annex A" in text)
    first = next(
        number for number, text in enumerate(found, 1) if text.split("\n")[0] != "" and "C00002, number 2" in text
    )
    assert re.search(rf"E002\nC00002\n.*\n.*\n{first}\b", index)


def test_a_picture_lies_in_the_file_byte_for_byte(tmp_path: Path) -> None:
    made = picture(tmp_path)
    pdf, built = build(dossier(exhibit()), tmp_path, Drawer(made))
    images = [body for body in objects(pdf).values() if b"/Subtype /Image" in body]
    assert [stream(body) for body in images] == [made.read_bytes()]
    assert b"/Width 104 /Height 130" in images[0]
    assert not built.without_picture
    assert flat("Picture reduced for print; the original is E001-01.png, 1280 × 1600 pixels.") in all_text(pdf)


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_png_picture_keeps_its_samples(tmp_path: Path, mode: str) -> None:
    made = picture(tmp_path, "derived.png", mode=mode)
    pdf, _ = build(dossier(exhibit()), tmp_path, Drawer(made))
    image = next(body for body in objects(pdf).values() if b"/Subtype /Image" in body)
    content = stream(image)
    samples = zlib.decompress(content)
    width = len(mode) * 104
    assert len(samples) == 130 * (1 + width)
    assert content in made.read_bytes()
    shape = (b"/DeviceRGB", b"/Colors 3") if mode == "RGB" else (b"/DeviceGray", b"/Colors 1")
    assert all(word in image for word in shape)


def test_the_same_picture_is_stored_once(tmp_path: Path) -> None:
    same = artefact()
    pdf, _ = build(dossier(exhibit(1, same), exhibit(2, same)), tmp_path, Drawer(picture(tmp_path)))
    assert sum(b"/Subtype /Image" in body for body in objects(pdf).values()) == 1


def test_a_tall_picture_goes_over_pages_without_a_gap(tmp_path: Path) -> None:
    tall = artefact(facts={"width": 1280, "height": 9000})
    pdf, _ = build(dossier(exhibit(1, tall)), tmp_path, Drawer(picture(tmp_path, size=(104, 731))))
    placed = []
    for content in pages(pdf):
        for height, whole, bottom in re.findall(
            rb"0 0 [\d.]+ ([\d.]+) re W n\nq [\d.]+ 0 0 ([\d.]+) 0 (-?[\d.]+) cm", content
        ):
            top = float(whole) + float(bottom) - float(height)
            placed.append((top, top + float(height), float(whole)))
    assert len(placed) > 4
    assert placed[0][0] == pytest.approx(0, abs=0.01)
    assert placed[-1][1] == pytest.approx(placed[-1][2], abs=0.01)
    assert all(after[0] < before[1] - 10 for before, after in pairwise(placed))
    assert flat(f"Part {len(placed)} of {len(placed)}") in all_text(pdf)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "No picture could be made: the limited process gave none."),
        ({"failed": "picture-damaged", "facts": None}, "could not read the file (picture-damaged)"),
        ({"media_type": "video/mp4"}, "Not a picture."),
    ],
)
def test_where_there_is_no_picture_the_page_says_why(tmp_path: Path, changes: dict[str, object], sentence: str) -> None:
    pdf, built = build(dossier(exhibit(1, artefact(**changes))), tmp_path, Drawer(None))
    assert flat(sentence) in all_text(pdf)
    assert built.without_picture == ("E001",)


def test_a_missing_file_is_said_and_not_asked_for(tmp_path: Path) -> None:
    source = Drawer(picture(tmp_path))
    pdf, _ = build(dossier(exhibit(1, replace(artefact(), path=None))), tmp_path, source)
    assert flat("the stored file is missing") in all_text(pdf)
    assert not source.asked


def test_something_that_is_no_picture_is_not_embedded(tmp_path: Path) -> None:
    (tmp_path / "derived.jpg").write_bytes(b"%PDF-1.7 not a picture")
    pdf, built = build(dossier(exhibit()), tmp_path, Drawer(tmp_path / "derived.jpg"))
    assert built.without_picture == ("E001",)
    assert b"not a picture" not in pdf


def test_a_damaged_derivative_stops_the_dossier_and_leaves_nothing(tmp_path: Path) -> None:
    made = picture(tmp_path, "derived.png")
    data = bytearray(made.read_bytes())
    data[len(data) // 2] ^= 1
    made.write_bytes(data)
    with pytest.raises(AffiantError) as caught:
        build(dossier(exhibit()), tmp_path, Drawer(made))
    assert caught.value.code == "picture-damaged"
    assert [file.name for file in tmp_path.iterdir()] == ["derived.png"]


@pytest.mark.parametrize("at", [0, 1, 4])
def test_a_cancelled_dossier_leaves_nothing(tmp_path: Path, at: int) -> None:
    with pytest.raises(Cancelled):
        build_dossier(dossier(exhibit(1), exhibit(2)), tmp_path / "dossier.pdf", Stopping(at))
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(AffiantError) as caught:
        build_dossier(dossier(exhibit()), tmp_path / "no" / "dossier.pdf", Silent())
    assert caught.value.code == "dossier-unwritable"
    assert caught.value.status is ExitStatus.DISK
    assert caught.value.remedy


def test_hostile_texts_lay_out_bounded_and_named(tmp_path: Path) -> None:
    account = AccountFacts(
        *("A001", "X"),
        seen("9" * 300),
        seen("h\u202e" * 150),
        seen("\u200d" * 5_000 + "n\u0301" * 50),
        seen("😀🧿" * 5_000),
        seen("https://e.org/" + "a" * 3_000),
    )
    one = exhibit(1, artefact("n" * 255, role="original"), account=account, note="\n" * 50_000 + "ﷺ" * 9_000)
    pdf, built = build(dossier(one, case_title="ع" * 900), tmp_path)
    text = all_text(pdf)
    assert flat("Cut here after 4000 of 10000 characters") in text
    assert flat("of 59000 characters") in text
    assert "<U+202E>" in text
    assert built.pages < 30


def test_what_no_font_has_is_printed_as_code_points_and_listed(tmp_path: Path) -> None:
    pdf, built = build(dossier(exhibit(1, note="中文")), tmp_path)
    assert built.missing == ("U+4E2D", "U+6587")
    text = all_text(pdf)
    assert "<U+4E2D><U+6587>" in text
    assert flat("U+4E2D CJK UNIFIED IDEOGRAPH-4E2D") in text


def test_an_unknown_language_is_said(tmp_path: Path) -> None:
    pdf, _ = build(dossier(exhibit(), language="xx"), tmp_path)
    assert flat("This version has its own sentences in English only.") in all_text(pdf)


def test_a_long_custody_table_repeats_its_head_and_loses_no_row(tmp_path: Path) -> None:
    rows = tuple(CustodyRow(n, AT, "t", "Capture added", f"C{n:05d}", "Unit 7", sha256(str(n))) for n in range(1, 151))
    pdf, _ = build(dossier(exhibit(), custody=rows), tmp_path)
    found = [text for text in texts(pdf) if "Hash of the event" in text]
    assert len(found) > 3
    numbers = [int(n) for text in found for n in re.findall(r"Capture added · C(\d{5})", text)]
    assert numbers == list(range(1, 151))


def test_the_outline_leads_to_every_exhibit(tmp_path: Path) -> None:
    pdf, _ = build(dossier(*(exhibit(n) for n in range(1, 31))), tmp_path)
    titles = re.findall(rb"/Title \((.*?)\)", pdf)
    assert sum(b"E0" in title for title in titles) == 32
    chains: dict[bytes, int] = {}
    for body in objects(pdf).values():
        if b"/Dest" in body and (parent := re.search(rb"/Parent (\d+) 0 R", body)):
            chains[parent[1]] = chains.get(parent[1], 0) + 1
    assert max(chains.values()) <= 25


@pytest.mark.interop
@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_no_fault(tmp_path: Path) -> None:
    build(dossier(exhibit(1), exhibit(2, artefact("b.png"))), tmp_path, Drawer(picture(tmp_path)))
    ran = subprocess.run(["qpdf", "--check", tmp_path / "dossier.pdf"], capture_output=True, check=False)
    assert ran.returncode == 0, ran.stdout


def test_a_picture_that_nearly_fits_is_reduced_to_spare_a_page(tmp_path: Path) -> None:
    square, tall = artefact(facts={"width": 900, "height": 420}), artefact(facts={"width": 1280, "height": 1600})
    _, without = build(dossier(exhibit(1, square)), tmp_path, Drawer(None))
    _, near = build(dossier(exhibit(1, square)), tmp_path, Drawer(picture(tmp_path, size=(90, 42))))
    _, far = build(dossier(exhibit(1, tall)), tmp_path, Drawer(picture(tmp_path)))
    assert near.pages == without.pages
    assert far.pages == without.pages + 1


def test_the_four_times_stand_together_on_one_page(tmp_path: Path) -> None:
    for lines in range(24, 40):  # wherever the end of the page falls
        found = texts(build(dossier(exhibit(1, note="\n".join(["note"] * lines))), tmp_path)[0])
        first = [number for number, text in enumerate(found) if "Posted" in text and "E001" in text]
        second = [number for number, text in enumerate(found) if "Proven" in text and "E001" in text]
        assert first == second, lines
