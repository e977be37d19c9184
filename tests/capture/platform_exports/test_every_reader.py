"""What holds for every reader of exports, whatever it reads."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from tests.fakes.exports import (
    OF_READER,
    SAMPLES,
    MemoryFiles,
    mutations,
    of_sample,
    places_that_do_not_hold,
    read,
    samples_of,
)
from tests.fakes.made_exports import MADE

from affiant.capture.platform_exports.reader import ExportReader
from affiant.capture.platform_exports.registry import READERS
from affiant.core.clock import parse_utc
from affiant.core.platforms import PLATFORMS

if not SAMPLES.is_dir():
    pytest.skip(f"no samples at {SAMPLES}; AFFIANT_SAMPLES names them", allow_module_level=True)

LONGEST_S = 10.0
"""The bound of the issue for one hostile file."""
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CASES = [
    pytest.param(reader, path, id=f"{reader.key}-{path.relative_to(SAMPLES).as_posix()}")
    for reader in READERS
    for path in samples_of(reader.key)
]
EVERY = pytest.mark.parametrize("reader", READERS, ids=[one.key for one in READERS])


@EVERY
def test_says_what_it_is(reader: ExportReader) -> None:
    assert re.fullmatch(r"[a-z0-9_]+", reader.key)
    assert type(reader).__module__.endswith(f".{reader.key}")
    assert reader.title
    assert reader.version >= 1
    assert reader.platform in (*PLATFORMS, "web")


@EVERY
def test_has_samples(reader: ExportReader) -> None:
    assert OF_READER.get(reader.key) or reader.key in MADE


def test_no_pattern_of_samples_matches_nothing() -> None:
    assert [one for patterns in OF_READER.values() for one in patterns if not list(SAMPLES.glob(one))] == []


@pytest.mark.parametrize(("reader", "path"), CASES)
def test_its_samples_are_recognised_by_it_first(reader: ExportReader, path: Path) -> None:
    files = of_sample(path)
    assert next((one.key for one in READERS if one.recognises(files)), None) == reader.key


@pytest.mark.parametrize(("reader", "path"), CASES)
def test_records_point_at_the_original_and_say_times_in_utc(reader: ExportReader, path: Path) -> None:
    files = of_sample(path)
    found = read(reader, files)
    assert found.failed is None
    assert found.records
    assert places_that_do_not_hold(files, found.records) == []
    for one in found.records:
        if one.posted_at is not None:
            parse_utc(one.posted_at)
            assert one.posted_as
        assert [note for note in one.notes if not CODE.fullmatch(note)] == []
    assert [one.reason for one in found.skipped if not CODE.fullmatch(one.reason)] == []


@pytest.mark.parametrize(("reader", "path"), CASES)
def test_the_same_bytes_give_the_same_records(reader: ExportReader, path: Path) -> None:
    files = of_sample(path)
    assert read(reader, files).records == read(reader, files).records


@pytest.mark.parametrize(("reader", "path"), CASES)
def test_damaged_copies_end_in_records_skips_or_a_format_error(reader: ExportReader, path: Path) -> None:
    files = of_sample(path)
    for damaged in mutations(files, seed=len(files.names())):
        began = time.monotonic()
        reader.recognises(damaged)
        read(reader, damaged)
        assert time.monotonic() - began < LONGEST_S


@EVERY
@pytest.mark.parametrize(
    "files",
    [
        MemoryFiles({}),
        MemoryFiles({"empty": b""}),
        MemoryFiles({"result.json": b"\xff\xfe" * 100, "messages.html": b"\x00" * 100, "_chat.txt": b"\xed\xa0\x80"}),
        MemoryFiles({"a.json": b"[" * 100_000}),
        MemoryFiles({"a.html": b"<div class=message>" * 20_000}),
        MemoryFiles({"a.txt": b"1/1/20, 1:00 - " * 20_000}),
        MemoryFiles({"ordinary letter.txt": "Dear friend,\n\nall is well.\n"}),
    ],
    ids=["nothing", "empty", "garbage", "deep json", "deep html", "one long line", "letter"],
)
def test_what_is_no_export_is_not_recognised_or_ends_well(reader: ExportReader, files: MemoryFiles) -> None:
    reader.recognises(files)
    read(reader, files)
