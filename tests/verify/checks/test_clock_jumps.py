from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import PackMaker
from tests.fakes.token_maker import TokenMaker
from tests.fakes.verdicts import checks, judge, line, subjects

from affiant.core import pack_format as form
from affiant.core.verdict import LineName, State


def test_a_clock_that_went_back_is_said_and_the_time_line_does_not_pass(
    keys: PackKeys, authority: TokenMaker, tmp_path: Path
) -> None:
    maker = PackMaker(
        keys,
        time=form.TIME_STAMPED,
        stamp=lambda digest: {form.SEAL_TSR: authority.reply(digest)},
        step=timedelta(seconds=-30),
    )
    verdict = judge(maker.folder(tmp_path), keys.trust(authority.root_pem))
    assert checks(verdict, State.WARN) == {"clock-jumps"}
    assert "event 2" in subjects(verdict, "clock-jumps")
    assert line(verdict, LineName.TIME) is State.WARN


def test_a_correction_of_a_second_is_no_jump(keys: PackKeys, tmp_path: Path) -> None:
    verdict = judge(PackMaker(keys, step=timedelta(milliseconds=-50)).folder(tmp_path))
    assert not subjects(verdict, "clock-jumps")
