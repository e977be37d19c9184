"""Verification as a verb: which verifier is asked, what it is given, and how it can be stopped."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from affiant.core.errors import AffiantError, Cancelled
from affiant.core.progress import Silent
from affiant.core.verdict import LineName, State
from affiant.workflow import verification
from affiant.workflow.cases import new_case
from affiant.workflow.identities import create_identity, export_trust_file
from affiant.workflow.system import System
from affiant.workflow.verification import verify


@pytest.fixture
def closed_case(system: System, tmp_path: Path) -> Path:
    """A case that nobody has open."""
    with new_case(system, create_identity(system, "Test Investigator"), tmp_path / "case", "A case") as opened:
        return opened.folder


def states(verdict: verification.Verdict) -> dict[str, State]:
    return {str(line.name): line.state for line in verdict.lines}


def test_a_case_is_compared_with_the_state_kept_in_the_profile(
    closed_case: Path, system: System, tmp_path: Path
) -> None:
    trust = tmp_path / "trust.json"
    export_trust_file(system, trust)
    verdict = verify(system, closed_case, [trust], Silent())
    assert states(verdict) == {"contents": State.PASS, "signer": State.PASS, "time": State.WARN}
    (anchor,) = [one for one in verdict.findings if one.check == "anchor"]
    assert anchor.outcome == State.PASS


def test_without_the_kept_state_a_case_is_not_said_to_be_the_newest(
    closed_case: Path, system: System, tmp_path: Path
) -> None:
    for anchor in (system.home / "anchors").iterdir():
        anchor.unlink()
    verdict = verify(system, closed_case, [], Silent())
    assert states(verdict)["contents"] == State.WARN


@pytest.mark.parametrize("offset", [0, 20, 68, 105], ids=["magic", "header", "application id", "first page"])
def test_a_database_that_cannot_be_opened_any_more_is_a_failure(closed_case: Path, system: System, offset: int) -> None:
    database = closed_case / "case.sqlite"
    for left in closed_case.glob("case.sqlite-*"):
        left.unlink()
    damaged = bytearray(database.read_bytes())
    damaged[offset] ^= 0x10
    database.write_bytes(damaged)
    verdict = verify(system, closed_case, [], Silent())
    assert states(verdict)["contents"] == State.FAIL
    assert verdict.findings[0].check == "database-sound"


@pytest.mark.parametrize("bit", range(8))
def test_a_damaged_table_of_names_is_a_failure_and_no_error(closed_case: Path, system: System, bit: int) -> None:
    database = closed_case / "case.sqlite"
    damaged = bytearray(database.read_bytes())
    at = damaged.index(b"tablemetameta")
    damaged[at - 3] ^= 1 << bit
    database.write_bytes(damaged)
    assert verify(system, closed_case, [], Silent()).word == "failed"


def test_a_database_of_another_program_is_an_error_and_no_verdict(system: System, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "case.sqlite").write_bytes(b"not a database")
    with pytest.raises(AffiantError, match="not-a-case"):
        verify(system, folder, [], Silent())


def test_nothing_at_the_place_is_an_error_and_no_verdict(system: System, tmp_path: Path) -> None:
    with pytest.raises(AffiantError, match="file-missing"):
        verify(system, tmp_path / "nothing", [], Silent())


def test_a_trust_file_that_is_none_is_an_error_and_no_verdict(system: System, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    wrong = tmp_path / "trust.json"
    wrong.write_text("{}")
    with pytest.raises(AffiantError):
        verify(system, pack, [wrong], Silent())


@pytest.mark.parametrize(
    "program",
    [
        "raise SystemExit(1)",
        "import os; os.kill(os.getpid(), 9)",
        "print('not JSON')",
        f"import sys; sys.stdout.write({json.dumps(json.dumps({'verdict': 'verified'}))})",
    ],
    ids=["says nothing", "is killed", "garbage", "no lines"],
)
def test_a_verifier_that_comes_to_a_bad_end_is_unknown_and_neither_failed_nor_passed(
    system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    stand_in = tmp_path / "verifier"
    stand_in.write_text(f"#!{sys.executable}\n{program}\n")
    stand_in.chmod(0o755)
    monkeypatch.setattr(verification.sys, "executable", str(stand_in))
    pack = tmp_path / "pack"
    pack.mkdir()
    verdict = verify(system, pack, [], Silent())
    assert set(states(verdict).values()) == {State.UNKNOWN}
    assert verdict.word == "incomplete"
    assert [line.name for line in verdict.lines] == list(LineName)


def test_stopping_ends_the_verifier(system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = tmp_path / "verifier"
    stand_in.write_text(f"#!{sys.executable}\nimport signal; signal.pause()\n")
    stand_in.chmod(0o755)
    monkeypatch.setattr(verification.sys, "executable", str(stand_in))
    pack = tmp_path / "pack"
    pack.mkdir()

    class Stop:
        def report(self, done: int, total: int | None, what: str) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        verify(system, pack, [], Stop())


def test_a_verifier_that_says_too_much_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "_MAX_DOCUMENT", 1000)
    talker = tmp_path / "talker"
    talker.write_text(f"#!{sys.executable}\nimport sys\nwhile True:\n    sys.stdout.write('x' * 65536)\n")
    talker.chmod(0o755)
    monkeypatch.setattr(verification.sys, "executable", str(talker))
    (tmp_path / "pack").mkdir()
    verdict = verification._verify_pack(tmp_path / "pack", [], Silent(), thorough=False)
    assert set(states(verdict).values()) == {State.UNKNOWN}
