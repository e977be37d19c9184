"""Every value of a JSON file, with its path and its bytes, whatever the file."""

from __future__ import annotations

import io
import json
import random
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest

from affiant.capture.platform_exports import json_cursor, json_walk
from affiant.capture.platform_exports.json_entries import broken
from affiant.capture.platform_exports.json_path import json_path
from affiant.capture.platform_exports.json_value import Number, parse_value
from affiant.capture.platform_exports.json_walk import Broken, Found, Path, walk, walk_line, walk_lines
from affiant.capture.platform_exports.reader import STILL_READING


def leaves(_path: Path, _is_list: bool) -> bool:
    return False


def second_level(path: Path, _is_list: bool) -> bool:
    return len(path) >= 2


def values(data: bytes, whole: json_walk.Whole = leaves) -> list[Found | Broken]:
    """All that is given, but for the signs of life, of which small chunks make many."""
    found = walk(io.BytesIO(data), whole)
    return [one for one in found if not (isinstance(one, Broken) and one.reason == STILL_READING)]


def reasons(data: bytes, whole: json_walk.Whole = leaves) -> list[str]:
    return [one.reason for one in values(data, whole) if isinstance(one, Broken)]


def every_leaf(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """The same by the standard library."""
    inner = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    if not value or not isinstance(value, list | dict):
        yield path, value
    for key, one in inner:
        yield from every_leaf(one, (*path, key))


@pytest.fixture(params=[1, 2, 3, 7, 64, 1 << 18])
def _chunks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_cursor, "CHUNK", request.param)


@pytest.mark.usefixtures("_chunks")
def test_every_leaf_is_given_once_with_its_bytes_at_any_chunk_size() -> None:
    value = {
        "a": [1, -2, True, None, 'x\\"]}', {"b": {}, "c": []}, []],
        "ہے [}": {'"\\': "🙂\ud83d", "n": 12345678901234567890123},
        "": "",
    }
    data = b"\xef\xbb\xbf \r\n" + json.dumps(value, indent=2).encode() + b"\n"
    found = [one for one in values(data) if isinstance(one, Found)]
    assert [(one.path, one.value) for one in found] == list(every_leaf(value))
    assert [json.loads(data[one.start : one.start + one.length]) for one in found] == [one.value for one in found]


@pytest.mark.usefixtures("_chunks")
def test_what_is_wanted_whole_is_cut_out_whole() -> None:
    data = b'{"m": [{"t": "]}\\\\"}, {"t": [1, {"u": "\\""}]} , 7], "x": {"y": {"z": 1}}}'
    found = values(data, second_level)
    assert [(one.path, one.value) for one in found if isinstance(one, Found)] == [
        (("m", 0), {"t": "]}\\"}),
        (("m", 1), {"t": [1, {"u": '"'}]}),
        (("m", 2), 7),
        (("x", "y"), {"z": 1}),
    ]
    assert [data[one.start : one.start + one.length][:6] for one in found][:2] == [b'{"t": ', b'{"t": ']


def test_one_broken_entry_costs_itself_alone() -> None:
    data = b'[{"a":1},{"a":\xff"},{"a" 1},{"a":"\\ud83d"},{"a":NaN},{"a":1,"a":2}]'.replace(b'\xff"', b'"\xff"')
    found = values(data, lambda path, _is_list: len(path) == 1)
    assert [one.reason if isinstance(one, Broken) else one.value for one in found] == [
        {"a": 1},
        "entry-not-utf8",
        "entry-not-json",
        {"a": "\ud83d"},
        {"a": Number("NaN")},
        {"a": 2},
    ]
    assert [one.doubts for one in found if isinstance(one, Found)][2:] == [
        ("number-without-value",),
        ("key-given-twice",),
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "file-cut-off"),
        (b"[1, 2", "file-cut-off"),
        (b'["abc', "file-cut-off"),
        (b'["abc\\', "file-cut-off"),
        (b'{"a"', "file-cut-off"),
        (b"[123", "file-cut-off"),
        (b"[1,]", "file-not-json"),
        (b"{1: 2}", "file-not-json"),
        (b'{"a" 2}', "file-not-json"),
        (b"[1}", "file-not-json"),
        (b"}", "file-not-json"),
        (b"[1] 2", "file-goes-on"),
        (b"[" * 100, "file-too-deep"),
    ],
)
def test_a_file_that_ends_or_breaks_says_so_once(data: bytes, reason: str) -> None:
    assert reasons(data) == [reason]


def test_a_number_that_the_end_of_the_file_cuts_is_no_number() -> None:
    assert [one for one in values(b'{"id": 1234') if isinstance(one, Found)] == []


def test_a_script_may_end_in_a_semicolon() -> None:
    data = b"window.YTD.x.part0 = [1] ;\n"
    assert [one.start for one in walk(io.BytesIO(data), leaves, 21)] == [22]


