from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QWidget
from tests.fakes.desk import Desk, drop, some_files

from affiant.core.errors import AffiantError
from affiant.ui.dialogs.withdraw import WithdrawDialog
from affiant.ui.models import capture_table
from affiant.ui.models.capture_table import Column
from affiant.ui.models.second_line import SECOND_LINE
from affiant.ui.pages import captures as captures_page
from affiant.ui.pages.captures import CapturesWidget


def page_of(desk: Desk) -> CapturesWidget:
    page = desk.page("captures")
    assert isinstance(page, CapturesWidget)
    return page


def select_row(page: CapturesWidget, row: int) -> None:
    """Select one row, whatever keys an earlier test held down."""
    how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    page.table.selectionModel().setCurrentIndex(page.model.index(row, Column.NUMBER), how)


def test_button_adds_files_with_account_url_and_note_and_shows_the_last(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = desk.open_case()
    page = page_of(desk)
    account = writer.case.add_account("x", "example")
    desk.session.changed.emit()
    page.account.setCurrentIndex(page.account.findData(account.id))
    page.url.setText(" https://x.example/1 ")
    page.note.setText("seen on the wall")
    paths = some_files(desk.folder / "in")
    monkeypatch.setattr(captures_page, "choose_files", lambda *_: paths)
    desk.bot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    desk.settle()
    (order,) = desk.verbs.orders
    assert (order.sources, order.account, order.url, order.note) == (
        paths,
        account.id,
        "https://x.example/1",
        "seen on the wall",
    )
    assert page.model.rowCount() == 3
    assert page.pane.capture is not None
    assert page.pane.capture.id == "C00003"
    assert page.url.text() == page.note.text() == ""
    assert page.account.currentData() == account.id


def test_drop_on_the_list_and_on_the_empty_page_adds(desk: Desk) -> None:
    desk.open_case()
    page = page_of(desk)
    assert page.stack.currentIndex() == 1
    assert drop(page, some_files(desk.folder / "اردو نام", 2))
    desk.settle()
    assert page.stack.currentIndex() == 0
    assert drop(page.table.viewport(), some_files(desk.folder / "more", 1))
    desk.settle()
    assert page.model.rowCount() == 3


def test_drop_on_a_case_that_is_read_only_is_not_taken(desk: Desk) -> None:
    desk.verbs.open_error = AffiantError("case-locked", "The case is open elsewhere", remedy="Close it there.")
    folder = desk.folder / "case"
    desk.verbs.keep_case(folder)
    desk.page("start").open_path(folder)
    desk.settle()
    assert desk.window.current == "captures"
    assert not drop(page_of(desk), some_files(desk.folder / "in", 1))
    assert desk.window.notice.isVisible()
    assert "open elsewhere" in desk.window.notice_words.text()
    assert desk.verbs.orders == []


def test_paste_takes_files_then_pictures_then_text(desk: Desk) -> None:
    desk.open_case()
    page = page_of(desk)
    clipboard = QGuiApplication.clipboard()
    (path,) = some_files(desk.folder / "in", 1)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    clipboard.setMimeData(mime)
    desk.window.show_page("captures")
    desk.bot.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    clipboard.setImage(image)
    page.paste()
    desk.settle()
    clipboard.setText("سلام")
    page.paste()
    desk.settle()
    names = [one.artefacts[0].name for one in desk.verbs.writers[0].case.captures()]
    assert names == ["file-0.txt", "pasted.png", "pasted.txt"]
    assert list((desk.verbs.home / "pasted").iterdir()) == []


def test_pasted_picture_is_stored_as_the_exact_bytes_that_were_offered(desk: Desk) -> None:
    desk.open_case()
    exact = b"\x89PNG not even a picture"
    mime = QMimeData()
    mime.setData("image/png", exact)
    QGuiApplication.clipboard().setMimeData(mime)
    page_of(desk).paste()
    desk.settle()
    (capture,) = desk.verbs.writers[0].case.captures()
    assert capture.artefacts[0].size == len(exact)


def test_a_paste_that_the_case_does_not_take_is_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.open_case()
    QGuiApplication.clipboard().setText("never lose me")
    monkeypatch.setattr(Path, "read_bytes", _refuse)
    page = page_of(desk)
    page.paste()
    desk.settle()
    monkeypatch.undo()
    (kept,) = (desk.verbs.home / "pasted").rglob("*.txt")
    assert kept.read_text(encoding="utf-8") == "never lose me"
    assert page.failed.isVisible()


def _refuse(_path: Path) -> bytes:
    raise OSError


def test_files_that_were_not_taken_are_listed_in_words_and_can_be_tried_again(desk: Desk) -> None:
    desk.open_case()
    page = page_of(desk)
    missing = desk.folder / "gone\u202etxt.exe"
    page.note.setText("kept until it works")
    page.add_paths((*some_files(desk.folder / "in", 2), missing))
    desk.settle()
    assert page.failed.isVisible()
    assert "1 file was not taken" in page.failed.words.text()
    assert "<U+202E>" in page.failed.table.item(0, 0).text()
    assert page.failed.table.item(0, 2).text() == "Check that it is still there."
    assert page.note.text() == "kept until it works"
    missing.write_text("here again", encoding="utf-8")
    page.failed._try_again()
    desk.settle()
    assert not page.failed.isVisible()
    assert page.model.rowCount() == 3


def test_stop_ends_adding_within_a_second_and_keeps_what_was_taken(desk: Desk) -> None:
    desk.open_case()
    page = page_of(desk)
    desk.verbs.hold = True
    page.add_paths(some_files(desk.folder / "in", 2))
    desk.bot.waitUntil(lambda: desk.jobs.running[0].state[2] == "Waiting for the test")
    desk.jobs.cancel(desk.jobs.running[0])
    desk.bot.waitUntil(lambda: not desk.jobs.running, timeout=1000)
    assert "Stopped" in desk.window.status.said.accessibleName()
    assert desk.window.current == "captures"


def test_mark_fit_and_withdraw_act_on_the_selection(desk: Desk) -> None:
    desk.open_case()
    page = page_of(desk)
    page.add_paths(some_files(desk.folder / "in"))
    desk.settle()
    page.table.selectAll()
    page.fit.click()
    desk.settle()
    assert {one.fit_for for one in desk.verbs.writers[0].case.captures()} == {("press",)}
    select_row(page, 1)
    page.withdraw_button.click()
    (dialog,) = desk.window.findChildren(WithdrawDialog)
    dialog.submit()
    assert dialog.hint.isVisible()
    dialog.reason.setPlainText("wrong account")
    dialog.submit()
    desk.settle()
    assert desk.verbs.writers[0].case.capture("C00002").withdrawn == "wrong account"
    assert page.model.data(page.model.index(1, Column.NUMBER), SECOND_LINE) == "Withdrawn"
    assert not page.withdraw_button.isEnabled()


def test_search_shows_only_what_was_found_and_clearing_shows_all(desk: Desk) -> None:
    desk.open_case()
    page = page_of(desk)
    page.add_paths(some_files(desk.folder / "in", 12))
    desk.settle()
    page.search.setText("file-11")
    desk.bot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.model.rowCount() == 1
    page.search.clear()
    assert page.model.rowCount() == 12


def test_a_search_needs_no_enter_and_nothing_counts_as_found_before(desk: Desk) -> None:
    desk.open_case()
    page = page_of(desk)
    page.add_paths(some_files(desk.folder / "in", 12))
    desk.settle()
    desk.bot.keyClicks(page.search, "file-11")
    page.table.selectRow(3)
    assert page.counted.text() == "12 captures, 1 selected"
    desk.bot.waitUntil(lambda: page.counted.text() == "1 capture found")


def test_a_search_that_finds_more_than_it_shows_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture_table, "MOST_FOUND", 5)
    desk.open_case()
    page = page_of(desk)
    page.add_paths(some_files(desk.folder / "in", 12))
    desk.settle()
    for words, said in (
        ("file", "The first 5 captures found; another word narrows it"),
        ("file-11", "1 capture found"),
    ):
        page.search.setText(words)
        desk.bot.keyClick(page.search, Qt.Key.Key_Return)
        assert page.counted.text() == said


