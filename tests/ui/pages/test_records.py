"""Records: exports are imported by button and drop; records are shown, searched, and point at the original."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from tests.fakes.desk import Desk, drop, some_files
from tests.fakes.verbs import ReadableCase

from affiant.capture.platform_exports.reading import Recognised
from affiant.core.errors import AffiantError
from affiant.core.record import KINDS, Record, Where
from affiant.ui.models import record_table
from affiant.ui.models.record_table import Column
from affiant.ui.models.second_line import SECOND_LINE
from affiant.ui.pages import records as records_page
from affiant.ui.pages.captures import CapturesWidget
from affiant.ui.pages.records import RecordsWidget
from affiant.ui.record_wording import MANY, counted_kinds
from affiant.workflow.import_export import WhatWasRead

RECORDS = (
    Record(
        "message",
        Where("_chat.txt", None, 0, 40),
        author="Ann",
        posted_as="15/01/24, 09:41",
        text="tanker at nine\nand ten",
        conversation="Street",
        notes=("time-zone-unknown",),
    ),
    Record(
        "post",
        Where("result.json", "$['messages'][1]", 41, 80),
        author="B\u202eob",
        posted_at="2024-01-16T09:42:00.000Z",
        posted_as="2024-01-16T14:42:00",
        text="پانی کا ٹینکر",
    ),
)
READER = Recognised("whatsapp", "WhatsApp chat", "whatsapp", 1)


def page_of(desk: Desk) -> RecordsWidget:
    page = desk.page("records")
    assert isinstance(page, RecordsWidget)
    return page


def reads(case: ReadableCase, ids: tuple[str, ...]) -> WhatWasRead:
    seq = case.add_export(RECORDS, captures=ids)
    return WhatWasRead(READER, {"message": 1, "post": 1}, {"line-without-message": 2}, event=seq)


def cell(page: RecordsWidget, row: int, column: Column) -> tuple[str, str]:
    index = page.model.index(row, column)
    return index.data(Qt.ItemDataRole.DisplayRole), index.data(SECOND_LINE)


def said(desk: Desk) -> list[str]:
    heard: list[str] = []
    desk.session.said.connect(heard.append)
    return heard


def test_an_export_is_imported_by_the_button_with_account_and_note(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = desk.open_case()
    desk.verbs.read_answer = reads
    account = writer.case.add_account("whatsapp", "ann")
    desk.session.changed.emit()
    page, heard = page_of(desk), said(desk)
    page.account.setCurrentIndex(page.account.findData(account.id))
    page.note.setText("from Ann's phone")
    (path,) = some_files(desk.folder / "in", 1)
    monkeypatch.setattr(records_page, "choose_file", lambda *_: path)
    desk.bot.mouseClick(page.file_button, Qt.MouseButton.LeftButton)
    desk.settle()
    (order,) = desk.verbs.imports
    assert (order.path, order.account, order.note) == (path, account.id, "from Ann's phone")
    assert heard == ["1 capture was added. 2 records were read out of it, 2 skipped."]
    assert page.note.text() == ""
    assert page.model.rowCount() == 2


def test_what_was_read_and_skipped_stands_above_the_records(desk: Desk) -> None:
    writer = desk.open_case()
    writer.case.add_export(RECORDS, captures=("C00001", "C00002"), failed="reading-timeout")
    desk.session.changed.emit()
    page = page_of(desk)
    assert page.which.currentText() == f"WhatsApp · whatsapp · C00001 and 1 more · event {writer.case.size()}"
    words = page.counts.text()
    assert "Read: 1 message, 1 post." in words
    assert "Skipped: 2 lines before the first message." in words
    assert "Noted on records: a local time, and the export does not say where." in words
    assert "Reading broke off: the reader took too long and was stopped." in words


def test_a_row_says_when_who_what_and_where(desk: Desk) -> None:
    desk.open_case().case.add_export(RECORDS)
    desk.session.changed.emit()
    page = page_of(desk)
    assert cell(page, 0, Column.WHEN) == ("15/01/24, 09:41", "as written; no moment")
    assert cell(page, 1, Column.WHEN) == ("2024-01-16 09:42:00 UTC", "2024-01-16T14:42:00")
    assert cell(page, 0, Column.WHO) == ("Ann", "\u2068Street\u2069")
    assert cell(page, 1, Column.WHO)[0] == "B<U+202E>ob"
    assert cell(page, 0, Column.TEXT) == ("tanker at nine and ten", "message, time zone unknown")
    assert cell(page, 1, Column.WHERE) == ("result.json", "$['messages'][1] · bytes 41 to 121")


def test_the_selected_record_is_shown_whole(desk: Desk) -> None:
    desk.open_case().case.add_export(RECORDS)
    desk.session.changed.emit()
    page = page_of(desk)
    page.view.table.selectRow(0)
    shown = page.view.detail.toPlainText().split("\n")
    assert shown[:3] == ["tanker at nine", "and ten", "Who: Ann"]
    assert "Place: bytes 0 to 40" in shown


def test_a_search_goes_through_all_imports_and_back(desk: Desk) -> None:
    case = desk.open_case().case
    case.add_export(RECORDS)
    case.add_export(RECORDS[1:])
    desk.session.changed.emit()
    page = page_of(desk)
    assert page.model.rowCount() == 1
    desk.bot.keyClicks(page.search, "tanker")
    assert page.counted.text() == "1 record"
    desk.bot.waitUntil(lambda: page.counted.text() == "1 record found in all imports")
    assert page.counts.text() == "Found in all imports. Clear the search to see one of them."
    assert cell(page, 0, Column.WHO)[0] == "Ann"
    page.search.clear()
    assert (page.model.rowCount(), page.counted.text()) == (1, "1 record")
    page.which.setCurrentIndex(1)
    assert page.model.rowCount() == 2


def test_a_search_that_finds_too_much_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.open_case().case.add_export(RECORDS[:1] * 5)
    desk.session.changed.emit()
    monkeypatch.setattr(record_table, "MOST_FOUND", 3)
    page = page_of(desk)
    page.search.setText("tanker")
    desk.bot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.counted.text() == "The first 3 records found in all imports; another word narrows it"


def test_a_long_import_is_read_page_by_page(desk: Desk) -> None:
    many = [Record("message", Where("a", None, n, 1), author=str(n)) for n in range(400)]
    desk.open_case().case.add_export(many)
    desk.session.changed.emit()
    page = page_of(desk)
    assert page.model.rowCount() == 400
    assert [cell(page, row, Column.WHO)[0] for row in (0, 127, 128, 399)] == ["0", "127", "128", "399"]


def test_dropping_imports_each_thing_by_itself(desk: Desk) -> None:
    desk.open_case()
    paths = some_files(desk.folder / "in", 2)
    assert drop(page_of(desk), paths)
    desk.settle()
    assert tuple(order.path for order in desk.verbs.imports) == paths


def test_what_no_reader_knows_is_said_to_be_in_custody(desk: Desk) -> None:
    desk.open_case()
    heard = said(desk)
    page = page_of(desk)
    page.import_paths(some_files(desk.folder / "in", 1))
    desk.settle()
    assert heard == [
        "1 capture was added. Nothing was read out of it: no reader knows its form. It is in custody all the same."
    ]
    assert not page.view.isVisibleTo(page)
    assert page.empty.isVisibleTo(page)


def test_a_file_that_is_not_there_is_listed(desk: Desk) -> None:
    desk.open_case()
    page = page_of(desk)
    page.import_paths((desk.folder / "nowhere.zip",))
    desk.settle()
    assert page.failed.isVisibleTo(page)


def test_selected_captures_can_be_read_later(desk: Desk) -> None:
    writer = desk.open_case()
    desk.verbs.read_answer = reads
    page, heard = page_of(desk), said(desk)
    assert not page.selected_button.isEnabled()
    capture = writer.case.add_capture(b"x", name="_chat.txt")
    desk.session.select((capture.id,))
    assert page.selected_button.isEnabled()
    desk.bot.mouseClick(page.selected_button, Qt.MouseButton.LeftButton)
    desk.settle()
    assert heard == ["2 records were read out of it, 2 skipped."]
    assert page.model.rowCount() == 2


def test_files_that_were_dropped_among_the_captures_are_read_from_there(desk: Desk) -> None:
    desk.open_case()
    desk.verbs.read_answer = reads
    captures = desk.page("captures")
    assert isinstance(captures, CapturesWidget)
    assert drop(captures, some_files(desk.folder / "in", 1))
    desk.settle()
    desk.window.show_page("captures")
    assert captures.read_button.isEnabled()
    desk.bot.mouseClick(captures.read_button, Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.window.current == "records"
    assert page_of(desk).model.rowCount() == 2


def test_a_case_that_is_read_only_shows_and_takes_nothing(desk: Desk) -> None:
    desk.verbs.open_error = AffiantError("case-locked", "The case is open elsewhere", remedy="Close it there.")
    folder: Path = desk.folder / "case"
    desk.verbs.keep_case(folder).add_export(RECORDS)
    desk.page("start").open_path(folder)
    desk.settle()
    page = page_of(desk)
    assert page.model.rowCount() == 2
    assert not page.file_button.isEnabled()
    assert not drop(page, some_files(desk.folder / "in", 1))


def test_counts_of_every_kind_are_said_as_people_count() -> None:
    assert counted_kinds([("post", 3), ("message", 1), ("media", 2), ("service", 2), ("of a later version", 2)]) == (
        "3 posts, 1 message, 2 media, 2 service messages, 2 of a later version"
    )
    assert set(KINDS) == set(MANY)
