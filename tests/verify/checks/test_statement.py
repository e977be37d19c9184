from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, PackMaker
from tests.fakes.verdicts import assert_only, judge

from affiant.core import pack_format as form


@pytest.mark.parametrize(
    "change",
    [
        {"of": 99},
        {"withdrawn": 0},
        {"made_at": "2026-11-03T09:00:00.000Z"},
        {"tree_size": 3},
        {"case": {"id": "00000000-0000-4000-8000-000000000000", "title": "Test case"}},
        {"case": {"id": "6f2c1d7e-0000-4000-8000-00000000c0de", "title": "Another"}},
        {"profile": "secret"},
        {"captures": 1},
    ],
)
def test_a_statement_that_the_ledger_does_not_bear_out_is_refused(
    keys: PackKeys, tmp_path: Path, change: dict[str, Any]
) -> None:
    maker = PackMaker(keys, Hooks(statement=lambda stated: stated.update(change)))
    assert_only(judge(maker.folder(tmp_path)), "statement", form.STATEMENT)


def test_a_court_pack_that_leaves_an_event_out_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    maker = PackMaker(keys, Hooks(ledger=lambda ledger: ledger.left_out.add(13)))
    assert_only(judge(maker.folder(tmp_path)), "statement", form.STATEMENT)


def test_a_statement_with_another_field_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    def add(files: dict[str, bytes]) -> None:
        files[form.STATEMENT] = files[form.STATEMENT][:-1] + b',"zzz":1}'

    assert_only(judge(PackMaker(keys, Hooks(data=add)).folder(tmp_path)), "statement", form.STATEMENT)


def test_bag_info_that_states_something_else_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    def alter(files: dict[str, bytes]) -> None:
        files[form.BAG_INFO] = files[form.BAG_INFO].replace(b"Profile: court", b"Profile: press")

    assert_only(judge(PackMaker(keys, Hooks(manifests=alter)).folder(tmp_path)), "statement", form.STATEMENT)
