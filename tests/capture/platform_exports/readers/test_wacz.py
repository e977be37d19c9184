"""A WACZ is believed in nothing: each way to fool a verifier of such archives is a test here."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.fakes import wacz_maker as maker
from tests.fakes.exports import SAMPLES, MemoryFiles, of_sample, read

from affiant.capture.platform_exports.export_files import open_export
from affiant.capture.platform_exports.reader import ExportFiles
from affiant.capture.platform_exports.readers.wacz import Wacz
from affiant.core.errors import FormatError

WACZ = SAMPLES / "web" / "wacz"
KEY = maker.new_key()
GOOD = {"wacz-hashes-agree", "wacz-list-hash-agrees"}
HEADLINES = {
    "wacz-signature-fits-key-inside",
    "wacz-signature-wrong",
    "wacz-signature-of-another-list",
    "wacz-signature-not-checked",
    "wacz-not-signed",
}

needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no samples; AFFIANT_SAMPLES names them")


def notes(files: Mapping[str, bytes] | ExportFiles) -> set[str]:
    """What is said of the archive, without the time."""
    given = MemoryFiles(files) if isinstance(files, Mapping) else files
    (verdict,) = read(Wacz(), given).of("service")
    found = set(verdict.notes) - {"time-of-archiving"}
    assert len(found & HEADLINES) == 1
    return found


def in_zip(entries: list[tuple[str, bytes]], folder: Path) -> ExportFiles:
    path = folder / "a.wacz"
    path.write_bytes(maker.zipped(entries))
    return open_export("a.wacz", path)


def test_a_good_archive_is_good_and_says_that_only_the_key_inside_fits() -> None:
    """W11: the known-good verifies."""
    assert notes(maker.archive(key=KEY)) == GOOD | {"wacz-signature-fits-key-inside"}


def test_an_unsigned_archive_is_said_not_to_be_signed() -> None:
    """W3, W4."""
    assert notes(maker.archive()) == GOOD | {"wacz-not-signed"}


def test_a_signature_block_of_another_archive_is_refused() -> None:
    """W1: a genuine block, in an archive whose unsigned hashes were made to agree."""
    other = maker.archive(maker.contents("<title>B</title>second"), KEY)
    genuine = json.loads(other[maker.DIGEST])["signedData"]
    mine = maker.archive()
    mine[maker.DIGEST] = maker.digest(mine[maker.PACKAGE], genuine)
    assert notes(mine) == GOOD | {"wacz-signature-of-another-list"}


def test_a_signature_block_that_names_this_list_but_signs_another_is_wrong() -> None:
    """W1, once more: the hash in the block is changed too."""
    other = maker.archive(maker.contents("<title>B</title>second"), KEY)
    mine = maker.archive()
    block = {**json.loads(other[maker.DIGEST])["signedData"], "hash": json.loads(mine[maker.DIGEST])["hash"]}
    mine[maker.DIGEST] = maker.digest(mine[maker.PACKAGE], block)
    assert notes(mine) == GOOD | {"wacz-signature-wrong"}


def test_without_the_digest_file_nothing_is_signed() -> None:
    """W2: taking the file away does not make an archive valid."""
    files = maker.archive(key=KEY)
    del files[maker.DIGEST]
    assert notes(files) == {"wacz-hashes-agree", "wacz-list-hash-missing", "wacz-not-signed"}


def test_a_changed_title_does_not_agree_with_the_hash_over_the_list() -> None:
    """W4."""
    files = maker.archive(key=KEY)
    files[maker.PACKAGE] = files[maker.PACKAGE].replace(b"Case", b"Cane")
    assert {"wacz-list-hash-differs", "wacz-signature-of-another-list"} <= notes(files)
    assert "wacz-hashes-agree" not in notes(files)


@pytest.mark.parametrize("name", list(maker.contents()))
def test_a_listed_file_that_is_missing_is_said(name: str) -> None:
    """W5."""
    files = maker.archive(key=KEY)
    del files[name]
    found = notes(files)
    assert "wacz-file-missing" in found
    assert "wacz-hashes-agree" not in found


@pytest.mark.parametrize("name", ["archive/extra", "extra", "archive/extra.warc.gz", "pages/more.jsonl", "fuzzy.json"])
def test_a_file_that_nobody_lists_is_said(name: str) -> None:
    """W6: with a dot in its name or without."""
    found = notes({**maker.archive(key=KEY), name: b"unlisted"})
    assert "wacz-file-not-listed" in found
    assert "wacz-hashes-agree" not in found


@pytest.mark.parametrize("name", ["archive/data.warc.gz", "pages/pages.jsonl", maker.PACKAGE, maker.DIGEST])
def test_two_entries_of_one_name_are_said(name: str, tmp_path: Path) -> None:
    """W7."""
    files = maker.archive(key=KEY)
    found = notes(in_zip([*files.items(), (name, b"another")], tmp_path))
    assert "wacz-entry-twice" in found
    assert "wacz-hashes-agree" not in found


@pytest.mark.parametrize("name", ["../archive/x.warc", "/archive/x.warc", "archive/../x"])
def test_entries_that_point_elsewhere_are_said(name: str, tmp_path: Path) -> None:
    """W7."""
    found = notes(in_zip([*maker.archive(key=KEY).items(), (name, b"elsewhere")], tmp_path))
    assert "wacz-entry-left-out" in found
    assert "wacz-hashes-agree" not in found


def test_an_entry_that_is_a_link_is_said(tmp_path: Path) -> None:
    """W7."""
    files = maker.archive(key=KEY)
    path = tmp_path / "a.wacz"
    path.write_bytes(maker.zipped(list(files.items()), links=("indexes/index.cdx",)))
    found = notes(open_export("a.wacz", path))
    assert {"wacz-entry-left-out", "wacz-file-missing"} <= found
    assert "wacz-hashes-agree" not in found


def test_names_that_differ_in_case_alone_are_said() -> None:
    """W7."""
    assert "wacz-names-clash" in notes(maker.archive({**maker.contents(), "Pages/pages.jsonl": b"{}"}, KEY))


@pytest.mark.parametrize(
    "listed",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"resources": []}',
        b'{"resources": [1, null, {"path": 1}]}',
        b'{"resources": {}}',
        b'{"resources": [], "resources": [{"path": "a"}]}',
        b'{"title": NaN}',
    ],
)
def test_a_list_that_is_none_gives_a_verdict_and_no_failure(listed: bytes) -> None:
    """W8."""
    files = {**maker.archive(key=KEY), maker.PACKAGE: listed}
    found = notes(files)
    assert not found & {"wacz-hashes-agree", "wacz-signature-fits-key-inside"}
    assert found & {"wacz-list-broken", "wacz-list-empty"}
    assert read(Wacz(), MemoryFiles(files)).failed is None


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"[]",
        b'{"path": "datapackage.json"}',
        b'{"hash": 5, "signedData": 7}',
        b'{"signedData": {"hash": []}}',
        b'{"signedData": {}, "signedData": {}}',
    ],
)
def test_a_digest_that_is_none_gives_a_verdict_and_no_failure(said: bytes) -> None:
    """W8."""
    found = notes({**maker.archive(key=KEY), maker.DIGEST: said})
    assert not found & {"wacz-hashes-agree", "wacz-signature-fits-key-inside"}


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha224", "sha3_256", "crc"])
def test_an_algorithm_that_the_file_chooses_and_we_do_not_is_not_checked(algorithm: str) -> None:
    """W9."""
    held = maker.contents()
    listed = maker.package(held, algorithm="sha1" if algorithm == "crc" else algorithm)
    listed = listed.replace(b"sha1:", b"crc:") if algorithm == "crc" else listed
    found = notes({**held, maker.PACKAGE: listed, maker.DIGEST: maker.digest(listed)})
    assert found == {"wacz-hash-not-checked", "wacz-list-hash-agrees", "wacz-not-signed"}


def test_genuine_unsigned_transplanted_and_garbled_have_four_headlines() -> None:
    """W10."""
    genuine, unsigned = maker.archive(key=KEY), maker.archive()
    block = json.loads(genuine[maker.DIGEST])["signedData"]
    garbled = dict(genuine)
    garbled[maker.DIGEST] = maker.digest(genuine[maker.PACKAGE], {**block, "signature": "Z2FyYmFnZQ=="})
    other = maker.archive(maker.contents("<title>B</title>"))
    other[maker.DIGEST] = maker.digest(other[maker.PACKAGE], block)
    headlines = [notes(one) & HEADLINES for one in (genuine, unsigned, garbled, other)]
    assert len({tuple(one) for one in headlines}) == 4


@pytest.mark.parametrize("change", [{"publicKey": ""}, {"publicKey": "AAAA"}, {"publicKey": 5}])
def test_a_key_that_is_none_is_not_checked(change: Mapping[str, Any]) -> None:
    files = maker.archive(key=KEY)
    block = {**json.loads(files[maker.DIGEST])["signedData"], **change}
    files[maker.DIGEST] = maker.digest(files[maker.PACKAGE], block)
    assert "wacz-signature-not-checked" in notes(files)


@needs_samples
@pytest.mark.parametrize("name", ["valid_signed_example_1.wacz", "invalid_signed_example_1.wacz"])
def test_a_certificate_inside_is_never_trusted(name: str) -> None:
    """W10, W14: one chain ends at a public authority, the other at one for practice; to us they are the same."""
    found = notes(of_sample(WACZ / "py-wacz" / name))
    assert found == GOOD | {
        "wacz-signature-fits-key-inside",
        "wacz-certificate-not-checked",
        "wacz-time-proof-not-checked",
    }


@needs_samples
def test_a_signed_sample_that_was_changed_does_not_agree() -> None:
    files = of_sample(WACZ / "py-wacz" / "valid_signed_example_1.wacz").files
    changed = {**files, "pages/pages.jsonl": files["pages/pages.jsonl"].replace(b"Example", b"Exemple")}
    assert changed != files
    assert "wacz-hashes-differ" in notes(changed)
    edited = {**files, maker.PACKAGE: files[maker.PACKAGE].replace(b"py-wacz", b"my-wacz")}
    block = json.loads(files[maker.DIGEST])["signedData"]
    edited[maker.DIGEST] = maker.digest(edited[maker.PACKAGE], block)
    assert "wacz-signature-of-another-list" in notes(edited)


@needs_samples
@pytest.mark.parametrize("path", sorted(WACZ.glob("*/*.wacz")), ids=lambda path: path.name)
def test_verdicts_and_counts_are_those_of_a_trivial_reader(path: Path) -> None:
    """Hashes with `hashlib` over what `zipfile` gives; pages by counting lines; records by another library's index."""
    with zipfile.ZipFile(path) as packed:
        held = {one: packed.read(one) for one in packed.namelist()}
    listed = json.loads(held[maker.PACKAGE])["resources"]
    same = [
        hashlib.sha256(held[one["path"]]).hexdigest() in str(one) if one["path"] in held else False for one in listed
    ]
    unlisted = held.keys() - {one["path"] for one in listed} - {maker.PACKAGE, maker.DIGEST}
    found = read(Wacz(), open_export(path.name, path))
    assert ("wacz-hashes-agree" in found.records[-1].notes) == (all(same) and not unlisted)
    lists = [line for name, data in held.items() if name.endswith(".jsonl") for line in data.splitlines()]
    assert sum("page-list" in one.notes for one in found.records) == sum(b'"url"' in line for line in lists)
    records = 0
    for name, data in held.items():
        if name.startswith("archive/") and ".warc" in name:
            command = [sys.executable, "-m", "warcio.cli", "index", "-f", "offset", "/dev/stdin"]
            records += subprocess.run(command, input=data, capture_output=True, check=True).stdout.count(b"offset")
    pages = sum(any(note.startswith("payload-digest") for note in one.notes) for one in found.records)
    skipped = sum(count for reason, count in found.reasons().items() if reason.startswith("warc-"))
    assert pages + skipped == records


@needs_samples
def test_a_stale_hash_of_a_known_writer_is_said() -> None:
    """W12: this archive's index was written again after it was hashed."""
    assert "wacz-hashes-differ" in notes(open_export("a", WACZ / "scoop" / "example-big.wacz"))


def test_single_bytes_changed_anywhere_in_the_zip_never_pass_unnoticed(tmp_path: Path) -> None:
    chance = random.Random(20261122)
    whole = maker.zipped(list(maker.archive(key=KEY).items()))
    path = tmp_path / "a.wacz"
    path.write_bytes(whole)
    good = read(Wacz(), open_export("a", path)).records
    for _ in range(300):
        place = chance.randrange(len(whole))
        damaged = bytearray(whole)
        damaged[place] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        try:
            files = open_export("a", path)
        except FormatError:
            continue
        found = read(Wacz(), files)
        if not Wacz().recognises(files):
            continue
        if set(found.records[-1].notes) >= GOOD | {"wacz-signature-fits-key-inside"}:
            assert found.records == good  # a bit of the ZIP itself that means nothing
