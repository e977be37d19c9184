from __future__ import annotations

from tests.fakes.case_maker import MadeCase
from tests.fakes.pack_keys import PackKeys
from tests.fakes.verdicts import assert_only, checks, line, subjects

from affiant.core import checkpoint
from affiant.core.verdict import LineName, State


def test_an_older_copy_that_was_put_back_is_found(made: MadeCase, keys: PackKeys) -> None:
    newer = anchor_of(made, keys, size=99)
    verdict = made.judge(newer)
    assert_only(verdict, "anchor", "newest known state")
    assert "older copy" in next(one.detail for one in verdict.findings if one.check == "anchor")


def test_another_history_of_the_same_length_is_found(made: MadeCase, keys: PackKeys) -> None:
    assert_only(made.judge(anchor_of(made, keys, size=5)), "anchor", "newest known state")


def test_without_a_kept_state_the_line_warns_and_never_passes(made: MadeCase) -> None:
    verdict = made.judge(None)
    assert line(verdict, LineName.CONTENTS) is State.WARN
    assert verdict.lines[0].text.startswith("Unchanged in itself.")
    assert not checks(verdict)
    assert subjects(verdict, "anchor") == {""}


def test_a_kept_state_of_another_case_or_signer_is_unknown(
    made: MadeCase, keys: PackKeys, other_keys: PackKeys
) -> None:
    foreign = anchor_of(made, other_keys, size=5)
    for anchor in (foreign, b"garbage", anchor_of(made, keys, 1, case="0" * 8 + "-0000-4000-8000-" + "0" * 12)):
        assert line(made.judge(anchor), LineName.CONTENTS) is State.UNKNOWN


def anchor_of(made: MadeCase, keys: PackKeys, size: int, case: str = "") -> bytes:
    ((own,),) = made.query("SELECT value FROM meta WHERE key = 'case'")
    return checkpoint.write(case or own.decode(), size, bytes(32), keys)
