"""Folders, single files and ZIPs as exports: hostile ones give what is sound, and say what is not."""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from affiant.capture.platform_exports import export_files
from affiant.capture.platform_exports.export_files import LooseFiles, ZippedFiles, open_export
from affiant.core.errors import FormatError


def packed(tmp_path: Path, write: Callable[[zipfile.ZipFile], object], **how: int) -> Path:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", **how) as archive:  # type: ignore[call-overload]  # the tests' own keywords
        write(archive)
    return path


def opened(path: Path) -> ZippedFiles:
    files = open_export("export.zip", path)
    assert isinstance(files, ZippedFiles)
    return files


def reasons(files: ZippedFiles) -> list[tuple[str, str]]:
    return [(one.reason, one.where.file) for one in files.left_out()]


def test_one_file_by_itself_has_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "object").write_bytes(b"hello")
    files = open_export("result.json", tmp_path / "object")
    assert (files.names(), files.size("result.json"), files.left_out()) == (("result.json",), 5, ())
    assert files.name == "result.json"
    with files.open("result.json") as stream:
        assert stream.read() == b"hello"


def test_a_folder_gives_its_names_sorted(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / name).write_text(name)
    files = LooseFiles({"x/b": tmp_path / "b", "x/a": tmp_path / "a"})
    assert (files.names(), files.name) == (("x/a", "x/b"), "")


def test_a_file_that_is_gone_is_a_format_error(tmp_path: Path) -> None:
    with pytest.raises(FormatError):
        open_export("a", tmp_path / "a")
    with pytest.raises(FormatError):
        LooseFiles({"a": tmp_path / "a"}).open("a")


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_zips_of_every_kind_are_read_and_can_be_sought_in(tmp_path: Path, how: int) -> None:
    data = bytes(range(256)) * 1_000
    files = opened(packed(tmp_path, lambda archive: archive.writestr("folder/b.bin", data), compression=how))
    assert (files.names(), files.size("folder/b.bin")) == (("folder/b.bin",), len(data))
    with files.open("folder/b.bin") as stream:
        assert stream.read() == data
        stream.seek(1_000)
        assert stream.read(10) == data[1_000:1_010]
        assert stream.tell() == 1_010


def test_zip64_is_read(tmp_path: Path) -> None:
    def write(archive: zipfile.ZipFile) -> None:
        with archive.open("big.txt", "w", force_zip64=True) as stream:
            stream.write(b"large file form")

    files = opened(packed(tmp_path, write))
    assert files.open("big.txt").read() == b"large file form"


def test_folders_are_no_files_and_names_are_utf8(tmp_path: Path) -> None:
    def write(archive: zipfile.ZipFile) -> None:
        archive.mkdir("چیٹ")
        archive.writestr("چیٹ/پیغام.txt", "x")

    assert opened(packed(tmp_path, write)).names() == ("چیٹ/پیغام.txt",)


def test_names_in_utf8_that_do_not_say_so_are_read_as_utf8(tmp_path: Path) -> None:
    name = "چیٹ.txt".encode()
    path = packed(tmp_path, lambda archive: archive.writestr("x" * len(name), "x"))
    path.write_bytes(path.read_bytes().replace(b"x" * len(name), name))
    assert opened(path).names() == ("چیٹ.txt",)


@pytest.mark.parametrize("name", ["../a", "/a", "a/../../b", "C:/a", "a//b", "..\\a", "a\\..\\..\\b"])
def test_names_that_lead_out_are_left_out_and_said(tmp_path: Path, name: str) -> None:
    files = opened(packed(tmp_path, lambda archive: archive.writestr(zipfile.ZipInfo(name), "x")))
    assert files.names() == ()
    assert [reason for reason, _ in reasons(files)] == ["entry-name-escapes"]


def test_the_first_of_two_entries_of_one_name_stays(tmp_path: Path) -> None:
    def write(archive: zipfile.ZipFile) -> None:
        archive.writestr("a", "first")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a", "second")

    files = opened(packed(tmp_path, write))
    assert files.open("a").read() == b"first"
    assert reasons(files) == [("entry-name-twice", "a")]


