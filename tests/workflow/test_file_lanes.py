from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from affiant.capture.source import Found
from affiant.capture.sources.file import FileSource
from affiant.core.errors import AffiantError, Cancelled
from affiant.store import staging
from affiant.store.case import Case
from affiant.store.intake_lane import IntakeLane
from affiant.store.staging import StagedFile
from affiant.workflow.file_lanes import FileLanes, Ready, Refused


def lanes(case: Case, found: Iterator[Found]) -> FileLanes:
    return FileLanes(case, found, lambda: None, lambda error: error.code == "disk-full")


def files(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:03d}.bin").write_bytes(bytes([number]) * (200_000 if number % 3 else 10))
    return folder


def unfinished(case: Case) -> list[Path]:
    return list((case.folder / "objects" / "tmp").iterdir())


def test_files_come_in_the_order_of_the_source_whatever_their_size(case: Case, tmp_path: Path) -> None:
    source = files(tmp_path / "in", 150)
    (source / "010.bin").unlink()
    (source / "010.bin").symlink_to("nowhere")
    with lanes(case, FileSource([source]).found()) as laid:
        come = list(laid)
    assert [one.path for one in come] == [str(path) for path in sorted(source.iterdir())]
    assert [isinstance(one, Refused) for one in come].index(True) == 10


def test_what_nobody_takes_leaves_nothing_behind(case: Case, tmp_path: Path) -> None:
    source = files(tmp_path / "in", 150)
    with lanes(case, FileSource([source]).found()) as laid:
        first = next(iter(laid))
        assert isinstance(first, Ready)
        first.staged.part.unlink()
    assert unfinished(case) == []


def test_every_file_is_accounted_for_when_the_disk_fails(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = files(tmp_path / "in", 150)
    real = staging._write_all

    def full(descriptor: int, data: memoryview) -> None:
        if data[0] == 20:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor, data)

    monkeypatch.setattr(staging, "_write_all", full)
    come: list[str] = []
    with lanes(case, FileSource([source]).found()) as laid:
        with pytest.raises(AffiantError, match="disk-full"):
            come.extend(one.path for one in laid)
        left = list(laid.left_over())
    assert come + left == [str(path) for path in sorted(source.iterdir())]
    assert len(come) == 20


def test_every_file_is_accounted_for_when_the_disk_does_not_even_let_go_of_what_waits(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = files(tmp_path / "in", 20)
    real = staging._write_all
    one_waits = Event()

    def gone(descriptor: int, data: memoryview) -> None:
        if data[0] == 5:
            assert one_waits.wait(30)
            raise OSError(errno.ENOSPC, "No space left on device")
        if data[0] == 7:
            one_waits.set()  # the other lane is done with number 6
        real(descriptor, data)

    def refuse(_lane: IntakeLane, _staged: StagedFile) -> None:
        raise AffiantError("disk-error", "The disk did not do what was asked")

    monkeypatch.setattr(staging, "_write_all", gone)
    monkeypatch.setattr(IntakeLane, "discard", refuse)
    with lanes(case, FileSource([source]).found()) as laid:
        with pytest.raises(AffiantError, match="disk-full"):
            list(laid)
        left = list(laid.left_over())
    assert left == [str(path) for path in sorted(source.iterdir())[5:]]


def test_a_bug_of_a_source_is_not_taken_for_its_end(case: Case, tmp_path: Path) -> None:
    def broken() -> Iterator[Found]:
        yield from FileSource([files(tmp_path / "in", 3)]).found()
        raise KeyError("a bug")

    with lanes(case, broken()) as laid, pytest.raises(KeyError, match="a bug"):
        list(laid)


def test_waiting_can_be_stopped_and_ends_the_file_in_hand(case: Case, tmp_path: Path) -> None:
    endless = tmp_path / "in"
    endless.mkdir()
    with (endless / "big").open("wb") as big:
        big.truncate(20 << 30)

    def stop() -> None:
        raise Cancelled

    with (
        FileLanes(case, FileSource([endless]).found(), stop, lambda _: False) as laid,
        pytest.raises(Cancelled),
    ):
        list(laid)
    assert unfinished(case) == []
