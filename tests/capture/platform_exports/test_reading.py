"""Reading in a limited child: what was read before it broke stays, what broke is said, and lies end it."""

from __future__ import annotations

import sys
import time
import zipfile
from pathlib import Path

import pytest
from tests.fakes import rogue_reader
from tests.fakes.exports import read, samples_of
from tests.fakes.made_exports import MADE

from affiant.capture.platform_exports.export_files import LooseFiles, open_export
from affiant.capture.platform_exports.reader import ExportReader
from affiant.capture.platform_exports.reading import (
    GARBAGE,
    KILLED,
    LIMITS,
    TIMEOUT,
    ExportFile,
    ExportReading,
    ReadSoFar,
    Recognised,
)
from affiant.capture.platform_exports.registry import READERS
from affiant.confined.limits import Limits
from affiant.confined.worker import WorkerError
from affiant.core.errors import Cancelled
from affiant.core.progress import Silent
from affiant.core.record import parse_record

QUICK = Limits(memory_bytes=LIMITS.memory_bytes, cpu_seconds=2, wall_seconds=2)
_RUN = f"import runpy, sys; sys.path[:0] = {sys.path!r}; runpy.run_path({rogue_reader.__file__!r}, run_name='__main__')"
PROGRAM = (sys.executable, "-c", _RUN)
CHAT = "15/01/24, 09:41 - Ann: one\n15/01/24, 09:42 - Bob: two\nmore\n"


def rogue(tmp_path: Path, what: str, lie: str = "") -> tuple[Recognised | None, bytes, ReadSoFar]:
    path = tmp_path / "export"
    path.write_bytes(b"x")
    command = [*PROGRAM, str(tmp_path / "written"), lie]
    with ExportReading([ExportFile(what, path)], False, command, QUICK) as reading:
        found = reading.recognise(Silent())
        data = reading.lines(Silent()).read() if found else b""
        return found, data, reading.so_far


@pytest.mark.parametrize(
    ("what", "failed"),
    [
        ("format", "broken-here"),
        ("raise", KILLED),
        ("segfault", KILLED),
        ("burn", TIMEOUT),
        ("sleep", TIMEOUT),
        ("eat", "export-too-large"),
        ("deep", "export-too-large"),
    ],
)
def test_what_was_read_before_it_broke_stays(tmp_path: Path, what: str, failed: str) -> None:
    found, data, so_far = rogue(tmp_path, what)
    assert found == Recognised("rogue", "Rogue", "other", 3)
    records = [parse_record(line) for line in data.splitlines()]
    assert so_far.failed == failed
    assert 30 <= len(records) == so_far.read["message"] <= 40
    assert [one.where.start for one in records] == list(range(len(records)))


def test_a_child_cannot_write(tmp_path: Path) -> None:
    _, _, so_far = rogue(tmp_path, "write")
    assert so_far.failed is not None
    assert not (tmp_path / "written").exists()


@pytest.mark.parametrize("lie", ["lie-reader", "lie-line", "lie-cut", "lie-file", "lie-reason", "lie-note", "lie-time"])
def test_a_child_that_is_no_longer_itself_is_not_believed(tmp_path: Path, lie: str) -> None:
    found, data, so_far = rogue(tmp_path, "fine", lie)
    if lie == "lie-file":  # one file is one file, whatever the child says
        assert (so_far.failed, so_far.files) == (None, ["fine"])
        return
    assert so_far.failed == GARBAGE
    assert data == b""
    assert (found is None) == (lie == "lie-reader")


def test_an_export_is_read_and_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CHAT)
    with ExportReading([ExportFile("WhatsApp Chat with Ann.txt", tmp_path / "a.txt")], True) as reading:
        found = reading.recognise(Silent())
        assert found is not None
        assert (found.key, found.platform) == ("whatsapp", "whatsapp")
        lines = reading.lines(Silent()).read().splitlines()
        assert [parse_record(line).text for line in lines] == ["one", "two\nmore"]
        assert reading.so_far.read == {"message": 2}
        assert reading.so_far.files == ["WhatsApp Chat with Ann.txt"]
        assert "memory" in reading.method


def test_a_folder_says_which_files_were_read(tmp_path: Path) -> None:
    for name, text in (("_chat.txt", CHAT), ("IMG.jpg", "x"), ("letter.txt", "Dear friend")):
        (tmp_path / name).write_text(text)
    files = [ExportFile(f"chat/{path.name}", path) for path in tmp_path.iterdir()]
    with ExportReading(files, False) as reading:
        assert reading.recognise(Silent())
        reading.lines(Silent()).read()
        assert sorted(reading.so_far.files) == ["chat/_chat.txt", "chat/letter.txt"]