def test_evidence_text_is_plain_and_its_hidden_marks_are_seen(desk: Desk) -> None:
    writer = desk.open_case()
    page = page_of(desk)
    writer.case.add_capture(b"x", name="<b>a</b>\u202egpj.exe", media_type="text/plain", examined=False)
    desk.session.changed.emit()
    select_row(page, 0)
    shown = [label.text().replace("\u200b", "") for label in page.pane.findChildren(captures_page.PlainLabel)]
    assert "<b>a</b><U+202E>gpj.exe" in shown
    assert page.model.data(page.model.index(0, Column.NAME)) == "<b>a</b><U+202E>gpj.exe"


def test_hash_of_the_selected_capture_can_be_copied_whole(desk: Desk) -> None:
    desk.open_case()
    page = page_of(desk)
    page.add_paths(some_files(desk.folder / "in", 1))
    desk.settle()
    copy = next(
        one for one in page.pane.findChildren(QWidget) if one.accessibleName() == "Copy the SHA-256" and one.isEnabled()
    )
    copy.click()
    assert page.pane.capture is not None
    assert QGuiApplication.clipboard().text() == page.pane.capture.artefacts[0].sha256


def test_everything_is_written_by_one_thread_that_is_not_the_windows(desk: Desk) -> None:
    writer = desk.open_case()
    page = page_of(desk)
    for folder in ("a", "b"):
        page.add_paths(some_files(desk.folder / folder, 1))
        desk.settle()
    assert writer.threads == {"affiant-case"}


