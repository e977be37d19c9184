from __future__ import annotations

from pathlib import Path

from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, PackMaker
from tests.fakes.verdicts import assert_only, judge

from affiant.core import pack_format as form


def test_an_older_declaration_is_refused_even_when_sealed(keys: PackKeys, tmp_path: Path) -> None:
    def older(files: dict[str, bytes]) -> None:
        files[form.BAGIT] = b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"

    assert_only(judge(PackMaker(keys, Hooks(manifests=older)).folder(tmp_path)), "bag-declaration", form.BAGIT)
