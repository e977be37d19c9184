"""The port on the real layers: a case on disk, a real identity, the real verifier."""

import io
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from affiant.capture.screen.geometry import Box
from affiant.capture.screen.png_stream import png
from affiant.capture.screen.shot import ShotFacts
from affiant.core.clock import FixedClock
from affiant.core.errors import AffiantError, Cancelled
from affiant.core.progress import Silent
from affiant.core.resources import resources_folder
from affiant.core.verdict import State
from affiant.ui.verbs import IdentityAnswers, Questions
from affiant.ui.workflow_verbs import WorkflowVerbs
from affiant.workflow.accounts import AccountForm
from affiant.workflow.add_files import AddOrder
from affiant.workflow.capture_screen import ShotLabel
from affiant.workflow.descriptions import Description
from affiant.workflow.system import System
from affiant.workflow.web_pages import Page, WebCaptureOrder


@pytest.fixture
def verbs(tmp_path: Path) -> WorkflowVerbs:
    passphrase = tmp_path / "passphrase.txt"
    passphrase.write_text("four or five words\n", encoding="ascii")
    passphrase.chmod(0o600)
    system = System(
        clock=FixedClock(datetime(2026, 11, 3, 10, 12, tzinfo=UTC), timedelta(seconds=1)),
        random=os.urandom,
        home=tmp_path / "home",
        passphrase_file=passphrase,
        ask_passphrase=None,
        warn=lambda _error: None,
        machine="laptop-7",
        user="operator",
    )
    return WorkflowVerbs(system, resources_folder())


def test_first_run_asks_for_a_name_only_and_the_next_for_nothing(verbs: WorkflowVerbs, tmp_path: Path) -> None:
    assert verbs.questions(None) == Questions(name=True, passphrase=False)
    case = verbs.create_case(IdentityAnswers(name="Cell A"), tmp_path / "case", "Matter")
    assert case.signer.name == "Cell A"
    case.close()
    assert verbs.questions(None) == Questions(name=False, passphrase=False)


def test_window_reads_at_once_what_the_writer_recorded_and_the_case_verifies(
    verbs: WorkflowVerbs, tmp_path: Path
) -> None:
    folder = tmp_path / "case"
    case = verbs.create_case(IdentityAnswers(name="Cell A"), folder, "Matter")
    reading = verbs.open_for_reading(folder)
    account = case.add_account(AccountForm("x", handle="before", bio="Bio"))
    case.observe_account(account.id, AccountForm("x", handle="after", bio="Bio"))
    source = tmp_path / "note.txt"
    source.write_text("seen", encoding="utf-8")
    outcome = case.add_files(AddOrder((source, tmp_path / "missing"), account=account.id), Silent())
    assert [one.id for one in outcome.captures] == ["C00001"]
    assert len(outcome.failed) == 1
    case.mark_fit(["C00001"], "press")
    case.withdraw("C00001", "only a trial")
    found = reading.account(account.id)
    assert found is not None
    assert [one.value for one in found.observations if one.kind == "handle"] == ["before", "after"]
    (capture,) = reading.captures()
    assert (capture.fit_for, capture.withdrawn) == (("press",), "only a trial")
    reading.close()
    case.close()
    contents, signer, _time = verbs.verify(folder, (), Silent()).lines
    assert contents.state is State.PASS
    assert signer.state is State.WARN


def test_a_picture_of_the_screen_is_stored_looked_into_and_described(verbs: WorkflowVerbs, tmp_path: Path) -> None:
    folder = tmp_path / "case"
    case = verbs.create_case(IdentityAnswers(name="Cell A"), folder, "Matter")
    facts = ShotFacts("x11", "region", Box(0, 0, 2, 1), 100, 1, "2026-11-03T10:12:00.000Z")
    label = ShotLabel(sequence=verbs.new_sequence(), position=1)
    taken = case.take_screenshot(facts, io.BytesIO(b"".join(png(2, 1, memoryview(bytes(6)), 6))), label, Silent())
    assert case.examine_screenshot(taken, Silent()) is None
    case.describe([taken.capture.id], Description(note="seen"))
    reading = verbs.open_for_reading(folder)
    (capture,) = reading.captures()
    assert (capture.kind, capture.note) == ("screen", "seen")
    assert reading.event(capture.seq).data["acquisition"]["screen"]["sequence"] == label.sequence
    reading.close()
    case.close()
    assert verbs.new_sequence() != verbs.new_sequence()
    assert verbs.verify(folder, (), Silent()).lines[0].state is State.PASS


def test_web_capture_of_the_window_works_on_the_open_case_and_ends_with_it(
    verbs: WorkflowVerbs, tmp_path: Path
) -> None:
    case = verbs.create_case(IdentityAnswers(name="Cell A"), tmp_path / "case", "Matter")
    assert [one.key for one in case.web.browsers()] == ["qtwebengine", "chromium"]
    added = case.web.add_list(b"http://127.0.0.1:9/1\nnothing\n", "list.csv", Silent())
    assert [one.url for one in added.targets] == ["http://127.0.0.1:9/1", None]
    case.close()
    with pytest.raises(Cancelled):
        case.web.capture("qtwebengine", WebCaptureOrder((Page("http://127.0.0.1:9/1"),)), Silent())
    reading = verbs.open_for_reading(tmp_path / "case")
    assert len(reading.targets()) == 2
    reading.close()


def test_a_watch_finds_what_is_new_and_leaves_case_and_profile_out(verbs: WorkflowVerbs, tmp_path: Path) -> None:
    case = verbs.create_case(IdentityAnswers(name="Cell A"), tmp_path / "case", "Matter")
    taking = verbs.watch(tmp_path, case.folder)
    assert taking.look().complete == ()
    case.add_account(AccountForm("x", handle="example"))
    (tmp_path / "new.jpg").write_bytes(b"new")
    assert taking.look().waiting == 1
    case.close()


def test_case_that_is_open_is_refused_with_a_code_after_which_it_can_be_read(
    verbs: WorkflowVerbs, tmp_path: Path
) -> None:
    case = verbs.create_case(IdentityAnswers(name="Cell A"), tmp_path / "case", "Matter")
    with pytest.raises(AffiantError) as refused:
        verbs.open_case(IdentityAnswers(), tmp_path / "case")
    assert refused.value.code == "case-locked"
    reading = verbs.open_for_reading(tmp_path / "case")
    assert reading.info.title == "Matter"
    reading.close()
    case.close()


def test_practice_case_is_opened_with_the_identity_that_lies_beside_it(verbs: WorkflowVerbs, tmp_path: Path) -> None:
    beside = tmp_path / "practice" / "profile"
    beside.mkdir(parents=True)
    (beside / "passphrase.txt").write_text("practice words\n", encoding="ascii")
    (beside / "passphrase.txt").chmod(0o600)
    assert verbs.questions(tmp_path / "practice" / "case") == Questions(name=True, passphrase=False)
    system = verbs._system_for(tmp_path / "practice" / "case")
    assert system.home == beside
    assert verbs._system_for(tmp_path / "case").home == verbs.home
