"""A case on disk, altered by somebody who has the file: what they change is found, whatever it is."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.case_maker import MadeCase
from tests.fakes.pack_keys import PackKeys
from tests.fakes.store_ports import MemoryAnchors, account_drafts, store_ports
from tests.fakes.verdicts import checks, line, subjects

from affiant.core.progress import Silent
from affiant.core.verdict import LineName, State, Verdict
from affiant.store.case import Case
from affiant.store.snapshot import open_snapshot
from affiant.verify.verify import verify_case

TABLES = {
    "meta": "key",
    "event": "seq",
    "opening": "seq, field",
    "node": "level, idx",
    "checkpoint": "size",
    "object": "sha256",
    "account": "id",
    "observation": "seq",
    "capture": "number",
    "artefact": "capture, position",
    "examination": "seq",
    "review": "seq",
    "withdrawal": "seq",
    "description": "seq",
    "record": "id",
    "target": "number",
    "target_try": "seq",
}
NEVER_SET = {
    ("capture", "same_as"),
    ("examination", "failed"),
    ("description", "url"),
    ("target", "list"),
    ("target", "platform"),
    ("target", "handle"),
    ("target", "account"),
    ("target", "note"),
    ("target", "duplicate_of"),
    ("target", "problem"),
    ("target_try", "code"),
}
"""Columns that hold nothing in the case of the tests."""
GENERATED = {"event": {"type", "at"}}


def _columns(made: MadeCase) -> list[tuple[str, str]]:
    return [
        (table, name.decode())
        for table in TABLES
        for _, name, *_ in made.query(f"PRAGMA table_xinfo({table})")
        if name.decode() not in GENERATED.get(table, set())
    ]


def test_every_payload_table_and_column_is_attacked(untouched: MadeCase) -> None:
    tables = {row[0].decode() for row in untouched.query("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {table for table in tables if not table.startswith(("search", "record_search", "sqlite_"))} == set(TABLES)
    assert len(_columns(untouched)) > 40


def test_a_flipped_bit_in_any_column_is_found(made: MadeCase) -> None:
    database = made.folder / "case.sqlite"
    whole = database.read_bytes()
    for number, (table, column) in enumerate(_columns(made)):
        order = TABLES[table]
        key = order.replace(", ", " || '/' || ")
        rows = made.query(f"SELECT {key}, {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY {order}")
        if not rows:
            assert (table, column) in NEVER_SET
            continue
        row, value = rows[len(rows) // 2]
        flipped, cast = _flip(value, number % 3, made, table, column)
        assert made.alter(f"UPDATE {table} SET {column} = {cast} WHERE {key} = ?", flipped, _text(row)) == 1
        verdict = made.judge()
        assert State.FAIL in {one.state for one in verdict.lines}, (table, column)
        database.write_bytes(whole)


def _flip(value: Any, place: int, made: MadeCase, table: str, column: str) -> tuple[Any, str]:
    if isinstance(value, int):
        # A high bit, so that the number meets no other key.
        return value ^ (1 << 30 if column not in ("fit",) else 1), "?"
    at = (0, len(value) // 2, len(value) - 1)[place]
    flipped = value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]
    kind = made.query(f"SELECT typeof({column}) FROM {table} WHERE {column} IS NOT NULL LIMIT 1")[0][0]
    return flipped, "CAST(? AS TEXT)" if kind == b"text" else "?"


def _text(row: Any) -> Any:
    return row.decode() if isinstance(row, bytes) else row


@pytest.mark.parametrize(
    "wanted", [b'"type":"capture.added"', b"https://x.example/2", b"observed", b"affiant/", b"camera"]
)
def test_a_bit_flipped_in_the_file_itself_is_found(untouched: MadeCase, tmp_path: Path, wanted: bytes) -> None:
    data = (untouched.folder / "case.sqlite").read_bytes()
    places = [at for at in range(len(data)) if data.startswith(wanted, at)]
    assert places
    found = 0
    for number, at in enumerate(places):
        made = untouched.copy(tmp_path / f"{number}")
        flipped = bytearray(data)
        flipped[at + 2] ^= 4
        (made.folder / "case.sqlite").write_bytes(flipped)
        verdict = made.judge()
        found += State.FAIL in {one.state for one in verdict.lines}
        shutil.rmtree(made.folder)
    # What is left of the words are the search index and the text of the schema's own comments.
    assert found >= len(places) - len(_in_search(untouched, wanted))


def _in_search(made: MadeCase, wanted: bytes) -> list[Any]:
    return [row for row in made.query("SELECT block FROM search_data") if wanted in bytes(row[0])]


def test_a_bit_flipped_in_an_object_is_found(untouched: MadeCase, tmp_path: Path) -> None:
    for number, path in enumerate(sorted((untouched.folder / "objects").rglob("*"))):
        if not path.is_file():
            continue
        made = untouched.copy(tmp_path / f"{number}")
        copy = made.folder / path.relative_to(untouched.folder)
        copy.chmod(0o600)
        data = bytearray(copy.read_bytes())
        data[-1] ^= 128
        copy.write_bytes(data)
        assert path.name in subjects(made.judge(), "objects")


def test_a_last_event_that_was_deleted_with_all_its_traces_is_found(made: MadeCase) -> None:
    """The case is whole in itself afterwards: only the state kept outside of it tells."""
    (last,) = made.query("SELECT max(seq), (SELECT max(size) FROM checkpoint WHERE size < 17) FROM event")
    assert last == (17, 16)
    made.alter("DELETE FROM event WHERE seq = 17")
    made.alter("DELETE FROM checkpoint WHERE size = 17")
    made.alter("DELETE FROM node WHERE (idx + 1) * (1 << level) > 16")
    verdict = made.judge()
    assert line(verdict, LineName.CONTENTS) is State.FAIL
    assert checks(verdict) == {"anchor"}
    # Without the kept state the line must not pass.
    assert line(made.judge(None), LineName.CONTENTS) is State.WARN


def test_a_last_event_that_was_deleted_alone_is_found_without_the_kept_state(made: MadeCase) -> None:
    made.alter("DELETE FROM event WHERE seq = 16")
    assert "checkpoints" in checks(made.judge(None))


def test_an_older_copy_that_was_put_back_is_found(keys: PackKeys, tmp_path: Path) -> None:
    anchors = MemoryAnchors()
    ports = store_ports(signer=keys, anchors=anchors)
    with Case.create(tmp_path / "CASE", "Test", ports) as case:
        case.record(account_drafts(1))
    shutil.copytree(tmp_path / "CASE", tmp_path / "OLD")
    with Case.open(tmp_path / "CASE", ports) as case:
        case.record(account_drafts(2))
        anchor = anchors.notes[case.info.id]
    assert not checks(_judge(tmp_path / "CASE", keys, anchor))
    verdict = _judge(tmp_path / "OLD", keys, anchor)
    assert checks(verdict) == {"anchor"}
    assert line(verdict, LineName.CONTENTS) is State.FAIL


@pytest.mark.parametrize("first", [1, 3, 10])
def test_two_swapped_events_are_found(made: MadeCase, first: int) -> None:
    database = sqlite3.connect(made.folder / "case.sqlite")
    one, two = database.execute("SELECT body, hash FROM event WHERE seq IN (?, ?)", (first, first + 1)).fetchall()
    database.close()
    made.alter("UPDATE event SET hash = randomblob(32) WHERE seq IN (?, ?)", first, first + 1)
    made.alter("UPDATE event SET body = ?, hash = ? WHERE seq = ?", *two, first)
    made.alter("UPDATE event SET body = ?, hash = ? WHERE seq = ?", *one, first + 1)
    assert f"event {first}" in subjects(made.judge(), "chain")


def _judge(folder: Path, keys: PackKeys, anchor: bytes | None) -> Verdict:
    with open_snapshot(folder) as snapshot:
        return verify_case(snapshot, keys.trust(), anchor, Silent())
