from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, Ledger, PackMaker
from tests.fakes.verdicts import assert_only, judge

from affiant.core import event_types
from affiant.core import pack_format as form
from affiant.core.canonical import canonical
from affiant.core.event import Draft


@pytest.mark.parametrize(
    "change",
    [{"prev": "ab" * 32}, {"seq": 99}, {"case": "00000000-0000-4000-8000-000000000000"}, {"v": 2}],
)
def test_an_event_out_of_its_place_is_refused_even_when_all_is_sealed_anew(
    keys: PackKeys, tmp_path: Path, change: dict[str, object]
) -> None:
    def alter(ledger: Ledger) -> None:
        ledger.bodies[-1] = canonical(json.loads(ledger.bodies[-1]) | change)

    assert_only(judge(PackMaker(keys, Hooks(ledger=alter)).folder(tmp_path)), "event-chain", "event 14")


def test_two_swapped_events_are_refused(keys: PackKeys, tmp_path: Path) -> None:
    def swap(ledger: Ledger) -> None:
        ledger.bodies[-2:] = ledger.bodies[:-3:-1]

    verdict = judge(PackMaker(keys, Hooks(ledger=swap)).folder(tmp_path))
    assert_only(verdict, "event-chain", "event 14")


def test_a_ledger_that_does_not_begin_with_the_case_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    def begin(drafts: list[Draft]) -> None:
        drafts[0] = Draft("case.opened", drafts[0].data)

    verdict = judge(PackMaker(keys, Hooks(drafts=begin)).folder(tmp_path))
    assert {one.subject for one in verdict.findings if one.check == "event-chain"} == {"event 1"}
    assert event_types.CASE_CREATED != "case.opened"


def test_a_ledger_whose_last_line_does_not_end_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    def cut(files: dict[str, bytes]) -> None:
        files[form.EVENTS] = files[form.EVENTS][:-1]

    assert_only(judge(PackMaker(keys, Hooks(data=cut)).folder(tmp_path)), "event-chain", form.EVENTS)
