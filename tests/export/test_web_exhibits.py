"""What a web capture records is seen wherever the pack speaks of it, and each profile carries what it may."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from tests.fakes import case_memory
from tests.fakes.case_memory import MemoryCase
from tests.fakes.pack_case import export, files_of, refused
from tests.fakes.pdf_reading import texts
from tests.fakes.verdicts import checks
from tests.fakes.web_acquisition import NOT_OBTAINED, acquisition

from affiant.core import event_types, trust
from affiant.core.event import Draft
from affiant.core.model import Capture
from affiant.core.progress import Progress, Silent
from affiant.export.dossier.build import build_dossier
from affiant.export.dossier.facts import DossierFacts
from affiant.export.exhibit_files import safe_extension
from affiant.export.pack_order import DrawDossier
from affiant.verify.verify import verify_pack

PARTS = (
    ("screenshot", b"\x89PNG", "image/png"),
    ("page", b"MIME-Version: 1.0", "multipart/related"),
    ("dom", b"<html>", "text/html"),
    ("text", b"words", "text/plain"),
    ("archive", b"WARC/1.1", "application/gzip"),
    ("headers", b"{}", "application/json"),
    ("certificate", b"-----BEGIN", "application/pem-certificate-chain"),
    ("print", b"%PDF-", "application/pdf"),
    ("record", b"{ }", "application/json"),
)
READING = {
    "failed": "file-cut-off",
    "files": [],
    "first_posted": None,
    "last_posted": None,
    "method": "a reader",
    "notes": ["time-zone-unknown"],
    "platform": "x",
    "read": [{"kind": "message", "count": 42}, {"kind": "service", "count": 8}],
    "reader": {"key": "x_archive", "version": 3},
    "records": None,
    "skipped": [{"reason": "file-not-read", "count": 2}],
}
SHOWN = {
    "press": {"screenshot": "png"},
    "platform": {"screenshot": "png", "text": "txt", "print": "pdf"},
    "court": {
        "screenshot": "png",
        "page": "txt",
        "dom": "txt",
        "text": "txt",
        "archive": "gz",
        "headers": "json",
        "certificate": "txt",
        "print": "pdf",
        "record": "json",
    },
}


@pytest.fixture
def case(tmp_path: Path) -> MemoryCase:
    return MemoryCase(tmp_path / "case")


@pytest.fixture
def capture(case: MemoryCase) -> Capture:
    account = case.add_account("x", "alpha", durable_id="17")
    made = case.add_web_capture(*PARTS, account=account.id)
    case.mark_fit(made.id, "press")
    case.record(
        Draft(event_types.IDENTIFIERS_READ, {"capture": made.id, "input": "x", "method": {}, "readings": []}),
        Draft(event_types.IDENTIFIERS_READ, {"capture": "C00099", "input": "another", "method": {}, "readings": []}),
        Draft(event_types.EXPORT_READ, READING | {"captures": [made.id]}),
        Draft(event_types.TARGET_ADDED, {"target": "T00001", "given": "private plan", "account": account.id}),
        Draft(event_types.TARGET_TRIED, {"target": "T00001", "capture": made.id, "outcome": "captured"}),
    )
    return made


@pytest.mark.parametrize("profile", SHOWN)
def test_each_profile_carries_the_roles_it_may_and_names_the_others(case, capture, tmp_path, profile) -> None:
    written = export(case, profile, tmp_path / "pack", captures=(capture.id,))
    files = files_of(written.path)
    document = json.loads(files["data/exhibits/E001/capture.json"])
    carried = {one["role"]: one["file"].rsplit(".", 1)[1] for one in document["artefacts"] if one["file"]}
    assert carried == SHOWN[profile]
    assert len(document["artefacts"]) == len(PARTS)
    in_folder = {path for path in files if path.startswith("data/exhibits/E001/E001-")}
    assert in_folder == {f"data/exhibits/E001/{one['file']}" for one in document["artefacts"] if one["file"]}
    assert all(path.rsplit(".")[-1] in {safe_extension(type_) for _, _, type_ in PARTS} for path in in_folder)
    page = files["START-HERE.html"].decode()
    assert page.count("Withheld from this pack") == len(PARTS) - len(carried)
    known = trust.parse(trust.write([case.signer.public], []))
    assert not checks(verify_pack(written.path, known, Silent()))


@pytest.mark.parametrize("profile", SHOWN)
def test_the_description_carries_the_acquisition_and_what_was_not_obtained(case, capture, tmp_path, profile) -> None:
    files = files_of(export(case, profile, tmp_path / "pack", captures=(capture.id,)).path)
    document = json.loads(files["data/exhibits/E001/capture.json"])
    assert document["acquisition"] == acquisition()
    assert document["not_obtained"] == list(NOT_OBTAINED)


def test_a_capture_without_acquisition_says_null(case, tmp_path) -> None:
    made = case.add_capture(b"picture")
    files = files_of(export(case, "court", tmp_path / "pack", captures=(made.id,)).path)
    assert json.loads(files["data/exhibits/E001/capture.json"])["acquisition"] is None


def test_the_table_of_captures_says_what_speaks_against_each(case, capture, tmp_path) -> None:
    files = files_of(export(case, "press", tmp_path / "pack", captures=(capture.id,)).path)
    rows = list(csv.DictReader(io.StringIO(files["data/tables/captures.csv"].decode(), newline="")))
    (row,) = rows
    assert (row["files"], row["withheld"], row["sandbox"], row["certificate"]) == ("9", "8", "off", "accepted")
    assert row["doubts"] == "no-log-in-wall"
    assert row["not_obtained"] == " ".join(NOT_OBTAINED)
    hashes = list(csv.DictReader(io.StringIO(files["data/tables/hashes.csv"].decode(), newline="")))
    assert [one["file"] for one in hashes] == ["E001-01.png", *[""] * 8]


@pytest.mark.parametrize(("held", "said"), [(True, "held"), (False, "off"), (None, "unknown")])
def test_a_sandbox_that_could_not_be_seen_is_neither_on_nor_off(case, tmp_path, monkeypatch, held, said) -> None:
    recorded = acquisition(sandbox={"held": held, "reason": None}, tls=None)
    monkeypatch.setattr(case_memory, "acquisition", lambda: recorded)
    made = case.add_web_capture(*PARTS)
    written = export(case, "court", tmp_path / "pack", captures=(made.id,))
    (row,) = csv.DictReader(io.StringIO((written.path / "data/tables/captures.csv").read_text(), newline=""))
    assert (row["sandbox"], row["certificate"]) == (said, "")
    known = trust.parse(trust.write([case.signer.public], []))
    assert not checks(verify_pack(written.path, known, Silent()))


@pytest.mark.parametrize(("profile", "shown"), [("press", 1), ("platform", 1), ("court", 5)])
def test_targets_and_readings_of_exports_are_shown_in_a_whole_ledger_alone(
    case, capture, tmp_path, profile, shown
) -> None:
    files = files_of(export(case, profile, tmp_path / "pack", captures=(capture.id,)).path)
    types = [json.loads(line).get("type") for line in files["data/ledger/events.jsonl"].splitlines()]
    assert sum(1 for one in types if one and one.startswith(("identifiers.", "export.", "target."))) == shown
    assert (b"private plan" in files["data/ledger/events.jsonl"]) == (profile == "court")


@pytest.mark.parametrize("profile", ["press", "platform"])
def test_a_capture_of_which_nothing_would_be_shown_is_refused(case, tmp_path, profile) -> None:
    account = case.add_account("x", "alpha", durable_id="17")
    made = case.add_web_capture(PARTS[4], account=account.id)
    case.mark_fit(made.id, "press")
    assert "show none of its files" in refused(case, profile, tmp_path, (made.id,)).remedy
    assert export(case, "court", tmp_path / "court", captures=(made.id,)).captures == 1


def test_a_capture_from_before_authorities_were_recorded_can_be_exported(case, tmp_path, monkeypatch) -> None:
    recorded = acquisition()
    del recorded["web"]["engine"]["authorities"]
    monkeypatch.setattr(case_memory, "acquisition", lambda: recorded)
    made = case.add_web_capture(*PARTS)
    drawn: list[DossierFacts] = []
    export(case, "court", tmp_path / "pack", captures=(made.id,), draw=_drawing(drawn))
    web = drawn[0].exhibits[0].acquisition.web
    assert web is not None
    assert web.authorities == ()


@pytest.mark.parametrize(("profile", "told"), [("press", False), ("court", True)])
def test_the_dossier_says_what_was_read_of_an_export_where_the_pack_shows_the_reading(
    case, capture, tmp_path, profile, told
) -> None:
    drawn: list[DossierFacts] = []
    export(case, profile, tmp_path / "pack", captures=(capture.id,), draw=_drawing(drawn))
    (exhibit,) = drawn[0].exhibits
    assert [one.read for one in exhibit.readings] == (["42 message, 8 service"] if told else [])
    build_dossier(drawn[0], tmp_path / "dossier.pdf", Silent())
    said = re.sub(r"\s+", "", " ".join(texts((tmp_path / "dossier.pdf").read_bytes())))
    for sentence in (
        "X · x_archive 3",
        "Read: 42 message, 8 service",
        "Skipped: 2 file-not-read",
        "Notes: time-zone-unknown",
        "The reading broke off (file-cut-off)",
    ):
        assert (re.sub(r"\s+", "", sentence) in said) is told, sentence


def _drawing(drawn: list[DossierFacts]) -> DrawDossier:
    def draw(facts: DossierFacts, target: Path, progress: Progress) -> object:
        drawn.append(facts)
        return build_dossier(facts, target, progress)

    return draw


@pytest.mark.parametrize("profile", ["press", "court"])
def test_the_dossier_says_plainly_what_speaks_against_the_capture(case, capture, tmp_path, profile) -> None:
    drawn: list[bytes] = []

    def draw(facts: DossierFacts, target: Path, progress: Progress) -> object:
        built = build_dossier(facts, target, progress)
        drawn.append(target.read_bytes())  # before the seal, which is an incremental update
        return built

    export(case, profile, tmp_path / "pack", captures=(capture.id,), draw=draw)
    said = re.sub(r"\s+", "", " ".join(texts(drawn[0])))
    for sentence in (
        "OFF. The browser ran without its sandbox.",
        "The browser was started as root.",
        "NOT VALID to the browser.",
        "The picture ends at 40000 CSS pixels; the page goes on below.",
        "DOUBT. It shows a log-in wall.",
        "Log in to continue",
        "Is everything unfolded that the page offers to unfold? Not known.",
        "QtWebEngine 6.11.3, Chromium 140.0.0.0",
        "https://x.example/2/landed",
        "HTTP 200",
        "12 read, 1 failed, 2 without content",
        "It had no way to a network.",
        *NOT_OBTAINED,
    ):
        assert re.sub(r"\s+", "", sentence) in said, sentence
    assert ("withheldfromthispack" in said) == (profile == "press")


def test_a_withheld_picture_is_not_pictured_in_the_dossier(case, tmp_path) -> None:
    account = case.add_account("x", "alpha", durable_id="17")
    made = case.add_web_capture(PARTS[0], ("frame", b"\x89PNG private", "image/png"), account=account.id)
    case.mark_fit(made.id, "press")
    asked: list[str] = []

    class Source:
        def picture(self, sha256: str, *_: object) -> None:
            asked.append(sha256)

    def draw(facts, target, progress) -> object:
        return build_dossier(facts, target, progress, Source())

    export(case, "press", tmp_path / "pack", captures=(made.id,), draw=draw)
    assert asked == [made.artefacts[0].sha256]
