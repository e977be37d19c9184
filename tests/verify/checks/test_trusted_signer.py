from __future__ import annotations

from pathlib import Path

from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import PackMaker
from tests.fakes.verdicts import assert_only, checks, judge, line, subjects

from affiant.core.trust import Trust
from affiant.core.verdict import LineName, State


def test_a_pack_by_a_key_that_is_not_trusted_is_a_failure(keys: PackKeys, other_keys: PackKeys, tmp_path: Path) -> None:
    verdict = judge(PackMaker(other_keys).folder(tmp_path), keys.trust())
    assert_only(verdict, "trusted-signer", other_keys.public.fingerprint, LineName.SIGNER)


def test_without_trust_the_signer_warns_with_twelve_words_and_never_passes(keys: PackKeys, tmp_path: Path) -> None:
    for trust in (None, Trust()):
        verdict = judge(PackMaker(keys).folder(tmp_path, f"pack-{trust}"), trust)
        assert line(verdict, LineName.SIGNER) is State.WARN
        assert " ".join(keys.public.words) in verdict.lines[1].text
        assert not checks(verdict)
        assert subjects(verdict, "trusted-signer") == {keys.public.fingerprint}


def test_a_trusted_signer_passes_by_name(keys: PackKeys, tmp_path: Path) -> None:
    verdict = judge(PackMaker(keys).folder(tmp_path), keys.trust())
    assert line(verdict, LineName.SIGNER) is State.PASS
    assert "Test Cell" in verdict.lines[1].text
