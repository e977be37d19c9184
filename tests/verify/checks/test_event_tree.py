from __future__ import annotations

from pathlib import Path

from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, Ledger, PackMaker
from tests.fakes.verdicts import assert_only, checks, judge

from affiant.core import pack_format as form
from affiant.core.verdict import State


def test_events_behind_the_checkpoint_are_refused(keys: PackKeys, tmp_path: Path) -> None:
    def behind(ledger: Ledger) -> None:
        ledger.size = len(ledger.bodies) - 1

    assert_only(judge(PackMaker(keys, Hooks(ledger=behind)).folder(tmp_path)), "event-tree", form.EVENTS)


def test_a_left_out_event_with_another_hash_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    def replace(files: dict[str, bytes]) -> None:
        *lines, _ = files[form.EVENTS].splitlines(True)
        files[form.EVENTS] = b"".join(lines) + b'{"leaf":"%s","seq":14}\n' % (b"ab" * 32)

    maker = PackMaker(keys, Hooks(data=replace), profile="platform")
    assert_only(judge(maker.folder(tmp_path)), "event-tree", form.EVENTS)


def test_a_malformed_checkpoint_fails_and_leaves_its_signature_unknown(keys: PackKeys, tmp_path: Path) -> None:
    def mangle(files: dict[str, bytes]) -> None:
        files[form.CHECKPOINT] = b"affiant\n"

    verdict = judge(PackMaker(keys, Hooks(data=mangle)).folder(tmp_path))
    assert_only(verdict, "event-tree", form.CHECKPOINT)
    assert {"checkpoint-signature", "inclusion-proofs", "statement"} <= checks(verdict, State.UNKNOWN)
