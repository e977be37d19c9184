from __future__ import annotations

from pathlib import Path

from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, PackMaker
from tests.fakes.verdicts import assert_only, checks, judge

from affiant.core import pack_format as form

PICTURE = "data/exhibits/E001/E001-01.png"


def _alter(name: str) -> Hooks:
    def alter(files: dict[str, bytes]) -> None:
        lines = files[form.MANIFEST_SHA512].splitlines(True)
        files[form.MANIFEST_SHA512] = b"".join(
            b"0" * 128 + one[128:] if one.endswith(f"  {name}\n".encode()) else one for one in lines
        )

    return Hooks(manifests=alter)


def test_a_value_other_than_the_ledgers_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    assert_only(judge(PackMaker(keys, _alter(PICTURE)).folder(tmp_path)), "sha512-manifest", PICTURE)


def test_a_wrong_value_of_another_file_is_found_by_a_thorough_run(keys: PackKeys, tmp_path: Path) -> None:
    pack = PackMaker(keys, _alter(form.SPEC)).folder(tmp_path)
    assert not checks(judge(pack))
    assert_only(judge(pack, thorough=True), "sha512-manifest", form.SPEC)


def test_a_file_that_only_one_manifest_lists_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    def drop(files: dict[str, bytes]) -> None:
        kept = [one for one in files[form.MANIFEST_SHA512].splitlines(True) if form.SPEC.encode() not in one]
        files[form.MANIFEST_SHA512] = b"".join(kept)

    assert_only(judge(PackMaker(keys, Hooks(manifests=drop)).folder(tmp_path)), "sha512-manifest", form.SPEC)
