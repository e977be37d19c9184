from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from affiant.core.errors import AffiantError
from affiant.workflow.new_file import write_new_file


def test_a_new_file_is_written(tmp_path: Path) -> None:
    write_new_file(tmp_path / "new", b"data")
    assert (tmp_path / "new").read_bytes() == b"data"


def test_a_file_that_is_there_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"mine")
    with pytest.raises(AffiantError, match="target-exists"):
        write_new_file(tmp_path / "old", b"data")
    assert (tmp_path / "old").read_bytes() == b"mine"


def test_nothing_is_left_on_a_drive_that_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(AffiantError, match="target-unwritable"):
        write_new_file(tmp_path / "new", b"data")
    assert list(tmp_path.iterdir()) == []
