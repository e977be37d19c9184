from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.fakes.pack_keys import PackKeys
from tests.fakes.store_ports import START, account_drafts, store_ports
from tests.fakes.verdicts import checks, line, subjects

from affiant.core.clock import FixedClock
from affiant.core.progress import Silent
from affiant.core.verdict import LineName, State
from affiant.store.case import Case
from affiant.store.snapshot import open_snapshot
from affiant.verify.verify import verify_case


def test_a_clock_that_went_back_is_said(keys: PackKeys, tmp_path: Path) -> None:
    ports = store_ports(signer=keys, clock=FixedClock(START, timedelta(minutes=-5)))
    with Case.create(tmp_path / "CASE", "Back", ports) as case:
        case.record(account_drafts(1))
    with open_snapshot(tmp_path / "CASE") as snapshot:
        verdict = verify_case(snapshot, keys.trust(), None, Silent())
    assert "clock-jumps" in checks(verdict, State.WARN)
    assert subjects(verdict, "clock-jumps")
    assert line(verdict, LineName.TIME) is State.WARN
    assert not checks(verdict)
