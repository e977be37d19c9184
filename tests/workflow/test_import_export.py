"""Exports into a case: originals whole and first; records durable and searchable; what breaks is said."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fakes.store_ports import account_drafts, store_ports
from tests.fakes.system import Warned, make_system

from affiant.capture.platform_exports import reading
from affiant.core import event_types
from affiant.core.errors import AffiantError, Cancelled, ExitStatus
from affiant.core.progress import Silent
from affiant.core.record import parse_record
from affiant.store.case import Case
from affiant.workflow.import_export import ImportOrder, ImportOutcome, import_export, parts_of, read_export
from affiant.workflow.system import System

CHAT = "15/01/24, 09:41 - Ann: tanker at nine\n16/01/24, 09:42 - Bob: پانی کا ٹینکر\n"


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create(tmp_path / "case", "A case", store_ports()) as opened:
        opened.record(account_drafts(1))
        yield opened


@pytest.fixture
def system(tmp_path: Path) -> System:
    return make_system(tmp_path, Warned())


@pytest.fixture
def telegram(tmp_path: Path) -> Path:
    """A folder as Telegram Desktop makes it, with one picture that is there and one that is not."""
    folder = tmp_path / "DataExport_2024"
    (folder / "photos").mkdir(parents=True)
    (folder / "photos" / "here.jpg").write_bytes(b"a picture")
    messages = [
        {"id": n, "type": "message", "date": "2024-01-15T10:00:00", "date_unixtime": str(1705294800 + n), "text": text}
        | ({"photo": f"photos/{photo}"} if photo else {})
        for n, (text, photo) in enumerate([("first word", "here.jpg"), ("second word", "gone.jpg"), ("third", None)])
    ]
    chat = {"name": "Desk", "type": "private_group", "id": 5, "messages": [*messages, 7]}
    (folder / "result.json").write_text(json.dumps(chat))
    return folder


def imported(case: Case, path: Path, system: System, **order: str) -> ImportOutcome:
    return import_export(case, ImportOrder(path, **order), system, Silent())


def test_a_folder_is_taken_whole_and_read(case: Case, system: System, telegram: Path) -> None:
    outcome = imported(case, telegram, system, account="A001", note="from Ann")
    assert outcome.status == ExitStatus.DONE
    assert [Path(one.path).name for one in outcome.captures] == ["here.jpg", "result.json"]
    assert outcome.what.read == {"message": 3}
    assert outcome.what.skipped == {"entry-without-form": 1}
    assert outcome.what.notes == {"media-not-in-export": 1}
    assert (outcome.what.first_posted, outcome.what.last_posted) == (
        "2024-01-15T05:00:00.000Z",
        "2024-01-15T05:00:02.000Z",
    )
    for one in outcome.captures:
        assert case.object_path(one.sha256).read_bytes() == Path(one.path).read_bytes()
        capture = case.capture(one.id)
        assert capture is not None
        assert (capture.account, capture.note) == ("A001", "from Ann")


def test_the_event_says_what_was_read_out_of_which_bytes(case: Case, system: System, telegram: Path) -> None:
    outcome = imported(case, telegram, system)
    assert outcome.what.event is not None
    event = case.event(outcome.what.event)
    (original,) = (one for one in outcome.captures if one.path.endswith("result.json"))
    assert event.type == event_types.EXPORT_READ
    assert event.data["captures"] == [original.id]
    assert event.data["files"] == [{"name": "result.json", "sha256": original.sha256}]
    assert event.data["reader"] == {"key": "telegram_json", "version": 1}
    assert event.data["read"] == [{"count": 3, "kind": "message"}]
    assert event.data["skipped"] == [{"count": 1, "reason": "entry-without-form"}]
    assert "limited child process" in event.data["method"]
    lines = case.object_path(event.data["records"]).read_bytes().splitlines()
    assert hashlib.sha256(b"".join(line + b"\n" for line in lines)).hexdigest() == event.data["records"]
    whole = (telegram / "result.json").read_bytes()
    for line in lines:
        where = parse_record(line).where
        assert where.start is not None
        assert where.length is not None
        assert json.loads(whole[where.start : where.start + where.length])["type"] == "message"


def test_records_are_found_by_their_words(case: Case, system: System, tmp_path: Path, telegram: Path) -> None:
    (tmp_path / "WhatsApp Chat with Ann.txt").write_text(CHAT)
    imported(case, telegram, system)
    imported(case, tmp_path / "WhatsApp Chat with Ann.txt", system)
    assert [one.record.text for one in case.search_records("word")] == ["first word", "second word"]
    assert [one.record.author for one in case.search_records("ٹینکر")] == ["Bob"]
    assert [one.record.author for one in case.search_records("ann")] == ["Ann", "Bob"]
    assert case.count_records() == 5


def test_a_zip_is_one_capture_and_read_as_what_is_in_it(case: Case, system: System, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "chat.zip", "w") as archive:
        archive.writestr("WhatsApp Chat with Ann.txt", CHAT)
    outcome = imported(case, tmp_path / "chat.zip", system)
    assert len(outcome.captures) == 1
    assert outcome.what.read == {"message": 2}
    assert outcome.what.event is not None
    assert case.event(outcome.what.event).data["files"][0]["name"] == "chat.zip"


def test_what_no_reader_knows_is_in_custody_all_the_same(case: Case, system: System, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear friend")
    outcome = imported(case, tmp_path / "letter.txt", system)
    assert (len(outcome.captures), outcome.what.reader, outcome.what.event) == (1, None, None)
    assert outcome.status == ExitStatus.INCOMPLETE
    assert list(case.events_of_type(event_types.EXPORT_READ)) == []


def test_a_broken_zip_is_in_custody_and_the_reason_is_said(case: Case, system: System, tmp_path: Path) -> None:
    (tmp_path / "chat.zip").write_bytes(b"PK\x03\x04 no more")
    outcome = imported(case, tmp_path / "chat.zip", system)
    assert (len(outcome.captures), outcome.what.failed) == (1, "format")


def test_the_same_export_again_is_new_captures_of_the_same_bytes(case: Case, system: System, telegram: Path) -> None:
    first, second = imported(case, telegram, system), imported(case, telegram, system)
    assert [one.same_as for one in second.captures] == [one.id for one in first.captures]
    assert second.what.read == first.what.read
    events = list(case.events_of_type(event_types.EXPORT_READ))
    assert len({event.data["records"] for event in events}) == 1
    assert [len(list(case.records(event.seq))) for event in events] == [3, 3]


def test_captures_that_are_there_already_can_be_read_later(case: Case, system: System, telegram: Path) -> None:
    ids = [one.id for one in imported(case, telegram, system).captures]
    parts = parts_of(case, ids)
    assert [one.name for one in parts] == ["photos/here.jpg", "result.json"]
    what = read_export(case, parts, None, Silent(), folder=True)
    assert what.read == {"message": 3}
    assert what.notes == {"media-not-in-export": 1}


def test_an_export_without_a_single_record_is_said_and_has_no_object(
    case: Case, system: System, tmp_path: Path
) -> None:
    path = tmp_path / "result.json"
    path.write_text('{"name": "A", "type": "bot_chat", "id": 1, "messages": []}')
    outcome = imported(case, path, system)
    assert outcome.what.event is not None
    assert case.event(outcome.what.event).data["records"] is None
    assert (outcome.what.read, outcome.status) == ({}, ExitStatus.DONE)


def test_a_file_that_cannot_be_taken_does_not_keep_the_others_from_being_read(
    case: Case, system: System, telegram: Path
) -> None:
    (telegram / "link").symlink_to(telegram / "result.json")
    outcome = imported(case, telegram, system)
    assert [one.code for one in outcome.not_taken] == ["symlink-refused"]
    assert (outcome.what.read, outcome.status) == ({"message": 3}, ExitStatus.USAGE)


def test_an_unknown_account_takes_nothing(case: Case, system: System, telegram: Path) -> None:
    with pytest.raises(AffiantError):
        imported(case, telegram, system, account="A009")
    assert case.count_captures(withdrawn=True) == 0


def test_without_a_limited_process_the_originals_are_safe_and_the_reason_is_said(
    case: Case, system: System, telegram: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading.ExportReading.__init__, "__defaults__", (("/nowhere",), reading.LIMITS))
    outcome = imported(case, telegram, system)
    assert len(outcome.captures) == 2
    assert outcome.trouble is not None
    assert outcome.trouble.code == "worker-not-started"
    assert outcome.status == ExitStatus.BUG


class _StopWhileReading:
    def report(self, done: int, total: int | None, what: str) -> None:
        if what == "Reading the export":
            raise Cancelled


def test_stopping_while_it_is_read_keeps_the_originals_and_records_nothing(
    case: Case, system: System, telegram: Path
) -> None:
    outcome = import_export(case, ImportOrder(telegram), system, _StopWhileReading())
    assert (outcome.cancelled, outcome.status) == (True, ExitStatus.CANCELLED)
    assert len(outcome.captures) == case.count_captures(withdrawn=True) == 2
    assert list(case.events_of_type(event_types.EXPORT_READ)) == []
    assert list((case.folder / "objects").rglob("*.part")) == []
