"""Places that the system does not let us look into: a sentence with the place and a remedy, never a bug."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from tests.fakes.command_line import CommandLine

from affiant.core.errors import ExitStatus

_COMMANDS = (
    ("list", "PLACE", "captures"),
    ("search", "PLACE", "word"),
    ("add", "PLACE", "file"),
    ("export", "PLACE", "court", "out"),
    ("stamp", "request", "PLACE", "out.tsq"),
    ("verify", "PLACE"),
    ("doctor", "PLACE"),
)


@pytest.fixture
def shut(affiant: CommandLine, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that may not be entered; no mode of a folder keeps a root user from that."""
    case = affiant.new_case("shut")
    look = os.stat

    def refuse(path: os.PathLike[str] | str | int, **options: object) -> os.stat_result:
        if not isinstance(path, int) and Path(os.fsdecode(path)).parent == case:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return look(path, **options)  # type: ignore[arg-type]  # the options of the real one

    monkeypatch.setattr(os, "stat", refuse)
    return case


@pytest.mark.parametrize("words", _COMMANDS, ids=lambda words: words[0])
def test_a_folder_that_may_not_be_entered_is_named(affiant: CommandLine, shut: Path, words: tuple[str, ...]) -> None:
    ran = affiant.run(*(shut if word == "PLACE" else word for word in words), "--json")
    assert ran.status == ExitStatus.USAGE
    assert ran.document["error"]["subject"] == str(shut)
    assert "owner" in ran.document["error"]["remedy"]


@pytest.mark.parametrize("words", _COMMANDS, ids=lambda words: words[0])
def test_a_name_that_no_file_can_have_is_named(affiant: CommandLine, words: tuple[str, ...]) -> None:
    affiant.new_case()
    ran = affiant.run(*("n" * 300 if word == "PLACE" else word for word in words), "--json")
    assert ran.status == ExitStatus.USAGE
    assert ran.document["error"]["subject"] == "n" * 300