def test_list_grows_while_files_are_still_being_added(desk: Desk) -> None:
    writer = desk.open_case()
    page = page_of(desk)
    desk.verbs.hold = True
    page.add_paths(some_files(desk.folder / "in", 1))
    writer.case.add_capture(b"sealed by an earlier batch", name="early.txt", examined=False)
    desk.bot.waitUntil(lambda: page.model.rowCount() == 1, timeout=3000)
    assert desk.jobs.running
    assert page.stack.currentIndex() == 0


def test_paste_into_a_case_that_is_read_only_leaves_nothing_behind(desk: Desk) -> None:
    desk.verbs.open_error = AffiantError("case-locked", "The case is open elsewhere", remedy="Close it there.")
    folder = desk.folder / "case"
    desk.verbs.keep_case(folder)
    desk.page("start").open_path(folder)
    desk.settle()
    QGuiApplication.clipboard().setText("a copied sentence")
    desk.page("captures").paste()
    assert "not open for writing" in desk.window.status.said.text()
    assert not (desk.verbs.home / "pasted").exists()


def _said_of(desk: Desk, *parts: tuple[str, bytes, str]) -> list[str]:
    writer = desk.open_case()
    page = page_of(desk)
    writer.case.add_web_capture(*parts)
    desk.session.changed.emit()
    select_row(page, 0)
    labels = page.pane.findChildren(captures_page.PlainLabel)
    return [label.text().replace("\u200b", "") for label in labels]


def test_what_speaks_against_a_web_capture_is_said_plainly(desk: Desk) -> None:
    shown = _said_of(desk, ("screenshot", b"\x89PNG", "image/png"), ("archive", b"WARC", "application/gzip"))
    said = " ".join(shown)
    assert shown[0] == "=Title<U+202E>" or "=Title<U+202E>" in shown
    for sentence in (
        "OFF: the browser ran without its sandbox. “The browser was started as root.”",
        "NOT VALID: it was accepted by hand",
        "It ends at 40,000 pixels; the page goes on below",
        "It shows a log-in wall. “Log in to continue”",
        "=2 resources had no content.",
        "https://x.example/2/landed",
        "Is everything unfolded that the page offers to unfold?",
        "archive.x: archive, application/gzip, 4 bytes",
    ):
        assert sentence in said, sentence


def test_the_picture_of_a_capture_is_its_first_picture(desk: Desk) -> None:
    _said_of(desk, ("archive", b"WARC", "application/gzip"), ("screenshot", b"\x89PNG", "image/png"))
    page = page_of(desk)
    assert page.pane.picture.accessibleName() == "Preview, image/png"
    assert page.model.index(0, Column.NAME).data() == "https://x.example/2"
