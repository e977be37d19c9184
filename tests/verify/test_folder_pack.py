from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import PackMaker
from tests.fakes.verdicts import checks, judge, line, subjects

from affiant.core.verdict import LineName, State


def test_a_link_is_refused_even_to_the_right_bytes(keys: PackKeys, tmp_path: Path) -> None:
    pack = PackMaker(keys).folder(tmp_path)
    picture = pack / "data/exhibits/E001/E001-01.png"
    picture.rename(tmp_path / "moved.png")
    picture.symlink_to(tmp_path / "moved.png")
    verdict = judge(pack)
    assert checks(verdict) == {"container"}
    assert subjects(verdict, "container") == {"data/exhibits/E001/E001-01.png"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_named_pipe_is_refused_and_never_waited_for(keys: PackKeys, tmp_path: Path) -> None:
    pack = PackMaker(keys).folder(tmp_path)
    os.mkfifo(pack / "data" / "pipe")
    assert checks(judge(pack)) == {"container"}


@pytest.mark.parametrize("other", ["data/DOSSIER.PDF", "Data/x"])
def test_names_that_some_systems_take_for_one_are_refused(keys: PackKeys, tmp_path: Path, other: str) -> None:
    pack = PackMaker(keys).folder(tmp_path)
    (pack / other).parent.mkdir(exist_ok=True)
    (pack / other).write_bytes(b"clash")
    if len({path.name.casefold() for path in pack.iterdir()}) == len(list(pack.iterdir())) and other[0] == "D":
        pytest.skip("this file system takes them for one")
    assert line(judge(pack), LineName.CONTENTS) is State.FAIL


def test_deep_folders_are_refused(keys: PackKeys, tmp_path: Path) -> None:
    pack = PackMaker(keys).folder(tmp_path)
    (pack / "/".join("a" * 12)).mkdir(parents=True)
    assert checks(judge(pack)) == {"container"}


def test_names_in_no_encoding_are_shown_and_refused(keys: PackKeys, tmp_path: Path) -> None:
    pack = PackMaker(keys).folder(tmp_path)
    Path(os.fsdecode(os.fsencode(pack) + b"/bad\xff\n\xe2\x80\xae.txt")).write_bytes(b"x")
    verdict = judge(pack)
    (subject,) = subjects(verdict, "file-set")
    assert "\n" not in subject
    assert subject.encode("utf-8").isascii()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_folder_is_unknown_and_not_changed(keys: PackKeys, tmp_path: Path) -> None:
    pack = PackMaker(keys).folder(tmp_path)
    (pack / "data").chmod(0)
    try:
        assert line(judge(pack), LineName.CONTENTS) is State.UNKNOWN
    finally:
        (pack / "data").chmod(0o700)
