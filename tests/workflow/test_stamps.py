"""Time proofs by courier: a request that lies somewhere is one that the case knows."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest

from affiant.core.errors import AffiantError, ExitStatus
from affiant.store.batch import Batch
from affiant.store.case import Case
from affiant.workflow.stamps import write_request
from affiant.workflow.system import System


def test_a_request_that_cannot_be_recorded_is_not_left_lying(
    case: Case, system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_batch: Batch) -> NoReturn:
        raise AffiantError("disk-full", "The disk is full", status=ExitStatus.DISK)

    monkeypatch.setattr(Batch, "commit", full)
    with pytest.raises(AffiantError, match="disk-full"):
        write_request(system, case, tmp_path / "out.tsq")
    assert not (tmp_path / "out.tsq").exists()
