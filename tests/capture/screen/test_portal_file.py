"""The file that a portal leaves in a folder that others may write to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from affiant.capture.screen import portal_file
from affiant.capture.screen.portal_file import take_portal_file
from affiant.core.errors import AffiantError


def test_it_is_read_once_and_gone(tmp_path: Path) -> None:
    path = tmp_path / "out.png"
    path.write_bytes(b"picture")
    taken = take_portal_file(path)
    assert (taken.data, taken.removed) == (b"picture", True)
    assert not path.exists()


def refused(path: Path) -> str:
    with pytest.raises(AffiantError) as error:
        take_portal_file(path)
    assert error.value.code == "screen-portal-file"
    return error.value.subject


def test_a_link_that_somebody_put_there_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"not the screen")
    (tmp_path / "out.png").symlink_to(tmp_path / "other")
    refused(tmp_path / "out.png")
    assert (tmp_path / "other").exists()


def test_a_pipe_that_somebody_put_there_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "out.png")
    refused(tmp_path / "out.png")


def test_a_file_of_another_user_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.png"
    path.write_bytes(b"picture")
    monkeypatch.setattr(os, "getuid", lambda: path.stat().st_uid + 1)
    assert refused(path) == "not a file of this user"


def test_what_is_too_large_or_gone_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.png"
    refused(path)
    path.write_bytes(b"12345")
    monkeypatch.setattr(portal_file, "MAX_BYTES", 4)
    assert refused(path) == "too large"


def test_that_it_could_not_be_removed_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.png"
    path.write_bytes(b"picture")

    def no(_path: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", no)
    assert take_portal_file(path).removed is False
