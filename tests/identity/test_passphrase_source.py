import os
from pathlib import Path

import pytest
from tests.fakes.identity_home import asked

from affiant.core.errors import AffiantError, ExitStatus
from affiant.identity.passphrase_source import MAX_BYTES, FilePassphrase


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "passphrase"


def read(path: Path, data: bytes, mode: int = 0o600) -> tuple[bytes, list[AffiantError]]:
    warnings: list[AffiantError] = []
    path.write_bytes(data)
    path.chmod(mode)
    return FilePassphrase(path, warnings.append).passphrase(), warnings


@pytest.mark.parametrize(
    ("data", "passphrase"),
    [
        (b"open sesame", b"open sesame"),
        (b"open sesame\n", b"open sesame"),
        (b"open sesame\r\n", b"open sesame"),
        (b"open sesame\n\n", b"open sesame\n"),
        (b" open sesame ", b" open sesame "),
        (b"open\nsesame\n", b"open\nsesame"),
        (b"\xff\xfe\x00binary", b"\xff\xfe\x00binary"),
        ("e\u0301".encode(), "\u00e9".encode()),
    ],
)
def test_exactly_one_newline_at_the_end_is_not_part_of_the_passphrase(path: Path, data: bytes, passphrase: bytes):
    assert read(path, data) == (passphrase, [])


@pytest.mark.parametrize("data", [b"", b"\n", b"\r\n", b"  \n", b"\n\n"])
def test_an_empty_file_is_refused(path: Path, data: bytes):
    with pytest.raises(AffiantError, match="is empty") as caught:
        read(path, data)
    assert caught.value.code == "passphrase-file-unusable"
    assert caught.value.subject == str(path)


def test_a_file_too_large_for_a_passphrase_is_refused(path: Path):
    assert len(read(path, b"a" * MAX_BYTES)[0]) == MAX_BYTES
    with pytest.raises(AffiantError, match="larger than"):
        read(path, b"a" * (MAX_BYTES + 1))


def test_a_missing_file_and_a_folder_are_said_to_be_unreadable(path: Path, tmp_path: Path):
    for place in (path, tmp_path):
        with pytest.raises(AffiantError, match="cannot be read") as caught:
            FilePassphrase(place, pytest.fail).passphrase()
        assert caught.value.subject == str(place)


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o444, 0o620])
def test_a_file_open_to_others_is_warned_of_and_used(path: Path, mode: int):
    passphrase, warnings = read(path, b"open sesame\n", mode)
    assert passphrase == b"open sesame"
    assert [(one.code, one.subject) for one in warnings] == [("passphrase-file-open", str(path))]


def test_a_pipe_serves_as_a_passphrase_file():
    reading, writing = os.pipe()
    os.write(writing, b"open sesame\n")
    os.close(writing)
    assert FilePassphrase(Path(f"/dev/fd/{reading}"), pytest.fail).passphrase() == b"open sesame"
    os.close(reading)


def test_a_person_who_declines_leaves_the_identity_locked():
    for answer in (None, "", "  "):
        with pytest.raises(AffiantError) as caught:
            asked(answer).passphrase()
        assert (caught.value.code, caught.value.status) == ("passphrase-needed", ExitStatus.LOCKED)
        assert "--passphrase-file" in caught.value.remedy


def test_accents_typed_apart_make_the_same_passphrase():
    assert asked("e\u0301").passphrase() == asked("\u00e9").passphrase()


def test_a_new_passphrase_is_asked_for_twice_and_must_be_the_same():
    assert asked("one", "one").new_passphrase() == b"one"
    with pytest.raises(AffiantError, match="passphrase-differs"):
        asked("one", "two").new_passphrase()
