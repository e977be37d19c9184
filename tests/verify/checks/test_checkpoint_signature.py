from __future__ import annotations

import base64
from pathlib import Path

from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, PackMaker
from tests.fakes.verdicts import assert_only, judge

from affiant.core import pack_format as form
from affiant.core.verdict import LineName


def test_a_checkpoint_by_another_key_is_refused(keys: PackKeys, other_keys: PackKeys, tmp_path: Path) -> None:
    verdict = judge(PackMaker(keys, checkpoint_keys=other_keys).folder(tmp_path))
    assert_only(verdict, "checkpoint-signature", form.CHECKPOINT, LineName.SIGNER)


def test_a_signature_over_another_checkpoint_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    def alter(made: dict[str, bytes]) -> None:
        tail = made["note"].rsplit(b" ", 1)[1]
        blob = base64.b64decode(tail)
        wrong = base64.b64encode(blob[:4] + bytes(64))
        made["note"] = made["note"].replace(tail, wrong + b"\n")

    verdict = judge(PackMaker(keys, Hooks(note=alter)).folder(tmp_path))
    assert_only(verdict, "checkpoint-signature", form.CHECKPOINT, LineName.SIGNER)
