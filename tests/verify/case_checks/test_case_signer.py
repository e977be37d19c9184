from __future__ import annotations

from tests.fakes.case_maker import MadeCase
from tests.fakes.pack_keys import PackKeys
from tests.fakes.verdicts import assert_only, checks, line, subjects

from affiant.core.trust import Trust
from affiant.core.verdict import LineName, State


def test_without_trust_the_signer_warns_with_twelve_words_and_never_passes(made: MadeCase, keys: PackKeys) -> None:
    verdict = made.judge(trust=Trust())
    assert line(verdict, LineName.SIGNER) is State.WARN
    assert " ".join(keys.public.words) in verdict.lines[1].text
    assert not checks(verdict)
    assert subjects(verdict, "trusted-signer") == {keys.public.fingerprint}


def test_a_case_by_a_key_that_is_not_trusted_is_a_failure(made: MadeCase, keys: PackKeys, other_keys: PackKeys) -> None:
    verdict = made.judge(trust=other_keys.trust())
    assert_only(verdict, "trusted-signer", keys.public.fingerprint, LineName.SIGNER)
