from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.store_ports import MemoryAnchors, add_bytes, object_file, store_ports

from affiant.store import durability, objects
from affiant.store.case import Case
from affiant.store.durability import sync_files, sync_folders


class LoggingAnchors(MemoryAnchors):
    def __init__(self, log: list[str]) -> None:
        super().__init__()
        self._log = log

    def keep(self, case_id: str, note: bytes) -> None:
        self._log.append("anchor kept")
        super().keep(case_id, note)


@pytest.mark.parametrize("files", [1, 20])
def test_bytes_then_names_then_rows_then_the_anchor(folder: Path, monkeypatch: pytest.MonkeyPatch, files: int) -> None:
    log: list[str] = []

    def logged(what: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*given: Any) -> Any:
            log.append(what)
            return act(*given)

        return wrapped

    def statement(sql: str) -> None:
        if sql in ("BEGIN IMMEDIATE", "COMMIT"):
            log.append(sql)

    with Case.create(folder, "A case", store_ports(anchors=LoggingAnchors(log))) as case:
        monkeypatch.setattr(objects, "sync_files", logged("bytes synced", sync_files))
        monkeypatch.setattr(objects, "sync_folders", logged("names synced", sync_folders))
        monkeypatch.setattr(objects.ObjectFolder, "_name", logged("named", objects.ObjectFolder._name))
        case._session.writer.conn.set_trace_callback(statement)
        log.clear()
        with case.batch() as batch:
            for number in range(files):
                add_bytes(batch, f"evidence {number}".encode())
            batch.commit()
        found = list(log)
    assert found == [
        "bytes synced",
        "names synced",
        *["named"] * files,
        "names synced",
        "BEGIN IMMEDIATE",
        "COMMIT",
        "anchor kept",
    ]


def test_few_files_are_synced_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []

    def log(descriptor: int) -> None:
        synced.append(str(os.fstat(descriptor).st_ino))

    monkeypatch.setattr(durability.os, "fsync", log)
    files = [tmp_path / name for name in ("a", "b")]
    for file in files:
        file.write_bytes(b"")
    sync_files(files, tmp_path)
    sync_folders([tmp_path], tmp_path)
    assert synced == [str(path.stat().st_ino) for path in (*files, tmp_path)]


def test_many_files_are_synced_one_by_one_where_there_is_no_other_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(durability, "_sync_file_system", lambda _: False)
    monkeypatch.setattr(durability.os, "fsync", synced.append)
    files = [tmp_path / str(number) for number in range(20)]
    for file in files:
        file.write_bytes(b"")
    sync_files(files, tmp_path)
    assert len(synced) == 20


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def add_two(case: Case) -> None:
    with case.batch() as batch:
        add_bytes(batch, b"kept")
        add_bytes(batch, b"new")
        batch.commit()


def test_a_commit_that_fails_takes_its_objects_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Case.create(folder, "A case", store_ports()) as case:
        with case.batch() as batch:
            add_bytes(batch, b"kept")
            batch.commit()

        with monkeypatch.context() as patch:
            patch.setattr(case._ledger, "append", interrupted)
            with pytest.raises(KeyboardInterrupt):
                add_two(case)
        assert object_file(folder, b"kept").exists()
        assert not object_file(folder, b"new").exists()
        assert list((folder / "objects" / "tmp").iterdir()) == []