def test_too_large_and_too_deep_entries_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_cursor, "MAX_ENTRY", 1_000)
    monkeypatch.setattr(json_cursor, "CHUNK", 64)
    data = b'[{"a":"' + b"x" * 2_000 + b'"},"' + b"y" * 2_000 + b'",' + b"[" * 300 + b"]" * 300 + b',{"b":1}]'
    found = values(data, lambda path, _is_list: len(path) == 1)
    assert [one.reason if isinstance(one, Broken) else one.value for one in found] == [
        "entry-too-large",
        "entry-too-large",
        "entry-too-deep",
        {"b": 1},
    ]
    assert [data[one.start] for one in found] == [ord("{"), ord('"'), ord("["), ord("{")]
    assert all(one.start + one.length <= len(data) for one in found)


def test_what_is_too_large_is_not_held_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_cursor, "MAX_ENTRY", 1_000)
    monkeypatch.setattr(json_cursor, "CHUNK", 1 << 14)
    stream = io.BytesIO(b'[{"a":"' + b"x" * 8_000_000 + b'"}]')
    tracemalloc.start()
    try:
        found = list(walk(stream, lambda path, _is_list: len(path) == 1))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert isinstance(found[-1], Broken)
    assert peak < 1_000_000


def test_a_long_entry_gives_signs_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_cursor, "CHUNK", 1_000)
    data = b'[{"a":"' + b"x" * 40_000 + b'"}]'
    found = list(walk(io.BytesIO(data), lambda path, _is_list: len(path) == 1))
    assert [one.reason for one in found if isinstance(one, Broken)] == [STILL_READING, STILL_READING]
    assert [one.path for one in found if isinstance(one, Found)] == [(0,)]
    assert [broken("a.json", one).count for one in found if isinstance(one, Broken)] == [0, 0]


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b"[[],"])
def test_a_hopelessly_deep_file_is_given_up_early(opening: bytes) -> None:
    stream = io.BytesIO(opening * 2_000_000)
    found = list(walk(stream, lambda path, _is_list: True))
    assert [one.reason for one in found if isinstance(one, Broken)] == ["file-too-deep"]
    assert stream.tell() < 1 << 20


def test_numbers_keep_every_digit() -> None:
    value, doubts = parse_value(b"[1169246717864136705, 1.50, 1e400, " + b"9" * 5_000 + b"]")
    assert value == [1169246717864136705, Number("1.50"), Number("1e400"), Number("9" * 5_000)]
    assert doubts == ()


def test_lines_are_read_each_by_itself() -> None:
    data = b'\xef\xbb\xbf{"a":1}\r\n\r\n{"a"\n  {"b":"\xd8\xa7"}\n' + b'"' + b"z" * 200 + b'"\n[1] 2\n{"c":[7,8]}'
    found: list[Found | Broken] = []
    for line in walk_lines(io.BytesIO(data), limit=100):
        found += (
            [line] if isinstance(line, Broken) else walk_line(line, second_level if b"c" in line[1] else whole_line)
        )
    assert [one.reason if isinstance(one, Broken) else one.value for one in found] == [
        {"a": 1},
        "entry-not-json",
        {"b": "ا"},
        "entry-too-large",
        [1],
        "entry-not-json",
        7,
        8,
    ]
    assert [data[one.start : one.start + one.length] for one in found if isinstance(one, Found)] == [
        b'{"a":1}',
        b'{"b":"\xd8\xa7"}',
        b"[1]",
        b"7",
        b"8",
    ]


def whole_line(_path: Path, _is_list: bool) -> bool:
    return True


def test_paths_are_those_of_rfc_9535() -> None:
    assert json_path(("a", 0, "it's", "\\", "\n\x0b", "ہے", "\ud83d")) == (
        "$['a'][0]['it\\'s']['\\\\']['\\n\\u000b']['ہے']['\\ud83d']"
    )
    assert json_path(()) == "$"


@pytest.mark.parametrize("seed", range(4))
def test_damaged_bytes_end_in_values_and_reasons(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    monkeypatch.setattr(json_cursor, "CHUNK", 61)
    good = json.dumps([{"id": n, "t": "ہے \\ [{" * n, "l": [[], {}, None, 1.5]} for n in range(20)]).encode()
    for _ in range(150):
        data = bytearray(good)
        for _ in range(chance.randrange(1, 6)):
            place = chance.randrange(len(data))
            data[place : place + chance.randrange(3)] = chance.choice(
                [b"", b'"', b"[", b"}", b"\\", b"\xff", b",", b"\x00"]
            )
        for whole in (leaves, second_level, lambda path, _is_list: bool(path)):
            for one in values(bytes(data), whole):
                assert 0 <= one.start <= one.start + one.length <= len(data)
