from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, PackMaker
from tests.fakes.verdicts import assert_only, judge

from affiant.core import pack_format as form


@pytest.mark.parametrize("table", form.TABLES)
def test_a_table_that_says_something_else_is_refused(keys: PackKeys, tmp_path: Path, table: str) -> None:
    def alter(files: dict[str, bytes]) -> None:
        files[table] = files[table].replace(b"E001", b"E009").replace(b"A001", b"A009")

    assert_only(judge(PackMaker(keys, Hooks(data=alter)).folder(tmp_path)), "tables", table)
