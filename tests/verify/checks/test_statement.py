from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, Ledger, PackMaker
from tests.fakes.verdicts import assert_only, checks, judge

from affiant.core import event_types
from affiant.core import pack_format as form
from affiant.core.event import Draft


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


@pytest.mark.parametrize("change", [{"of": 99}, {"of": 99, "withdrawn": 0}, {"of": 2, "withdrawn": 9}])
def test_more_captures_than_a_partly_shown_ledger_can_hold_are_refused(
    keys: PackKeys, tmp_path: Path, change: dict[str, Any]
) -> None:
    maker = PackMaker(keys, Hooks(statement=lambda stated: stated.update(change)), profile="platform")
    assert_only(judge(maker.folder(tmp_path)), "statement", form.STATEMENT)


def test_fewer_captures_than_the_numbers_of_the_shown_ones_say_are_refused(keys: PackKeys, tmp_path: Path) -> None:
    class OnlySecond(PackMaker):
        def shown(self, added: list[dict[str, Any]], withdrawn: set[str]) -> list[dict[str, Any]]:
            return [one for one in added if one["data"]["capture"] == "C00002"]

    def leave_out(ledger: Ledger) -> None:
        ledger.left_out.add(7)  # C00001

    honest = OnlySecond(keys, Hooks(ledger=leave_out), profile="platform").folder(tmp_path, "HONEST")
    assert not checks(judge(honest))
    lie = Hooks(ledger=leave_out, statement=lambda stated: stated.update({"of": 1, "withdrawn": 0}))
    verdict = judge(OnlySecond(keys, lie, profile="platform").folder(tmp_path))
    assert_only(verdict, "statement", form.STATEMENT)


def test_what_was_never_captured_cannot_be_withdrawn_to_make_the_count_smaller(keys: PackKeys, tmp_path: Path) -> None:
    class WithoutSecond(PackMaker):
        def shown(self, added: list[dict[str, Any]], withdrawn: set[str]) -> list[dict[str, Any]]:
            return [one for one in added if one["data"]["capture"] == "C00001"]

    def withdraw(drafts: list[Draft]) -> None:
        drafts.append(Draft(event_types.CAPTURE_WITHDRAWN, {"capture": "C99999", "reason": "a lie"}))

    verdict = judge(WithoutSecond(keys, Hooks(drafts=withdraw)).folder(tmp_path))
    assert_only(verdict, "statement", form.STATEMENT)


def test_an_exhibit_named_twice_is_refused_before_anything_is_read_for_it(keys: PackKeys, tmp_path: Path) -> None:
    maker = PackMaker(keys, Hooks(statement=lambda stated: stated.update({"exhibits": ["E001", "E001"]})))
    assert_only(judge(maker.folder(tmp_path)), "statement", form.STATEMENT)