def test_links_are_left_out(tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("link")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert reasons(opened(packed(tmp_path, lambda archive: archive.writestr(entry, "/etc/passwd")))) == [
        ("entry-is-link", "link")
    ]


def _flagged(path: Path, offset_local: int, offset_central: int, form: str, value: int) -> None:
    data = bytearray(path.read_bytes())
    struct.pack_into(form, data, data.index(b"PK\x03\x04") + offset_local, value)
    struct.pack_into(form, data, data.index(b"PK\x01\x02") + offset_central, value)
    path.write_bytes(data)


def test_encrypted_entries_are_left_out(tmp_path: Path) -> None:
    path = packed(tmp_path, lambda archive: archive.writestr("a", "x"))
    _flagged(path, 6, 8, "<H", 1)
    assert reasons(opened(path)) == [("entry-encrypted", "a")]


def test_unknown_compressions_are_left_out(tmp_path: Path) -> None:
    path = packed(tmp_path, lambda archive: archive.writestr("a", "x"))
    _flagged(path, 8, 10, "<H", 93)
    assert reasons(opened(path)) == [("entry-compression-unknown", "a")]


def test_a_bomb_is_left_out_and_the_others_stay(tmp_path: Path) -> None:
    def write(archive: zipfile.ZipFile) -> None:
        archive.writestr("bomb", b"\0" * (export_files.BOMB_BYTES + 1))
        archive.writestr("fine", "x" * 1_000_000)

    files = opened(packed(tmp_path, write, compression=zipfile.ZIP_DEFLATED))
    assert (files.names(), reasons(files)) == (("fine",), [("entry-is-bomb", "bomb")])


def test_an_entry_never_gives_more_than_it_states(tmp_path: Path) -> None:
    path = packed(tmp_path, lambda archive: archive.writestr("a", b"\0" * 5_000_000), compression=zipfile.ZIP_DEFLATED)
    _flagged(path, 22, 24, "<I", 100)
    with opened(path).open("a") as stream, pytest.raises(FormatError, match="zip-damaged"):
        stream.read()  # a hundred bytes, and their checksum does not hold


def test_entries_that_share_their_bytes_are_left_out(tmp_path: Path) -> None:
    def write(archive: zipfile.ZipFile) -> None:
        archive.writestr("a", "x" * 1_000)
        archive.writestr("b", "y" * 1_000)
        archive.writestr("c", "z")
        archive.infolist()[1].header_offset = archive.infolist()[0].header_offset

    files = opened(packed(tmp_path, write))
    assert (files.names(), sorted(reasons(files))) == (("c",), [("entries-overlap", "a"), ("entries-overlap", "b")])


def test_more_entries_than_any_export_has_are_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_files, "MAX_ENTRIES", 3)
    path = packed(tmp_path, lambda archive: [archive.writestr(str(n), "x") for n in range(5)])
    files = opened(path)
    assert files.names() == ("0", "1", "2")
    assert [(one.reason, one.count) for one in files.left_out()] == [("too-many-entries", 2)]


@pytest.mark.parametrize("cut", [4, 30, 60, -1, -10])
def test_a_zip_that_is_cut_is_a_format_error(tmp_path: Path, cut: int) -> None:
    path = packed(tmp_path, lambda archive: archive.writestr("a", "x" * 100))
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(FormatError):
        open_export("a.zip", path).open("a").read()


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_every_flipped_byte_ends_in_bytes_or_a_format_error(tmp_path: Path, how: int) -> None:
    whole = packed(tmp_path, lambda archive: archive.writestr("a.txt", "hello " * 30), compression=how).read_bytes()
    path = tmp_path / "flipped.zip"
    for place in range(len(whole)):
        flipped = bytearray(whole)
        flipped[place] ^= 0xFF
        path.write_bytes(flipped)
        with suppress(FormatError):
            files = open_export("a.zip", path)
            for name in files.names():
                with files.open(name) as stream:
                    stream.read(10_000)
