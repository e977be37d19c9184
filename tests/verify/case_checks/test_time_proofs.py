from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.fakes.case_maker import MadeCase, make_case
from tests.fakes.pack_keys import PackKeys
from tests.fakes.store_ports import store_ports
from tests.fakes.token_maker import TokenMaker
from tests.fakes.verdicts import assert_only, checks, line, subjects

from affiant.core.progress import Silent
from affiant.core.verdict import LineName, State
from affiant.store.case import Case
from affiant.store.snapshot import open_snapshot
from affiant.verify.verify import verify_case


def test_a_proof_over_something_else_is_refused(keys: PackKeys, authority: TokenMaker, tmp_path: Path) -> None:
    class Wrong(TokenMaker):
        def reply(self, digest: bytes, **how: Any) -> bytes:
            return super().reply(bytes(32), **how)

    wrong = Wrong(authority.key, authority.certificate, authority.root)
    made = make_case(tmp_path / "CASE", keys, wrong)
    assert_only(made.judge(), "time-proofs", "event 12", LineName.TIME)


def test_an_untrusted_authority_is_unknown(made: MadeCase, keys: PackKeys) -> None:
    verdict = made.judge(trust=keys.trust())
    assert line(verdict, LineName.TIME) is State.UNKNOWN
    assert not checks(verdict)


def test_the_sentence_says_how_much_is_proven(made: MadeCase) -> None:
    assert "The first 11 events" in made.judge().lines[2].text


def test_a_missing_token_is_unknown_for_the_time(made: MadeCase) -> None:
    ((token,),) = made.query("SELECT sha256 FROM object WHERE seq = 12")
    (made.folder / "objects" / token[:2].decode() / token.decode()).unlink()
    verdict = made.judge()
    assert line(verdict, LineName.TIME) is State.UNKNOWN
    assert checks(verdict) == {"objects"}
    assert subjects(verdict, "time-proofs") == {"event 12"}


def test_without_proofs_the_device_clock_is_said(keys: PackKeys, tmp_path: Path) -> None:
    with Case.create(tmp_path / "CASE", "Bare", store_ports(signer=keys)):
        pass
    with open_snapshot(tmp_path / "CASE") as snapshot:
        verdict = verify_case(snapshot, keys.trust(), None, Silent())
    assert line(verdict, LineName.TIME) is State.WARN
    assert verdict.lines[2].text == "Time is only the laptop's own clock. It may be wrong."
