from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.case_maker import MadeCase
from tests.fakes.verdicts import checks, judge, line

from affiant.core.errors import AffiantError
from affiant.core.verdict import LineName, State


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"\x00" * 1000])
def test_a_file_that_is_no_pack_is_unknown_and_never_failed(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "some.pdf"
    path.write_bytes(content)
    verdict = judge(path)
    assert not checks(verdict)
    assert verdict.lines[0].text == "Not checked: this is not a pack."
    assert {one.state for one in verdict.lines} == {State.UNKNOWN}


def test_an_empty_folder_is_no_pack(tmp_path: Path) -> None:
    assert judge(tmp_path).lines[0].text == "Not checked: this is not a pack."


def test_a_case_is_said_to_be_one(made: MadeCase) -> None:
    verdict = judge(made.folder)
    assert line(verdict, LineName.CONTENTS) is State.UNKNOWN
    assert "this is a case" in verdict.lines[0].text


def test_a_folder_with_nothing_but_a_tag_manifest_fails(tmp_path: Path) -> None:
    (tmp_path / "tagmanifest-sha256.txt").write_bytes(b"")
    assert line(judge(tmp_path), LineName.CONTENTS) is State.FAIL


def test_nothing_at_the_path_is_an_error_of_usage(tmp_path: Path) -> None:
    with pytest.raises(AffiantError) as caught:
        judge(tmp_path / "missing")
    assert caught.value.code == "pack-missing"
