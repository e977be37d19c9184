from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from tests.fakes.store_ports import account_drafts, add_bytes, object_file

from affiant.core.canonical import canonical
from affiant.core.errors import AffiantError
from affiant.core.event import parse
from affiant.core.merkle import RunningRoot
from affiant.store.case import Case
from affiant.store.ports import StorePorts
from affiant.store.snapshot import open_snapshot


@pytest.fixture
def filled(folder: Path, ports: StorePorts) -> Path:
    with Case.create(folder, "A case", ports) as case:
        case.record(account_drafts(1))
        with case.batch() as batch:
            add_bytes(batch, b"evidence", account="A001")
            add_bytes(batch, b"more evidence")
            batch.commit()
    return folder


def test_a_sound_case_has_no_problems_and_no_strangers(filled: Path) -> None:
    with open_snapshot(filled) as snapshot:
        assert list(snapshot.problems()) == []
        assert list(snapshot.strangers()) == []


def test_the_record_comes_as_raw_bytes(filled: Path) -> None:
    with open_snapshot(filled) as snapshot:
        tree = RunningRoot()
        for seq, body, digest in snapshot.events():
            event = parse(body)
            assert (event.seq, event.leaf) == (seq, digest)
            tree.add(digest)
        nodes = list(snapshot.nodes())
        assert [digest for level, _, digest in nodes if level == 0] == [digest for *_, digest in snapshot.events()]
        assert nodes == sorted(nodes)
        assert [size for size, _ in snapshot.checkpoints()][-1] == tree.size
        seq, field, salt, value = list(snapshot.openings())[-1]
        assert (seq, field, len(salt), value) == (6, b"path", 64, canonical("/evidence/page.png"))
        assert snapshot.meta()["title"] == b"A case"


def test_rows_come_by_column_in_the_order_of_their_key(filled: Path) -> None:
    with open_snapshot(filled) as snapshot:
        captures = list(snapshot.rows("capture"))
        assert [row["number"] for row in captures] == [1, 2]
        assert captures[0]["account"] == b"A001"
        assert captures[1]["account"] is None
        assert [row["sha256"] for row in snapshot.rows("artefact")] == [
            object_file(filled, content).name.encode() for content in (b"evidence", b"more evidence")
        ]
        with pytest.raises(KeyError):
            list(snapshot.rows("sqlite_master"))


def test_objects_are_named_by_their_files(filled: Path) -> None:
    with open_snapshot(filled) as snapshot:
        found = dict(snapshot.objects())
    assert set(found.values()) == {object_file(filled, content) for content in (b"evidence", b"more evidence")}


def test_strange_files_are_named(filled: Path) -> None:
    (filled / "notes.txt").write_text("mine")
    (filled / "objects" / "00").mkdir(exist_ok=True)
    (filled / "objects" / "00" / ("f" * 64)).write_bytes(b"")
    (filled / "case.sqlite-journal").write_bytes(b"")
    object_file(filled, b"evidence").unlink()
    object_file(filled, b"evidence").symlink_to("/dev/null")
    with open_snapshot(filled) as snapshot:
        assert {path.name for path in snapshot.strangers()} == {
            "notes.txt",
            "f" * 64,
            "case.sqlite-journal",
            object_file(filled, b"evidence").name,
        }


def test_a_snapshot_does_not_see_what_a_writer_adds_meanwhile(filled: Path, ports: StorePorts) -> None:
    with open_snapshot(filled) as snapshot:
        before = len(list(snapshot.events()))
        Case.open(filled, ports).close()
        assert len(list(snapshot.events())) == before


def damage_page_of(path: Path, table: str) -> None:
    connection = sqlite3.connect(path)
    (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    connection.close()
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : (page - 1) * 4096 + 8] = b"\xff" * 8
    path.write_bytes(data)


def test_a_damaged_page_is_told_by_every_question_it_touches(filled: Path) -> None:
    damage_page_of(filled / "case.sqlite", "event")
    with open_snapshot(filled) as snapshot:
        assert list(snapshot.problems())
        with pytest.raises(AffiantError) as caught:
            list(snapshot.events())
    assert caught.value.code == "database-damaged"


def test_text_that_is_not_utf_8_comes_through(filled: Path) -> None:
    path = filled / "case.sqlite"
    data = path.read_bytes()
    path.write_bytes(data.replace(b"titleA case", b"title\xff case"))
    with open_snapshot(filled) as snapshot:
        assert snapshot.meta()["title"] == b"\xff case"


@pytest.mark.parametrize(
    ("table", "column", "where", "ask"),
    [
        ("event", "body BLOB", "seq = 2", "events"),
        ("checkpoint", "note BLOB", "size = (SELECT max(size) FROM checkpoint)", "checkpoints"),
        ("node", "hash BLOB", "idx = 0", "nodes"),
        ("opening", "value TEXT", "seq = (SELECT min(seq) FROM opening)", "openings"),
        ("meta", "value TEXT", "key = 'title'", "meta"),
    ],
)
def test_a_value_that_a_flipped_bit_made_nothing_is_damage_and_no_bug(
    filled: Path, table: str, column: str, where: str, ask: str
) -> None:
    database = filled / "case.sqlite"
    triggers = f"{table}_keeps_values"
    with sqlite3.connect(database, isolation_level=None) as plain:
        plain.execute(f"DROP TRIGGER {triggers}")
        plain.execute("PRAGMA writable_schema = ON")
        plain.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = ?", (f"{column} NOT NULL", column, table)
        )
    plain.close()
    with sqlite3.connect(database, isolation_level=None) as plain:
        plain.execute(f"UPDATE {table} SET {column.split(maxsplit=1)[0]} = NULL WHERE {where}")
    plain.close()
    with open_snapshot(filled) as snapshot, pytest.raises(AffiantError) as caught:
        list(getattr(snapshot, ask)())
    assert caught.value.code == "database-damaged"


def test_a_schema_that_names_an_unknown_function_is_damage_and_no_bug(filled: Path) -> None:
    path = filled / "case.sqlite"
    data = path.read_bytes()
    assert b"instr(" in data
    path.write_bytes(data.replace(b"instr(", b"instz("))
    with open_snapshot(filled) as snapshot:
        assert list(snapshot.problems())
