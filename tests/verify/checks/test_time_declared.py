from __future__ import annotations

from pathlib import Path

from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, PackMaker
from tests.fakes.verdicts import assert_only, checks, judge, line, subjects

from affiant.core import pack_format as form
from affiant.core.verdict import LineName, State


def test_a_declared_time_proof_that_is_missing_is_a_failure(keys: PackKeys, tmp_path: Path) -> None:
    verdict = judge(PackMaker(keys, time=form.TIME_STAMPED).folder(tmp_path))
    assert_only(verdict, "time-declared", form.SEAL_TSR, LineName.TIME)


def test_a_pack_on_the_device_clock_warns(keys: PackKeys, tmp_path: Path) -> None:
    verdict = judge(PackMaker(keys).folder(tmp_path), keys.trust())
    assert line(verdict, LineName.TIME) is State.WARN
    assert verdict.lines[2].text == "Time is only the laptop's own clock. It may be wrong."
    assert verdict.word == "incomplete"
    assert not checks(verdict)
    assert subjects(verdict, "time-declared") == {""}


def test_a_pack_that_does_not_say_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    verdict = judge(PackMaker(keys, Hooks(), time="soon").folder(tmp_path))
    assert_only(verdict, "time-declared", form.BAG_INFO, LineName.TIME)
