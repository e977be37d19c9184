import errno
import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from affiant.core.errors import AffiantError, ExitStatus
from affiant.export import copying
from affiant.export.copying import Content, copy, in_memory
from affiant.export.folder_target import FolderTarget


@pytest.fixture
def other_thread():
    with ThreadPoolExecutor(1) as running:
        yield running


def _content(path, data: bytes, size: int | None = None) -> Content:
    return Content(
        "data/x",
        len(data) if size is None else size,
        path,
        hashlib.sha256(data).hexdigest(),
        hashlib.sha512(data).hexdigest(),
        "C00001, object",
    )


def test_both_digests_are_those_of_the_bytes_that_were_written(tmp_path, other_thread, monkeypatch) -> None:
    monkeypatch.setattr(copying, "CHUNK", 7)
    data = bytes(range(256)) * 3
    (tmp_path / "o").write_bytes(data)
    counted: list[int] = []
    found = copy(_content(tmp_path / "o", data), FolderTarget(tmp_path / "p"), other_thread, counted.append)
    assert (tmp_path / "p/data/x").read_bytes() == data
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert found.sha512 == hashlib.sha512(data).hexdigest()
    assert sum(counted) == len(data)


@pytest.mark.parametrize("stored", [b"hellO", b"hell", b"hello!", b""])
def test_stored_bytes_that_are_not_those_recorded_are_refused(tmp_path, other_thread, stored) -> None:
    (tmp_path / "o").write_bytes(stored)
    with pytest.raises(AffiantError) as caught:
        copy(_content(tmp_path / "o", b"hello"), FolderTarget(tmp_path / "p"), other_thread, lambda _: None)
    assert caught.value.code == "object-damaged"
    assert caught.value.subject == "C00001, object"


def test_missing_bytes_are_named(tmp_path, other_thread) -> None:
    with pytest.raises(AffiantError) as caught:
        copy(_content(tmp_path / "o", b"hello"), FolderTarget(tmp_path / "p"), other_thread, lambda _: None)
    assert caught.value.code == "object-missing"


def test_bytes_that_cannot_be_read_are_not_called_a_full_disk(tmp_path, other_thread) -> None:
    (tmp_path / "o").mkdir()
    with pytest.raises(AffiantError) as caught:
        copy(_content(tmp_path / "o", b"hello"), FolderTarget(tmp_path / "p"), other_thread, lambda _: None)
    assert caught.value.code == "object-unreadable"
    assert caught.value.status == ExitStatus.DISK


def test_an_error_of_the_target_stays_its_own(tmp_path, other_thread) -> None:
    class Full(FolderTarget):
        def write(self, path, size, chunks) -> None:
            next(iter(chunks))
            raise OSError(errno.ENOSPC, "full")

    with pytest.raises(OSError, match="full"):
        copy(in_memory("a", b"x"), Full(tmp_path / "p"), other_thread, lambda _: None)
