"""Disk full, read-only and damaged: a clear error, and everything acknowledged stays."""

from __future__ import annotations

import errno
import io
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.fakes.store_ports import account_drafts, add_bytes, object_file, store_ports

from affiant.core import event_types as types
from affiant.core.errors import AffiantError, Cancelled, ExitStatus
from affiant.core.progress import Silent
from affiant.store.case import Case
from affiant.store.disk_errors import disk_errors
from affiant.store.ports import StorePorts


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EDQUOT, "disk-full"),
        (errno.EROFS, "disk-refused"),
        (errno.EACCES, "disk-refused"),
        (errno.EIO, "disk-error"),
    ],
)
def test_errors_of_the_system_name_the_disk_and_a_remedy(tmp_path: Path, number: int, code: str) -> None:
    with pytest.raises(AffiantError) as caught, disk_errors(tmp_path / "not there yet"):
        raise OSError(number, os.strerror(number))
    assert (caught.value.code, caught.value.status) == (code, ExitStatus.DISK)
    assert str(tmp_path) in caught.value.subject
    assert caught.value.remedy
    if code == "disk-full":
        assert "MB are free" in caught.value.title


def test_a_broken_constraint_is_a_bug_and_passes_unchanged(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.IntegrityError), disk_errors(tmp_path):
        raise sqlite3.IntegrityError("UNIQUE constraint failed")


def test_a_full_disk_while_bytes_are_written(folder: Path, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    with case.batch() as batch:
        add_bytes(batch, b"acknowledged")
        batch.commit()

    def full(_descriptor: int, _data: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with case.batch() as batch, monkeypatch.context() as patch:
        patch.setattr("affiant.store.staging.os.write", full)
        with pytest.raises(AffiantError) as caught:
            add_bytes(batch, b"too much")
    assert (caught.value.code, caught.value.status) == ("disk-full", ExitStatus.DISK)
    assert list((folder / "objects" / "tmp").iterdir()) == []
    assert object_file(folder, b"acknowledged").exists()
    case.record(account_drafts(1))


def limit_pages(case: Case, pages: int) -> None:
    """Let SQLite run out of space as on a full disk."""
    connection = case._session.writer.conn
    connection.set_authorizer(None)
    connection.execute(f"PRAGMA max_page_count = {pages}")


def test_a_full_disk_while_the_database_commits(folder: Path, ports: StorePorts) -> None:
    case = Case.create(folder, "A case", ports)
    with case.batch() as batch:
        add_bytes(batch, b"acknowledged")
        batch.commit()
    limit_pages(case, 1)
    with pytest.raises(AffiantError) as first:
        add_until_full(case)
    assert (first.value.code, first.value.status) == ("disk-full", ExitStatus.DISK)
    with Case.open(folder, ports) as again:
        kept = {capture.artefacts[0].sha256 for capture in again.captures()}
        assert object_file(folder, b"acknowledged").name in kept
        assert {path.name for path in (folder / "objects").glob("??/*")} == kept


def test_closing_in_a_failed_state_does_not_hide_the_first_error(
    folder: Path, ports: StorePorts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise AffiantError("disk-full", "The disk is full")

    case = Case.create(folder, "A case", ports)
    monkeypatch.setattr(case._ledger, "append", full)
    with pytest.raises(AffiantError) as caught, case:
        raise AffiantError("first", "The first error")
    assert caught.value.code == "first"
    assert caught.value.__notes__ == ["disk-full: The disk is full"]
    with Case.open(folder, ports) as again:
        assert next(again.events_of_type(types.LOCK_CLEARED))


def add_until_full(case: Case) -> None:
    with case:
        for number in range(100):
            with case.batch() as batch:
                add_bytes(batch, f"more {number}".encode(), note="x" * 10_000)
                batch.commit()


def test_an_error_of_the_source_is_not_blamed_on_the_case_disk(folder: Path, case: Case) -> None:
    class Failing(io.RawIOBase):
        def readinto(self, _buffer: object) -> int:
            raise OSError(errno.EIO, "Input/output error")

    with case.batch() as batch:
        with pytest.raises(OSError, match="Input/output error"):
            batch.intake(Failing(), Silent())  # type: ignore[arg-type]
        add_bytes(batch, b"the next one")
        batch.commit()
    assert case.count_captures() == 1
    assert list((folder / "objects" / "tmp").iterdir()) == []


def test_cancelling_leaves_nothing_half_done(folder: Path, case: Case) -> None:
    class Stop:
        def report(self, done: int, total: int | None, what: str) -> None:
            raise Cancelled

    before = case.size()
    with pytest.raises(Cancelled), case.batch() as batch:
        batch.intake(io.BytesIO(b"x" * 100_000), Stop())
    assert case.size() == before
    assert list((folder / "objects" / "tmp").iterdir()) == []
    case.record(account_drafts(1))


def closed_case(folder: Path, events: int = 0) -> Path:
    with Case.create(folder, "A case", store_ports()) as case:
        for number in range(1, events + 1):
            case.record(account_drafts(number, note="x" * 500))
    return folder / "case.sqlite"


def test_a_damaged_page_is_named_when_the_case_is_opened(folder: Path, ports: StorePorts) -> None:
    path = closed_case(folder, 40)
    data = bytearray(path.read_bytes())
    for page in range(8, len(data) // 4096):
        data[page * 4096 : page * 4096 + 8] = b"\xff" * 8
    path.write_bytes(data)
    with pytest.raises(AffiantError) as caught:
        Case.open(folder, ports)
    assert (caught.value.code, caught.value.status) == ("database-damaged", ExitStatus.DISK)


@pytest.mark.parametrize("change", [b"\xff", b"y"], ids=["invalid UTF-8", "another letter"])
def test_an_altered_event_keeps_the_case_from_being_written(folder: Path, ports: StorePorts, change: bytes) -> None:
    """SQLite's own check says ok; the chain does not."""
    path = closed_case(folder, 5)
    data = path.read_bytes()
    place = data.index(b'"value":"xxxx') + 12
    path.write_bytes(data[:place] + change + data[place + 1 :])
    with pytest.raises(AffiantError) as caught:
        Case.open(folder, ports)
    assert caught.value.code == "ledger-altered"
    with Case.open_read_only(folder) as reader:
        assert reader.size() > 5


def test_a_reader_of_an_unreadable_event_says_damaged(folder: Path) -> None:
    path = closed_case(folder, 1)
    data = path.read_bytes()
    place = data.index(b'"value":"xxxx') + 12
    path.write_bytes(data[:place] + b"\xff" + data[place + 1 :])
    with Case.open_read_only(folder) as reader, pytest.raises(AffiantError) as caught:
        list(reader.events())
    assert caught.value.code == "database-damaged"


def test_a_message_of_sqlite_that_is_no_text_is_damage(tmp_path: Path) -> None:
    """A flipped bit in the schema is quoted by SQLite in its message, which Python then cannot decode."""
    path = tmp_path / "case.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE capture (id INTEGER)")
        connection.commit()
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE", b"CREAT\xc5 TABLE"))
    with pytest.raises(AffiantError) as caught, closing(sqlite3.connect(path)) as connection, disk_errors(path):
        connection.execute("SELECT count(*) FROM sqlite_master")
    assert (caught.value.code, caught.value.status) == ("database-damaged", ExitStatus.DISK)
