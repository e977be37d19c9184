from pathlib import Path

import pytest

from affiant.identity.private_files import read_bounded, replace, write_new


def test_a_new_file_never_takes_the_place_of_another_or_follows_a_link(tmp_path: Path):
    (tmp_path / "there").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("there", "link"):
        with pytest.raises(FileExistsError):
            write_new(tmp_path / name, b"new")
    assert (tmp_path / "there").read_bytes() == b"old"
    assert not (tmp_path / "elsewhere").exists()


def test_a_replaced_file_has_the_new_bytes_and_leaves_no_other(tmp_path: Path):
    for data in (b"one", b"two"):
        replace(tmp_path / "file", data)
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("file", b"two")]


def test_a_file_larger_than_its_limit_is_not_read(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"12345")
    assert read_bounded(tmp_path / "file", 5) == b"12345"
    with pytest.raises(ValueError, match="larger"):
        read_bounded(tmp_path / "file", 4)
