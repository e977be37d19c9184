from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, PackMaker
from tests.fakes.verdicts import assert_only, checks, judge

from affiant.core import pack_format as form
from affiant.core.verdict import LineName, State


@pytest.mark.parametrize("seal", [form.SEAL_SSHSIG, form.SEAL_CMS])
def test_a_seal_that_was_taken_away_is_a_failure(keys: PackKeys, tmp_path: Path, seal: str) -> None:
    maker = PackMaker(keys, Hooks(sealed=lambda files: files.pop(seal) and None))
    verdict = judge(maker.folder(tmp_path), keys.trust())
    assert_only(verdict, "declared-seals", seal, LineName.SIGNER)
    assert "trusted-signer" in checks(verdict, State.UNKNOWN)


def test_a_pack_that_declares_fewer_seals_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    maker = PackMaker(keys, Hooks(statement=lambda stated: stated.update(seals=["sshsig"])))
    assert_only(judge(maker.folder(tmp_path)), "declared-seals", form.STATEMENT, LineName.SIGNER)
