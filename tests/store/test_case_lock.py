from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from affiant.core.clock import Moment
from affiant.core.errors import AffiantError, ExitStatus
from affiant.store.case_lock import CaseLock, Owner

NOW = Moment(datetime(2026, 11, 3, 10, 0, tzinfo=UTC), 300)


def take(folder: Path, host: str = "laptop-1") -> CaseLock:
    return CaseLock.take(folder, host, NOW)


def test_the_lock_says_whose_it_is(tmp_path: Path) -> None:
    lock = take(tmp_path)
    assert json.loads((tmp_path / "case.lock").read_bytes()) == {
        "host": "laptop-1",
        "pid": os.getpid(),
        "time": "2026-11-03T10:00:00.000Z",
    }
    assert lock.cleared is None
    lock.release()
    lock.release()
    assert (tmp_path / "case.lock").read_bytes() == b""


def test_a_lock_is_refused_while_somebody_has_it_and_names_the_owner(tmp_path: Path) -> None:
    lock = take(tmp_path)
    with pytest.raises(AffiantError) as caught:
        take(tmp_path)
    assert (caught.value.code, caught.value.status) == ("case-locked", ExitStatus.LOCKED)
    assert str(os.getpid()) in caught.value.title
    assert "laptop-1" in caught.value.subject
    lock.release()
    take(tmp_path).release()


def test_what_stands_in_a_lock_file_never_becomes_part_of_our_own_sentence(tmp_path: Path) -> None:
    (tmp_path / "case.lock").write_text(json.dumps({"host": "elsewhere", "pid": 1, "time": "\x1b[2J all is well"}))
    with pytest.raises(AffiantError) as caught:
        take(tmp_path)
    assert "all is well" not in caught.value.title
    assert "all is well" in caught.value.subject


def test_a_lock_left_by_a_crash_is_taken_and_its_owner_known(tmp_path: Path) -> None:
    take(tmp_path).abandon()
    lock = take(tmp_path)
    assert lock.cleared == Owner("laptop-1", os.getpid(), NOW.iso())
    lock.give_back()
    again = take(tmp_path)
    assert again.cleared == lock.cleared
    again.release()


def test_a_lock_of_another_machine_is_never_taken_away(tmp_path: Path) -> None:
    """On a shared disk its owner may be alive, and the system's lock would not tell."""
    take(tmp_path, "laptop-2").abandon()
    with pytest.raises(AffiantError) as caught:
        take(tmp_path)
    assert caught.value.code == "case-locked"
    assert "delete the file case.lock" in caught.value.remedy


@pytest.mark.parametrize("text", [b"\0\0\0", b"{}", b"[1]", b'{"host": "a", "pid": "x", "time": ""}'])
def test_a_torn_lock_file_is_no_owner(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "case.lock").write_bytes(text)
    lock = take(tmp_path)
    assert lock.cleared is None
    lock.release()
