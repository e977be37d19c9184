import os
import stat
from pathlib import Path

import pytest
from tests.fakes.keyring_memory import MemoryKeyring
from tests.fakes.signer import MemorySigner

from affiant.core import checkpoint
from affiant.core.errors import AffiantError, ExitStatus, FormatError
from affiant.identity import private_files
from affiant.identity.anchors import ProfileAnchors
from affiant.identity.os_keyring import OsKeyring
from affiant.identity.secret_keeper import KeeperUnavailableError

CASE = "0f8fad5b-d9cb-469f-a165-70867728950e"
OTHER = "7c9e6679-7425-40de-944b-e07fc1f90ae7"


def note(size: int, case: str = CASE, root: int = 0) -> bytes:
    return checkpoint.write(case, size, bytes([root]) * 32, MemorySigner())


def path(home: Path) -> Path:
    return home / "anchors" / f"{CASE}.checkpoint"


def test_a_case_never_seen_has_no_anchor(tmp_path: Path):
    assert ProfileAnchors(tmp_path, None).newest(CASE) is None
    assert list(tmp_path.iterdir()) == []


def test_the_newest_note_of_each_case_is_kept(tmp_path: Path):
    anchors = ProfileAnchors(tmp_path / "home", None)
    for one in (note(1), note(2), note(7, OTHER)):
        anchors.keep(OTHER if OTHER.encode() in one else CASE, one)
    assert ProfileAnchors(tmp_path / "home", None).newest(CASE) == note(2)
    assert anchors.newest(OTHER) == note(7, OTHER)
    assert len(list((tmp_path / "home" / "anchors").iterdir())) == 2


def test_an_anchor_never_goes_back(tmp_path: Path):
    anchors = ProfileAnchors(tmp_path, None)
    anchors.keep(CASE, note(9))
    anchors.keep(CASE, note(8))
    anchors.keep(CASE, note(9, root=1))
    assert anchors.newest(CASE) == note(9)


def test_sizes_are_compared_as_numbers(tmp_path: Path):
    anchors = ProfileAnchors(tmp_path, None)
    anchors.keep(CASE, note(9))
    anchors.keep(CASE, note(10))
    assert anchors.newest(CASE) == note(10)


@pytest.mark.parametrize("case", ["", "..", "../../x", CASE.upper(), CASE + "\n", "x" * 36])
def test_a_case_id_that_is_no_uuid_is_never_a_path(tmp_path: Path, case: str):
    anchors = ProfileAnchors(tmp_path, None)
    with pytest.raises(ValueError, match="UUID"):
        anchors.newest(case)
    assert anchors.newest_or_none(case) is None
    with pytest.raises((ValueError, FormatError)):
        anchors.keep(case, note(1))
    assert list(tmp_path.iterdir()) == []


def test_a_note_of_another_case_is_refused(tmp_path: Path):
    with pytest.raises(FormatError, match="another case"):
        ProfileAnchors(tmp_path, None).keep(CASE, note(1, OTHER))


@pytest.mark.parametrize("data", [b"", b"affiant/x\n", note(5)[:-9], note(5, OTHER), b"\xff" * 10, b"a" * 10_000])
def test_a_damaged_anchor_is_said_and_replaced_by_the_next_note(tmp_path: Path, data: bytes):
    anchors = ProfileAnchors(tmp_path, None)
    anchors.keep(CASE, note(5))
    path(tmp_path).write_bytes(data)
    with pytest.raises(AffiantError) as caught:
        anchors.newest_or_none(CASE)
    assert (caught.value.code, caught.value.subject) == ("anchor-damaged", str(path(tmp_path)))
    anchors.keep(CASE, note(6))
    assert anchors.newest(CASE) == note(6)


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_anchors_are_their_owners_alone(tmp_path: Path):
    anchors = ProfileAnchors(tmp_path / "home", None)
    anchors.keep(CASE, note(1))
    anchors.keep(CASE, note(2))
    modes = [stat.S_IMODE(one.stat().st_mode) for one in (path(tmp_path / "home"), path(tmp_path / "home").parent)]
    assert modes == [0o600, 0o700]


def test_a_note_is_synced_before_it_takes_the_old_ones_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    anchors = ProfileAnchors(tmp_path, None)
    anchors.keep(CASE, note(1))

    def fails(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(private_files.os, "fsync", fails)
    with pytest.raises(AffiantError) as caught:
        anchors.keep(CASE, note(2))
    assert caught.value.status is ExitStatus.DISK
    assert [one.name for one in path(tmp_path).parent.iterdir()] == [path(tmp_path).name]
    assert anchors.newest(CASE) == note(1)


def test_the_keyring_is_written_at_the_end_of_a_session_only(tmp_path: Path):
    store = MemoryKeyring()
    anchors = ProfileAnchors(tmp_path, OsKeyring(store))
    anchors.keep(CASE, note(3))
    assert store.entries == {}
    anchors.keep_in_keyring(CASE)
    assert store.entries == {(f"affiant/anchor/{CASE}", "affiant"): note(3).decode()}


def test_the_copy_in_the_keyring_outlives_the_file_and_an_older_file(tmp_path: Path):
    anchors = ProfileAnchors(tmp_path, OsKeyring(MemoryKeyring()))
    anchors.keep(CASE, note(3))
    older = path(tmp_path).read_bytes()
    anchors.keep(CASE, note(12))
    anchors.keep_in_keyring(CASE)
    path(tmp_path).write_bytes(older)
    assert anchors.newest(CASE) == note(12)
    anchors.keep_in_keyring(CASE)
    path(tmp_path).unlink()
    assert anchors.newest(CASE) == note(12)


def test_the_file_outruns_an_older_copy_in_the_keyring(tmp_path: Path):
    anchors = ProfileAnchors(tmp_path, OsKeyring(MemoryKeyring()))
    anchors.keep(CASE, note(3))
    anchors.keep_in_keyring(CASE)
    anchors.keep(CASE, note(4))
    assert anchors.newest(CASE) == note(4)


def test_without_a_keyring_or_an_anchor_the_end_of_a_session_does_nothing(tmp_path: Path):
    store = MemoryKeyring()
    ProfileAnchors(tmp_path, None).keep_in_keyring(CASE)
    ProfileAnchors(tmp_path, OsKeyring(store)).keep_in_keyring(CASE)
    assert store.entries == {}


def test_a_locked_keyring_hides_no_anchor_and_is_said(tmp_path: Path):
    store, said = MemoryKeyring(), []
    anchors = ProfileAnchors(tmp_path, OsKeyring(store), said.append)
    anchors.keep(CASE, note(3))
    store.locked = True
    assert anchors.newest(CASE) == note(3)
    assert [one.code for one in said] == ["keyring-unavailable"]
    with pytest.raises(KeeperUnavailableError):
        anchors.keep_in_keyring(CASE)


def test_a_damaged_copy_in_the_keyring_is_said_and_made_good(tmp_path: Path):
    store, said = MemoryKeyring(), []
    anchors = ProfileAnchors(tmp_path, OsKeyring(store), said.append)
    anchors.keep(CASE, note(3))
    store.entries[f"affiant/anchor/{CASE}", "affiant"] = "not a note \ud800"
    assert anchors.newest(CASE) == note(3)
    assert [one.code for one in said] == ["anchor-damaged"]
    anchors.keep_in_keyring(CASE)
    said.clear()
    assert anchors.newest(CASE) == note(3)
    assert said == []
