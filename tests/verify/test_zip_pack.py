from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import PackMaker
from tests.fakes.verdicts import checks, judge, line

from affiant.core.verdict import LineName, State
from affiant.verify.pack_files import WrongFormError
from affiant.verify.zip_pack import ZipPack
from affiant.verify.zip_records import read_end

GOOD = {"P/a.txt": b"first", "P/b.txt": b"second"}


def _write(path: Path, change: Callable[[zipfile.ZipInfo], None] | None = None, files: dict[str, bytes] = GOOD) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            if change is not None:
                change(entry)
            archive.writestr(entry, content)
    return path


def _patched(path: Path, at: int, new: bytes) -> Path:
    data = bytearray(_write(path).read_bytes())
    data[at : at + len(new)] = new
    path.write_bytes(data)
    return path


def test_the_one_form_is_read(tmp_path: Path) -> None:
    pack = ZipPack(_write(tmp_path / "P.zip"))
    try:
        assert (pack.form, pack.name, pack.paths()) == ("zip", "P", ("a.txt", "b.txt"))
        with pack.open("b.txt") as stream:
            assert stream.read() == b"second"
            stream.seek(2)
            assert stream.readline() == b"cond"
        assert pack.size("a.txt") == 5
        with pytest.raises(FileNotFoundError):
            pack.open("c.txt")
    finally:
        pack.close()


def _set(name: str, value: object) -> Callable[[zipfile.ZipInfo], None]:
    return lambda entry: setattr(entry, name, value)


@pytest.mark.parametrize(
    "change",
    [
        _set("compress_type", zipfile.ZIP_DEFLATED),
        _set("date_time", (2026, 1, 1, 0, 0, 0)),
        _set("external_attr", 0o120777 << 16),
        _set("external_attr", 0x10),
        _set("comment", b"hello"),
        _set("extra", struct.pack("<2H4s", 0x7075, 4, b"abcd")),
    ],
    ids=["deflated", "dated", "link", "folder", "comment", "extra field"],
)
def test_an_entry_of_another_form_is_refused(tmp_path: Path, change: Callable[[zipfile.ZipInfo], None]) -> None:
    with pytest.raises(WrongFormError):
        ZipPack(_write(tmp_path / "P.zip", change))


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"a.txt": b""},
        {"P/a.txt": b"", "Q/b.txt": b""},
        {"P/b.txt": b"", "P/a.txt": b""},
        {"P/../a.txt": b""},
        {"/P/a.txt": b""},
        {"P/a b.txt": b""},
        {"P/پ.txt": b""},
        {"P/": b"", "P/a.txt": b""},
        {"P\\a.txt": b""},
    ],
)
def test_names_that_readers_take_differently_are_refused(tmp_path: Path, files: dict[str, bytes]) -> None:
    with pytest.raises(WrongFormError):
        ZipPack(_write(tmp_path / "P.zip", files=files))


def test_a_name_given_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "P.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("P/a.txt"), b"one")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr(zipfile.ZipInfo("P/a.txt"), b"two")
    with pytest.raises(WrongFormError, match="twice"):
        ZipPack(path)


@pytest.mark.parametrize(
    ("at", "new"),
    [(26, b"\x06"), (30, b"Q"), (22, b"\x04"), (18, b"\x04"), (14, b"\xff"), (8, b"\x08"), (6, b"\x08"), (0, b"XX")],
    ids=["name length", "name", "size", "packed size", "crc", "method", "streamed", "mark"],
)
def test_a_local_header_that_disagrees_with_the_directory_is_refused(tmp_path: Path, at: int, new: bytes) -> None:
    with pytest.raises(WrongFormError):
        ZipPack(_patched(tmp_path / "P.zip", at, new))


def test_bytes_before_between_or_behind_are_refused(tmp_path: Path) -> None:
    data = _write(tmp_path / "P.zip").read_bytes()
    for altered in (b"x" + data, data + b"x", data[:-1], data[: len(data) // 2], b"PK\x03\x04", b""):
        (tmp_path / "P.zip").write_bytes(altered)
        with pytest.raises(WrongFormError):
            ZipPack(tmp_path / "P.zip")


def test_a_gap_between_two_files_is_refused(tmp_path: Path) -> None:
    data = _write(tmp_path / "P.zip").read_bytes()
    second, directory = data.index(b"PK\x03\x04", 4), data.index(b"PK\x01\x02")
    end = bytearray(data[directory:].replace(struct.pack("<L", second), struct.pack("<L", second + 3)))
    end[-6:-2] = struct.pack("<L", directory + 3)
    (tmp_path / "P.zip").write_bytes(data[:second] + b"gap" + data[second:directory] + end)
    with pytest.raises(WrongFormError, match="gaps"):
        ZipPack(tmp_path / "P.zip")


def test_every_single_byte_of_the_structure_is_bound(tmp_path: Path) -> None:
    """A flipped bit outside of the contents is refused, save in fields that say nothing of the contents."""
    data = _write(tmp_path / "P.zip").read_bytes()
    directory = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", directory + 1)
    free: set[int] = set()
    for start in (directory, second):
        # Made by; internal attributes; permissions.
        free |= {start + offset for offset in (4, 5, 36, 37, 38, 39, 40, 41)}
    contents = {data.index(b"first") + at for at in range(5)} | {data.index(b"second") + at for at in range(6)}
    for at in set(range(len(data))) - free - contents:
        (tmp_path / "P.zip").write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        try:
            found = ZipPack(tmp_path / "P.zip")
        except WrongFormError:
            continue
        # Only both copies of a name together could change it; one alone never passes.
        found.close()
        pytest.fail(f"byte {at} may change")


def test_the_end_of_a_large_file_is_read(tmp_path: Path) -> None:
    entries, size, offset = 70_000, 5_000_000, 6 << 30
    total = offset + size + 56 + 20 + 22
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, entries, entries, size, offset)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, offset + size, 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, size, 0xFFFFFFFF, 0)
    found = read_end(end64 + locator + end, total)
    assert (found.entries, found.size, found.offset) == (entries, size, offset)
    with pytest.raises(WrongFormError):
        read_end(end64 + locator + end, total + 1)
    with pytest.raises(WrongFormError):
        read_end(end64.replace(b"PK\x06\x06", b"PK\x06\x05") + locator + end, total)


def test_a_damaged_zip_is_a_verdict_and_no_crash(keys: PackKeys, tmp_path: Path) -> None:
    path = PackMaker(keys).zip(tmp_path)
    path.write_bytes(path.read_bytes()[:-100])
    verdict = judge(path)
    assert checks(verdict) == {"container"}
    assert [one.state for one in verdict.lines] == [State.FAIL, State.UNKNOWN, State.UNKNOWN]


def test_a_pack_zipped_again_by_another_program_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    files = {f"PACK/{path}": content for path, content in sorted(PackMaker(keys).files().items())}
    path = _write(tmp_path / "PACK.zip", _set("compress_type", zipfile.ZIP_DEFLATED), files)
    assert line(judge(path), LineName.CONTENTS) is State.FAIL


def test_a_name_that_steers_a_terminal_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    path = _write(tmp_path / "PACK.zip", _set("compress_type", zipfile.ZIP_DEFLATED), {"PACK/\x1b[2J": b"x"})
    (found,) = (one for one in judge(path).findings if one.check == "container")
    assert found.subject == "PACK/<U+001B>[2J"
