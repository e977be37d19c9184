from __future__ import annotations

from pathlib import Path

from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, PackMaker
from tests.fakes.verdicts import assert_only, judge

from affiant.core import pack_format as form


def test_a_file_that_the_format_does_not_name_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    maker = PackMaker(keys, Hooks(sealed=lambda files: files.update({"NOTES.txt": b"not listed anywhere"})))
    assert_only(judge(maker.folder(tmp_path)), "file-set", "NOTES.txt")


def test_a_stray_file_among_the_seals_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    maker = PackMaker(keys, Hooks(sealed=lambda files: files.update({"seal/extra.sig": b"x"})))
    assert_only(judge(maker.zip(tmp_path)), "file-set", "seal/extra.sig")


def test_a_missing_table_is_named(keys: PackKeys, tmp_path: Path) -> None:
    def drop(files: dict[str, bytes]) -> None:
        del files[form.SPEC]

    assert_only(judge(PackMaker(keys, Hooks(data=drop)).folder(tmp_path)), "file-set", form.SPEC)
