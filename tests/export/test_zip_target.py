import io
import struct
import subprocess
import zipfile

import pytest
from tests.fakes.time_authority import tool

from affiant.export import zip_target
from affiant.export.zip_target import ZipTarget


def _zip(path, files: dict[str, bytes]):
    target = ZipTarget(path, "top")
    for name, data in files.items():
        target.write(name, len(data), iter((data[:3], data[3:])))
    return target


def test_the_form_is_the_one_that_the_format_allows(tmp_path) -> None:
    target = _zip(tmp_path / "p.zip", {"a.txt": b"hello", "data/b": b"", "data/c.bin": bytes(range(256))})
    target.finish()
    with zipfile.ZipFile(tmp_path / "p.zip") as found:
        assert found.testzip() is None
        assert found.namelist() == ["top/a.txt", "top/data/b", "top/data/c.bin"]
        assert found.comment == b""
        for one in found.infolist():
            assert (one.compress_type, one.flag_bits, one.extra, one.comment) == (0, 0, b"", b"")
            assert one.date_time == (1980, 1, 1, 0, 0, 0)
            assert one.extract_version == 20
        assert found.read("top/data/c.bin") == bytes(range(256))
    assert (tmp_path / "p.zip").read_bytes()[:4] == b"PK\x03\x04"


def test_unzip_takes_it(tmp_path) -> None:
    _zip(tmp_path / "p.zip", {"a.txt": b"hello"}).finish()
    subprocess.run((tool("unzip"), "-tq", "p.zip"), cwd=tmp_path, check=True, capture_output=True)


def test_a_replacement_of_the_same_size_is_what_is_read(tmp_path) -> None:
    target = _zip(tmp_path / "p.zip", {"a": b"pending", "b": b"rest"})
    target.replace("a", b"stamped")
    target.write("c", 1, (b"x",))
    target.finish()
    with zipfile.ZipFile(tmp_path / "p.zip") as found:
        assert found.testzip() is None
        assert [found.read(f"top/{one}") for one in "abc"] == [b"stamped", b"rest", b"x"]


def test_a_replacement_of_another_size_is_a_bug(tmp_path) -> None:
    target = _zip(tmp_path / "p.zip", {"a": b"pending"})
    with pytest.raises(ValueError, match="same size"):
        target.replace("a", b"x")
    target.abandon()


@pytest.mark.parametrize("size", [4, 6])
def test_another_size_than_announced_is_a_bug(tmp_path, size) -> None:
    target = ZipTarget(tmp_path / "p.zip", "top")
    with pytest.raises(ValueError, match="another size"):
        target.write("a", size, (b"hello",))
    target.abandon()


def test_many_files_get_a_zip64_end(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(zip_target, "_MAX16", 2)
    target = _zip(tmp_path / "p.zip", {"a": b"1", "b": b"2", "c": b"3"})
    target.finish()
    data = (tmp_path / "p.zip").read_bytes()
    assert b"PK\x06\x06" in data
    assert data[-42:-38] == b"PK\x06\x07"


def test_a_large_file_states_its_size_in_64_bits_and_both_headers_agree() -> None:
    entry = zip_target._Entry(b"top/a", 0, 5 << 30, 7)
    local, central = entry.local(), entry.central()
    assert local[4:6] == central[6:8] == struct.pack("<H", 45)
    assert local[18:26] == central[20:28] == b"\xff" * 8
    assert local[-20:] == struct.pack("<HHQQ", 1, 16, 5 << 30, 5 << 30)
    assert central[-20:] == local[-20:]


def test_a_small_file_far_behind_states_its_place_in_64_bits() -> None:
    entry = zip_target._Entry(b"top/a", 5 << 30, 3, 7)
    assert entry.local()[4:6] == entry.central()[6:8] == struct.pack("<H", 45)
    assert entry.local()[28:30] == b"\0\0"
    assert entry.central()[-12:] == struct.pack("<HHQ", 1, 8, 5 << 30)


def test_the_same_files_give_the_same_bytes(tmp_path) -> None:
    found = []
    for name in ("1.zip", "2.zip"):
        _zip(tmp_path / name, {"a": b"1", "b": b"2"}).finish()
        found.append(io.BytesIO((tmp_path / name).read_bytes()).getvalue())
    assert found[0] == found[1]
