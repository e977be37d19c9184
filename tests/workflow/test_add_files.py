"""Files into a case: batches, failures, cancellation and examinations."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from PIL import Image

from affiant.capture.examination import Examiner
from affiant.core.errors import Cancelled, ExitStatus
from affiant.core.event_types import ARTEFACT_EXAMINED, CAPTURE_ADDED
from affiant.core.progress import Silent
from affiant.store import staging
from affiant.store.case import Case
from affiant.workflow import add_files as adding
from affiant.workflow import examinations
from affiant.workflow.accounts import AccountForm, add_account
from affiant.workflow.add_files import AddOrder, add_files
from affiant.workflow.system import System


class StopAfter:
    """Progress of a person who stops at a given report."""

    def __init__(self, reports: int) -> None:
        self._left = reports

    def report(self, done: int, total: int | None, what: str) -> None:
        self._left -= 1
        if self._left < 0:
            raise Cancelled


def files(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:03d}.txt").write_text(f"post number {number}")
    return folder


def test_every_file_is_one_event_with_its_path_committed_and_not_shown(
    case: Case, system: System, tmp_path: Path
) -> None:
    source = files(tmp_path / "in", 3)
    outcome = add_files(case, AddOrder((source,), url="https://example.org/1", note="n"), system, Silent())
    assert [one.number for one in outcome.captures] == [1, 2, 3]
    for one in outcome.captures:
        event = case.event(one.event)
        assert event.type == CAPTURE_ADDED
        assert event.data["url"] == "https://example.org/1"
        assert str(source) not in event.body.decode()
        (opening,) = case.openings(one.event)
        assert (opening.field, opening.value) == ("path", one.path)


def test_what_was_offered_and_not_taken_is_said(case: Case, system: System, tmp_path: Path) -> None:
    order = AddOrder((files(tmp_path / "in", 1),), not_obtained=("The text beside it was not taken.",))
    (taken,) = add_files(case, order, system, Silent()).captures
    assert case.event(taken.event).data["not_obtained"] == ["The text beside it was not taken."]


def test_a_long_order_is_sealed_batch_by_batch(
    case: Case, system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "BATCH_FILES", 4)
    outcome = add_files(case, AddOrder((files(tmp_path / "in", 10),)), system, Silent())
    assert len(outcome.captures) == 10
    assert outcome.status == ExitStatus.DONE


def test_stopping_keeps_what_is_complete_and_says_so(
    case: Case, system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "BATCH_FILES", 4)
    outcome = add_files(case, AddOrder((files(tmp_path / "in", 10),)), system, StopAfter(6))
    assert outcome.cancelled
    assert outcome.status == ExitStatus.CANCELLED
    assert 0 < len(outcome.captures) < 10
    assert [one.id for one in case.captures()] == [one.id for one in outcome.captures]
    assert all(case.object_path(one.sha256).is_file() for one in outcome.captures)


def test_a_full_disk_ends_the_work_and_names_everything_not_taken(
    case: Case, system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "BATCH_FILES", 4)
    source = files(tmp_path / "in", 10)
    real = staging._write_all

    def full(descriptor: int, data: memoryview) -> None:
        if int(bytes(data).split()[-1]) >= 6:  # by content: two lanes write in an order of their own
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor, data)

    monkeypatch.setattr(staging, "_write_all", full)
    outcome = add_files(case, AddOrder((source,)), system, Silent())
    assert outcome.status == ExitStatus.DISK
    assert [one.id for one in case.captures()] == [one.id for one in outcome.captures]
    assert len(outcome.captures) == 6
    taken = {one.path for one in outcome.captures}
    assert {one.path for one in outcome.failed} | taken == {str(path) for path in source.iterdir()}
    assert {one.code for one in outcome.failed} == {"disk-full"}


def test_a_file_that_changes_while_it_is_read_is_not_taken(
    case: Case, system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = files(tmp_path / "in", 2)
    growing = source / "000.txt"
    real = staging._write_all

    def touch(descriptor: int, data: memoryview) -> None:
        if bytes(data) == b"post number 0":
            growing.write_text("another text of another length")
        real(descriptor, data)

    monkeypatch.setattr(staging, "_write_all", touch)
    outcome = add_files(case, AddOrder((source,)), system, Silent())
    assert [one.code for one in outcome.failed] == ["file-changed"]
    assert [one.path for one in outcome.captures] == [str(source / "001.txt")]
    assert len(list((case.folder / "objects").rglob("?" * 64))) == 1


def test_pictures_are_examined_once_for_the_same_bytes(case: Case, system: System, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    Image.new("RGB", (40, 30), "red").save(picture)
    broken = tmp_path / "broken.png"
    broken.write_bytes(picture.read_bytes()[:60])
    add_files(case, AddOrder((picture, broken)), system, Silent())
    add_files(case, AddOrder((picture,)), system, Silent())
    examined = [dict(event.data) for event in case.events_of_type(ARTEFACT_EXAMINED)]
    assert len(examined) == 2
    good, bad = sorted(examined, key=lambda one: one["failed"] is not None)
    assert (good["facts"]["width"], good["facts"]["height"], good["failed"]) == (40, 30, None)
    assert case.object_path(good["thumbnail"]).is_file()
    assert (bad["facts"], bad["failed"], bad["thumbnail"]) == (None, "image-broken", None)


def test_pictures_that_cannot_be_looked_into_keep_no_file_out_and_are_said(
    case: Case, system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "BATCH_FILES", 2)
    monkeypatch.setattr(examinations, "_RECORD_AFTER", 1)
    monkeypatch.setattr(examinations, "Examiner", lambda: Examiner([str(tmp_path / "no such program")]))
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(9):
        Image.new("RGB", (4, 4), (number, 0, 0)).save(folder / f"{number}.png")
    outcome = add_files(case, AddOrder((folder,)), system, Silent())
    assert len(outcome.captures) == 9
    assert outcome.failed == ()
    assert outcome.not_examined is not None
    assert outcome.not_examined.code == "worker-not-started"
    assert outcome.status == outcome.not_examined.status != ExitStatus.DONE


def test_files_are_filed_under_the_account_that_was_named(case: Case, system: System, tmp_path: Path) -> None:
    account = add_account(case, AccountForm("x", handle="Somebody"))
    add_files(case, AddOrder((files(tmp_path / "in", 1),), account="x:@somebody"), system, Silent())
    assert [one.account for one in case.captures()] == [account.id]