def test_a_folder_of_any_number_of_long_names_is_read(tmp_path: Path) -> None:
    (tmp_path / "chat").write_text(CHAT)
    (tmp_path / "other").write_text("x")
    longest = "\x01" * 3_900
    files = [ExportFile(f"{longest}/{number}.jpg", tmp_path / "other") for number in range(300)]
    with ExportReading([*files, ExportFile("_chat.txt", tmp_path / "chat")], False) as reading:
        assert reading.recognise(Silent())
        assert len(reading.lines(Silent()).read().splitlines()) == 2
        assert reading.so_far.files == ["_chat.txt"]


def test_a_zip_says_what_it_leaves_out(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("_chat.txt", CHAT)
        archive.writestr("../../etc/passwd", "x")
    with ExportReading([ExportFile("a.zip", tmp_path / "a.zip")], True) as reading:
        assert reading.recognise(Silent())
        reading.lines(Silent()).read()
        assert (reading.so_far.read, reading.so_far.skipped) == ({"message": 2}, {"entry-name-escapes": 1})
        assert reading.so_far.files == ["a.zip"]


@pytest.mark.parametrize("data", [b"", b"a letter", b"PK\x03\x04 and no more"], ids=["empty", "letter", "broken zip"])
def test_what_no_reader_knows_is_not_recognised(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a").write_bytes(data)
    with ExportReading([ExportFile("a", tmp_path / "a")], True) as reading:
        assert reading.recognise(Silent()) is None
        assert reading.so_far.failed == ("format" if data.startswith(b"PK") else None)


def test_an_export_that_cannot_be_looked_into_says_why(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("_chat.txt", CHAT)
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    with ExportReading([ExportFile("a.zip", tmp_path / "a.zip")], True) as reading:
        assert reading.recognise(Silent()) is None
        assert reading.so_far.skipped == {"entry-encrypted": 1}


def test_a_reader_can_be_asked_for_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"stray\n{CHAT}")
    for key, expected in (("whatsapp", "whatsapp"), ("no_such", None), (None, None)):
        with ExportReading([ExportFile("a.txt", tmp_path / "a.txt")], True) as reading:
            found = reading.recognise(Silent(), key)
            assert (found.key if found else None) == expected


def on_disk(reader: ExportReader, folder: Path) -> Path:
    """An export of the reader's kind: a sample, else one that is made; a file by itself is no folder."""
    if paths := samples_of(reader.key):
        return paths[0]
    files = MADE[reader.key]().files
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder / next(iter(files)) if len(files) == 1 else folder


@pytest.mark.parametrize("reader", READERS, ids=[one.key for one in READERS])
def test_every_reader_gives_the_same_in_the_child_as_outside_of_it(reader: ExportReader, tmp_path: Path) -> None:
    path = on_disk(reader, tmp_path)
    inside = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    files = [ExportFile(one.relative_to(path).as_posix() if path.is_dir() else one.name, one) for one in inside]
    with ExportReading(files, packed=path.is_file()) as reading:
        found = reading.recognise(Silent())
        assert found is not None
        assert (found.key, found.version) == (reader.key, reader.version)
        records = [parse_record(line) for line in reading.lines(Silent()).read().splitlines()]
        assert reading.so_far.failed is None
    outside = LooseFiles({one.name: one.path for one in files}) if path.is_dir() else open_export(path.name, path)
    assert records == list(read(reader, outside).records)


class _Stop:
    def __init__(self, after: int) -> None:
        self.left = after

    def report(self, done: int, total: int | None, what: str) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_stopping_takes_no_longer_than_a_second(tmp_path: Path) -> None:
    path = tmp_path / "export"
    path.write_bytes(b"x")
    with ExportReading([ExportFile("sleep", path)], False, PROGRAM) as reading:
        assert reading.recognise(Silent())
        began = time.monotonic()
        with pytest.raises(Cancelled):
            reading.lines(_Stop(5)).read()
    assert time.monotonic() - began < 10


def test_a_program_that_is_not_there_is_not_the_exports_fault(tmp_path: Path) -> None:
    with (
        ExportReading([ExportFile("a", tmp_path / "a")], False, ["/nowhere/at/all"]) as reading,
        pytest.raises(WorkerError) as wrong,
    ):
        reading.recognise(Silent())
    assert wrong.value.code == "worker-not-started"
