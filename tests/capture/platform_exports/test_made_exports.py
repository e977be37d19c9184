"""Exports in the forms that platforms publish, with Urdu, Arabic digits, turned text and emoji, and damaged copies."""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.exports import MemoryFiles, mutations, of_sample, places_that_do_not_hold, read, samples_of
from tests.fakes.made_exports import MADE, TEXTS

from affiant.capture.platform_exports.export_files import open_export
from affiant.capture.platform_exports.reader import ExportReader
from affiant.capture.platform_exports.registry import READERS

BY_KEY = {one.key: one for one in READERS}
CASES = pytest.mark.parametrize(("key", "make"), list(MADE.items()), ids=list(MADE))


@CASES
def test_is_recognised_by_its_reader_first(key: str, make: Callable[[], MemoryFiles]) -> None:
    files = make()
    assert next(one.key for one in READERS if one.recognises(files)) == key


@CASES
def test_every_text_arrives_whole_and_every_place_holds(key: str, make: Callable[[], MemoryFiles]) -> None:
    files = make()
    found = read(BY_KEY[key], files)
    said = "\n".join(one.text for one in found.records)
    assert [text for text in TEXTS if text not in said] == []
    assert places_that_do_not_hold(files, found.records) == []


@CASES
def test_damaged_copies_end_in_records_and_skips(key: str, make: Callable[[], MemoryFiles]) -> None:
    for damaged in mutations(make(), seed=1):
        BY_KEY[key].recognises(damaged)
        read(BY_KEY[key], damaged)


@CASES
def test_a_zip_gives_what_its_files_give(key: str, make: Callable[[], MemoryFiles], tmp_path: Path) -> None:
    files = make()
    with zipfile.ZipFile(tmp_path / "export.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.files.items():
            packed.writestr(name, data)
    zipped = open_export("export.zip", tmp_path / "export.zip")
    assert BY_KEY[key].recognises(zipped)
    assert read(BY_KEY[key], zipped) == read(BY_KEY[key], files)


STRANGE = (
    None,
    0,
    -1,
    10**30,
    1.5,
    float("nan"),
    True,
    "",
    "\ud83d",
    "x" * 5_000,
    [],
    {},
    [[]],
    [None],
    {"": {}},
    [{"a": 1}],
)


def wrong_types(value: Any, chance: random.Random, rate: float) -> Any:
    """The same value with some of its parts replaced by others of any type."""
    if chance.random() < rate:
        return chance.choice(STRANGE)
    if isinstance(value, list):
        return [wrong_types(one, chance, rate) for one in value]
    if isinstance(value, dict):
        return {key: wrong_types(one, chance, rate) for key, one in value.items()}
    return value


def with_wrong_types(files: MemoryFiles, chance: random.Random) -> Iterator[MemoryFiles]:
    for rate in (0.02, 0.1, 0.4):
        changed: dict[str, bytes | str] = {}
        for name, data in files.files.items():
            changed[name] = data
            begin = data.find(b"=") + 1 if data.startswith(b"window.") else 0
            if name.endswith((".js", ".json")) and data[begin:].lstrip()[:1] in (b"[", b"{") and b"}\n{" not in data:
                value = wrong_types(json.loads(data[begin:]), chance, rate)
                changed[name] = data[:begin] + json.dumps(value).encode()
        yield MemoryFiles(changed)


@CASES
@pytest.mark.parametrize("seed", range(6))
def test_wrong_types_everywhere_are_skipped(key: str, make: Callable[[], MemoryFiles], seed: int) -> None:
    chance = random.Random(seed)
    for changed in with_wrong_types(make(), chance):
        for reader in (BY_KEY[key], chance.choice(READERS)):
            reader.recognises(changed)
            read(reader, changed)


ANSWERS = [
    pytest.param(key, path, id=f"{key}-{path.name}")
    for key in ("facebook_graph", "instagram_graph", "x_api", "x_web", "youtube_api")
    for path in samples_of(key)
    if path.name != "lines.json"
]


@pytest.mark.parametrize(("key", "path"), ANSWERS)
def test_wrong_types_in_stored_answers_are_skipped(key: str, path: Path) -> None:
    for changed in with_wrong_types(of_sample(path), random.Random(path.name)):
        BY_KEY[key].recognises(changed)
        found = read(BY_KEY[key], changed)
        assert found.failed is None
        assert places_that_do_not_hold(changed, found.records) == []


def test_half_a_surrogate_pair_is_shown_as_its_escape() -> None:
    files = MemoryFiles(
        {"tweets.js": r'window.YTD.tweets.part0 = [{"tweet": {"id_str": "1", "full_text": "a\ud83d"}}]'}
    )
    (record,) = read(BY_KEY["x_archive"], files).records
    assert record.text == r"a\ud83d"
    assert "surrogates-escaped" in record.notes


@pytest.mark.parametrize(
    ("entry", "note"),
    [
        ('{"tweet": {"id_str": "1", "id_str": "2", "full_text": ""}}', "key-given-twice"),
        ('{"tweet": {"id_str": "2", "full_text": "", "x": NaN}}', "number-without-value"),
    ],
)
def test_what_is_strange_about_an_entry_is_noted(entry: str, note: str) -> None:
    (record,) = read(BY_KEY["x_archive"], MemoryFiles({"tweets.js": f"window.YTD.tweets.part0 = [{entry}]"})).records
    assert record.id == "2"
    assert note in record.notes


ALIKE = {"facebook": {"instagram"}, "warc": {"wacz"}}
"""Conversations have one form in both; an archive in a package is an archive. The more particular is asked first."""


@pytest.mark.parametrize("reader", READERS, ids=[one.key for one in READERS])
def test_no_reader_takes_what_another_one_made(reader: ExportReader) -> None:
    taken = {key for key, make in MADE.items() if reader.recognises(make())} - {reader.key}
    assert taken <= ALIKE.get(reader.key, set())
