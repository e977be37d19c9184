"""Export as a verb: a pack that lies there is one that verified and that the ledger knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from affiant.core.errors import AffiantError, Cancelled, ExitStatus
from affiant.core.event_types import PACK_EXPORTED
from affiant.core.progress import Silent
from affiant.core.verdict import DOES_NOT_PROVE, Finding, Line, LineName, State, Verdict
from affiant.identity.unlocked import UnlockedIdentity
from affiant.store.case import Case
from affiant.workflow import export_pack as exporting
from affiant.workflow.add_files import AddOrder, add_files
from affiant.workflow.cases import new_case
from affiant.workflow.export_pack import ExportOrder, export_pack
from affiant.workflow.identities import create_identity
from affiant.workflow.system import System


@pytest.fixture
def identity(system: System) -> UnlockedIdentity:
    """The one that signs."""
    return create_identity(system, "Test Investigator")


@pytest.fixture
def case(system: System, identity: UnlockedIdentity, tmp_path: Path) -> Iterator[Case]:
    """A case with one capture."""
    with new_case(system, identity, tmp_path / "case", "A case") as opened:
        (tmp_path / "post.txt").write_text("The water is off.")
        add_files(opened, AddOrder((tmp_path / "post.txt",)), system, Silent())
        yield opened


@pytest.fixture(params=["pack", "pack.zip"])
def out(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where the pack is to lie, in both forms."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder / str(request.param)


def exported(case: Case) -> int:
    return sum(1 for _ in case.events_of_type(PACK_EXPORTED))


def test_stopping_the_check_of_a_written_pack_leaves_no_pack(
    case: Case, system: System, identity: UnlockedIdentity, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> NoReturn:
        assert out.exists()
        raise Cancelled

    monkeypatch.setattr(exporting, "verify", stopped)
    with pytest.raises(Cancelled):
        export_pack(system, case, identity, ExportOrder("court", out), Silent())
    assert list(out.parent.iterdir()) == []
    assert exported(case) == 0


def test_a_pack_that_cannot_be_recorded_is_not_left_lying(
    case: Case, system: System, identity: UnlockedIdentity, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> NoReturn:
        raise AffiantError("disk-full", "The disk is full", status=ExitStatus.DISK)

    monkeypatch.setattr(exporting, "_exported", full)
    with pytest.raises(AffiantError, match="disk-full"):
        export_pack(system, case, identity, ExportOrder("court", out), Silent())
    assert list(out.parent.iterdir()) == []


def test_packs_that_do_not_verify_are_set_aside_one_beside_the_other(
    case: Case, system: System, identity: UnlockedIdentity, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents, signer, time = (Line(name, State.FAIL, "Altered.") for name in LineName)
    bad = Verdict((contents, signer, time), (Finding("x", State.FAIL, "data/x", "Altered."),), (), DOES_NOT_PROVE)
    monkeypatch.setattr(exporting, "verify", lambda *_: bad)
    for _ in range(2):
        with pytest.raises(AffiantError, match="pack-self-check"):
            export_pack(system, case, identity, ExportOrder("court", out), Silent())
    assert sorted(one.name for one in out.parent.iterdir()) == [f"{out.name}.rejected", f"{out.name}.rejected-1"]
    assert exported(case) == 0
