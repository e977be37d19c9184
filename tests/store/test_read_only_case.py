from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database
from tests.fakes.store_ports import account_drafts, add_bytes, object_file

from affiant.core.errors import AffiantError
from affiant.store import connection
from affiant.store.case import Case
from affiant.store.connection import open_for_reading
from affiant.store.ports import StorePorts


def test_a_reading_connection_cannot_write(folder: Path, case: Case) -> None:
    database = open_for_reading(folder / "case.sqlite")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        database.conn.execute("INSERT INTO meta VALUES ('a', 'b')")
    database.close()


def test_reading_leaves_every_byte_of_the_database_as_it_is(folder: Path, ports: StorePorts) -> None:
    Case.create(folder, "A case", ports).close()
    before = (folder / "case.sqlite").read_bytes()
    with Case.open_read_only(folder) as reader:
        assert [event.seq for event in reader.events()] == [1, 2, 3]
    assert (folder / "case.sqlite").read_bytes() == before


@pytest.fixture
def unwritable(folder: Path, ports: StorePorts, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed case where SQLite cannot make its side files; no mode of a folder keeps a root user from that."""
    Case.create(folder, "A case", ports).close()
    open_as_usual = connection._open

    def refuse(path: Path, options: str, pragmas: tuple[str, ...]) -> Database:
        if "immutable" not in options:
            raise AffiantError("disk-error", "unable to open database file")
        return open_as_usual(path, options, pragmas)

    monkeypatch.setattr(connection, "_open", refuse)
    monkeypatch.setattr(connection.os, "access", lambda *_: False)
    return folder


def test_a_case_on_read_only_media_can_be_read(unwritable: Path) -> None:
    with Case.open_read_only(unwritable) as reader:
        assert reader.size() == 3


def test_a_case_on_read_only_media_that_was_not_closed_is_not_read_half(unwritable: Path) -> None:
    (unwritable / "case.sqlite-wal").write_bytes(b"events that are not in the database yet")
    with pytest.raises(AffiantError) as caught:
        Case.open_read_only(unwritable)
    assert caught.value.code == "case-not-closed"


def test_a_case_left_by_a_crash_can_be_read_with_all_that_was_acknowledged(folder: Path, ports: StorePorts) -> None:
    case = Case.create(folder, "A case", ports)
    case.record(account_drafts(1))
    with Case.open_read_only(folder) as reader:
        assert reader.account("A001") is not None
    case.close()


def test_a_missing_object_is_named_with_a_remedy(folder: Path, case: Case) -> None:
    with case.batch() as batch:
        add_bytes(batch, b"evidence")
        batch.commit()
    file = object_file(folder, b"evidence")
    with case.open_object(file.name) as stream:
        assert stream.read() == b"evidence"
    file.unlink()
    with pytest.raises(AffiantError) as caught:
        case.open_object(file.name)
    assert (caught.value.code, caught.value.subject) == ("object-missing", str(file))
    assert caught.value.remedy


def test_a_case_on_a_full_disk_can_be_read(unwritable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.os, "access", lambda *_: True)
    with pytest.raises(AffiantError, match="disk-error"):
        Case.open_read_only(unwritable)
    monkeypatch.setattr(connection, "free_bytes", lambda _: 0)
    with Case.open_read_only(unwritable) as reader:
        assert reader.size() == 3
