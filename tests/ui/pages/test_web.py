from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from tests.fakes.desk import Desk, drop
from tests.fakes.web_verbs import OTHER, USUAL, FakeWeb

from affiant.core.errors import AffiantError, ExitStatus
from affiant.ui.models.second_line import SECOND_LINE
from affiant.ui.models.target_table import Column
from affiant.ui.pages.web import WebWidget
from affiant.ui.widgets import target_panel
from affiant.ui.widgets.plain_label import PlainLabel
from affiant.workflow.web_browsers import Browser
from affiant.workflow.web_pages import FailedPage, WebCaptureOutcome

ONE, TWO, THREE = (f"https://x.example/{number}" for number in (1, 2, 3))
LIST = f"url,note\n{ONE},first\nno\u202eaddress,\n{TWO},\n{ONE},\n"
UNREACHABLE = FailedPage(
    TWO, "web-unreachable", "The page could not be reached", "Check the address.", ExitStatus.INCOMPLETE
)


def page_of(desk: Desk) -> WebWidget:
    page = desk.page("web")
    assert isinstance(page, WebWidget)
    return page


def opened(desk: Desk, web: FakeWeb | None = None) -> tuple[WebWidget, FakeWeb]:
    """Open a case and show the page."""
    writer = desk.open_case()
    desk.settle()
    desk.window.show_page("web")
    return page_of(desk), writer.web


def said(page: WebWidget) -> str:
    labels = page.result.findChildren(PlainLabel)
    return " ".join(label.text().replace("\u200b", "") for label in labels if label.isVisible())


def cells(page: WebWidget, column: Column, role: int = Qt.ItemDataRole.DisplayRole) -> list[str]:
    model = page.targets.list.model
    return [model.index(row, column).data(role) for row in range(model.rowCount())]


def paste(page: WebWidget, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    page.targets.paste()


def select(page: WebWidget, *rows: int) -> None:
    how = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    chosen = page.targets.list.table.selectionModel()
    chosen.clearSelection()
    for row in rows:
        chosen.select(page.targets.list.model.index(row, 0), how)


def test_a_page_is_captured_with_account_note_and_words(desk: Desk) -> None:
    page, web = opened(desk)
    account = desk.verbs.writers[0].case.add_account("x", "example")
    desk.session.changed.emit()
    form = page.form
    form.address.setText(f" {ONE} ")
    form.account.setCurrentIndex(form.account.findData(account.id))
    form.note.setText("seen")
    form.expect.setText("the words")
    form.engine.setCurrentIndex(form.engine.findData("chromium"))
    desk.bot.mouseClick(form.capture, Qt.MouseButton.LeftButton)
    desk.settle()
    (order,) = web.orders
    assert (order.pages[0].url, order.account, order.note, order.expect) == (ONE, account.id, "seen", ("the words",))
    assert web.engines == ["chromium"]
    assert form.address.text() == form.note.text() == form.expect.text() == ""
    assert form.account.currentData() == account.id


def test_return_in_the_address_captures_and_an_empty_one_says_so(desk: Desk) -> None:
    page, web = opened(desk)
    desk.bot.keyClick(page.form.address, Qt.Key.Key_Return)
    assert web.orders == []
    assert "address of a page" in desk.window.status.said.text()
    page.form.address.setText(ONE)
    desk.bot.keyClick(page.form.address, Qt.Key.Key_Return)
    desk.settle()
    assert len(web.orders) == 1


def test_capturing_runs_beside_the_lane_of_the_case(desk: Desk) -> None:
    page, web = opened(desk)
    desk.verbs.hold = True
    page.form.address.setText(ONE)
    page.capture()
    desk.bot.waitUntil(lambda: bool(web.orders))
    desk.session.write("Something else", lambda case, _progress: case.mark_fit((), "press"), lambda _result: None)
    desk.bot.waitUntil(lambda: len(desk.jobs.running) == 1)  # the other work is done, the capture goes on
    desk.verbs.hold = False
    desk.settle()
    assert web.threads == {"affiant-web"}


def test_everything_that_speaks_against_a_capture_is_shown(desk: Desk) -> None:
    page, _ = opened(desk)
    page.form.address.setText(ONE)
    page.capture()
    desk.settle()
    words = said(page)
    for sentence in (
        "C00001 is captured, hashed and sealed: 2 files, 1,280 × 5,999 pixels.",
        f"{ONE}#landed",
        "Sandbox OFF. The browser was started as root.",
        "Certificate NOT VALID, accepted by you.",
        "Doubt: It shows a log-in wall.",
        "Not obtained: The certificate chain could not be read.",
    ):
        assert sentence in words


def test_a_page_that_failed_says_why_and_keeps_what_was_written(desk: Desk) -> None:
    page, web = opened(desk)
    web.problems[TWO] = UNREACHABLE
    page.form.address.setText(TWO)
    page.form.note.setText("kept")
    page.capture()
    desk.settle()
    assert "The page could not be reached. Nothing of this page was captured." in said(page)
    assert "Check the address." in said(page)
    assert (page.form.address.text(), page.form.note.text()) == (TWO, "kept")


def test_a_certificate_is_accepted_only_with_its_fingerprint_in_view(desk: Desk) -> None:
    page, web = opened(desk)
    refused = FailedPage(
        TWO,
        "web-certificate-refused",
        "The certificate of this server is not trusted",
        f"Its fingerprint (SHA-256) is {'cd' * 32}.",
        ExitStatus.USAGE,
        fingerprint="cd" * 32,
    )
    web.problems[TWO] = refused
    page.form.address.setText(TWO)
    page.capture()
    desk.settle()
    assert "cd" * 32 in said(page)
    web.problems.clear()
    (accept,) = (one for one in page.result.findChildren(QPushButton) if one.text() == "Capture all the same")
    accept.click()
    desk.settle()
    assert [one.accept_certificate for one in web.orders] == [None, "cd" * 32]
    assert web.orders[1].pages[0].url == TWO


def test_a_missing_browser_is_said_with_its_remedy_and_nothing_can_be_pressed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = AffiantError("browser-as-root", "The browser does not run as the superuser", remedy="Use an account.")
    found = (Browser("qtwebengine", "Built-in browser", "", missing), Browser("chromium", "Chromium", "", missing))
    monkeypatch.setattr(FakeWeb, "browsers", lambda _self: found)
    page, _ = opened(desk)
    assert page.missing.isVisible()
    assert "superuser" in page.missing.title.text()
    assert "Use an account." in page.missing.remedy.text()
    assert not page.form.capture.isEnabled()
    assert not page.form.browse.isEnabled()
    paste(page, LIST)
    desk.settle()
    assert page.targets.list.model.rowCount() == 4  # lists can be kept all the same
    assert not page.targets.list.run.isEnabled()


def test_another_browser_stands_in_and_the_missing_one_is_still_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = AffiantError("web-extra-missing", "The built-in browser is not installed", remedy="Install it.")
    found = (Browser("qtwebengine", "Built-in browser", "", missing), OTHER)
    monkeypatch.setattr(FakeWeb, "browsers", lambda _self: found)
    page, _ = opened(desk)
    assert page.missing.isVisible()
    assert page.form.capture.isEnabled()
    assert page.form.chosen_engine() == "chromium"


def test_the_browser_window_is_one_and_tells_each_capture(desk: Desk) -> None:
    page, web = opened(desk)
    web.window = [WebCaptureOutcome((web.page(ONE),), (), False)]
    desk.verbs.hold = True
    desk.bot.mouseClick(page.form.browse, Qt.MouseButton.LeftButton)
    desk.bot.waitUntil(page.result.isVisible)
    assert not page.form.browse.isEnabled()
    assert page.form.capture.isEnabled()
    assert "C00001 is captured" in said(page)
    desk.verbs.hold = False
    desk.settle()
    assert page.form.browse.isEnabled()
    assert "1 capture was taken in it" in desk.window.status.said.text()


def test_a_window_that_cannot_open_says_why(desk: Desk) -> None:
    page, web = opened(desk)
    web.window_error = AffiantError("no-screen", "There is no screen to show a window on", remedy="Use Capture.")
    page.browse()
    desk.settle()
    assert page.missing.isVisible()
    assert "no screen" in page.missing.title.text()
    assert desk.window.current == "web"


def test_a_pasted_list_keeps_every_row_and_marks_doubles(desk: Desk) -> None:
    page, _ = opened(desk)
    assert page.targets.list.empty.isVisible()
    paste(page, LIST)
    desk.settle()
    assert cells(page, Column.ADDRESS) == [ONE, "no<U+202E>address,", TWO, ONE]
    assert cells(page, Column.STATE) == ["To capture", "No address", "To capture", "To capture"]
    assert cells(page, Column.DOUBLE) == ["", "", "", "Double of T00001"]
    assert cells(page, Column.STATE, SECOND_LINE)[1] == "This is no address of a page"
    assert cells(page, Column.ADDRESS, SECOND_LINE)[0].endswith("row 2: first")
    assert "4 rows: 3 to capture, 1 no address" in page.targets.list.counted.accessibleName()
    assert "4 rows were added, none dropped. 1 is a double. 1 holds no address." in desk.window.status.said.text()


def test_lists_are_dropped_chosen_and_pasted_as_files(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page, _ = opened(desk)
    listed = desk.folder / "list.csv"
    listed.write_text(ONE)
    assert drop(page.targets.list.table.viewport(), (listed,))
    desk.settle()
    monkeypatch.setattr(target_panel, "choose_files", lambda *_: (listed,))
    desk.bot.mouseClick(page.targets.list.add, Qt.MouseButton.LeftButton)
    desk.settle()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(listed))])
    QGuiApplication.clipboard().setMimeData(mime)
    page.targets.paste()
    desk.settle()
    assert cells(page, Column.TARGET) == ["T00001", "T00002", "T00003"]
    assert "list.csv" in cells(page, Column.ADDRESS, SECOND_LINE)[0]


def test_a_list_that_cannot_be_read_is_a_problem_in_words(desk: Desk) -> None:
    page, _ = opened(desk)
    page.targets.add_paths((Path("/nowhere/list.csv"),))
    assert desk.window.current == "problem"


def test_an_empty_clipboard_says_so(desk: Desk) -> None:
    page, _ = opened(desk)
    QGuiApplication.clipboard().clear()
    page.targets.paste()
    assert "no text on the clipboard" in desk.window.status.said.text()


def test_a_run_captures_all_and_a_retry_those_that_failed(desk: Desk) -> None:
    page, web = opened(desk)
    paste(page, LIST)
    desk.settle()
    web.problems[TWO] = UNREACHABLE
    desk.bot.mouseClick(page.targets.list.run, Qt.MouseButton.LeftButton)
    desk.settle()
    assert cells(page, Column.STATE) == ["Captured", "No address", "Failed", "Captured"]
    assert cells(page, Column.STATE, SECOND_LINE)[2] == "The page could not be reached"
    assert cells(page, Column.STATE, SECOND_LINE)[0] == "C00001, doubtful"
    assert cells(page, Column.STATE, Qt.ItemDataRole.ToolTipRole)[2] == "Failed, The page could not be reached"
    assert "2 captured, 1 failed, 0 still to capture." in desk.window.status.said.text()
    assert not page.targets.list.run.isEnabled()
    web.problems.clear()
    desk.bot.mouseClick(page.targets.list.retry, Qt.MouseButton.LeftButton)
    desk.settle()
    assert cells(page, Column.STATE)[2] == "Captured"
    assert [one.retry_failed for one in web.runs] == [False, True]


def test_selected_rows_are_captured_again_without_those_that_are_no_address(desk: Desk) -> None:
    page, web = opened(desk)
    paste(page, LIST)
    desk.settle()
    assert not page.targets.list.again.isEnabled()
    select(page, 0, 1)
    assert page.targets.list.again.isEnabled()
    desk.bot.mouseClick(page.targets.list.again, Qt.MouseButton.LeftButton)
    desk.settle()
    assert web.runs[-1].targets == ("T00001",)


def test_a_run_can_be_paused_go_on_and_be_stopped(desk: Desk) -> None:
    page, _web = opened(desk)
    paste(page, f"{ONE}\n{TWO}\n{THREE}")
    desk.settle()
    desk.verbs.hold = True
    page.targets.run()
    assert page.targets.list.pause.isVisible()
    desk.bot.waitUntil(lambda: desk.jobs.running[0].state[2] == "Waiting for the test")
    desk.bot.mouseClick(page.targets.list.pause, Qt.MouseButton.LeftButton)
    assert page.targets.list.pause.text() == "Go o&n"
    desk.verbs.hold = False
    desk.bot.waitUntil(lambda: cells(page, Column.STATE).count("Captured") == 1)
    desk.bot.waitUntil(lambda: "paused" in desk.jobs.running[0].state[2])
    desk.bot.mouseClick(page.targets.list.pause, Qt.MouseButton.LeftButton)
    desk.settle()
    assert cells(page, Column.STATE) == ["Captured"] * 3
    page.targets.pause_or_go_on()
    select(page, 0)
    page.targets.capture_selected()
    page.targets.pause_or_go_on()
    desk.bot.mouseClick(page.targets.list.stop, Qt.MouseButton.LeftButton)
    desk.settle()
    assert not page.targets.list.stop.isVisible()


def test_stopping_keeps_what_is_captured(desk: Desk) -> None:
    page, _ = opened(desk)
    paste(page, f"{ONE}\n{TWO}")
    desk.settle()
    desk.verbs.hold = True
    page.targets.run()
    desk.bot.waitUntil(lambda: bool(desk.jobs.running))
    page.targets.stop()
    desk.settle()
    assert cells(page, Column.STATE) == ["To capture", "To capture"]


def test_a_case_that_was_captured_before_says_so(desk: Desk) -> None:
    page, _web = opened(desk)
    page.form.address.setText("https://x.example/2")
    page.capture()
    desk.settle()
    paste(page, f"{TWO}\n{THREE}")
    desk.settle()
    assert cells(page, Column.DOUBLE, SECOND_LINE) == ["Captured as C00001", ""]


def test_a_case_without_writing_takes_nothing(desk: Desk) -> None:
    desk.verbs.open_error = AffiantError("case-locked", "The case is open elsewhere", remedy="Close it there.")
    folder = desk.folder / "case"
    desk.verbs.keep_case(folder)
    desk.page("start").open_path(folder)  # type: ignore[attr-defined]
    desk.settle()
    page = page_of(desk)
    assert not page.form.capture.isEnabled()
    assert not page.targets.list.add.isEnabled()


def test_the_status_says_while_the_network_is_used(desk: Desk) -> None:
    page, _ = opened(desk)
    assert desk.window.status.network.text() == "Network: not used"
    desk.verbs.hold = True
    page.form.address.setText(ONE)
    page.capture()
    desk.bot.waitUntil(lambda: desk.window.status.network.text() == "Network: used to capture pages")
    desk.verbs.hold = False
    desk.settle()
    assert desk.window.status.network.text() == "Network: not used"
    assert USUAL.missing is None


def test_a_doubtful_capture_is_not_told_as_a_success(desk: Desk) -> None:
    page, _ = opened(desk)
    page.form.address.setText(ONE)
    page.capture()
    desk.settle()
    assert "Kept, and marked as doubtful." in said(page)
    assert desk.window.status.said.text() == "C00001 is captured, hashed and sealed, but doubtful; see why."


def test_a_certificate_is_accepted_for_the_very_order_that_it_stopped(desk: Desk) -> None:
    page, web = opened(desk)
    web.problems[TWO] = replace(UNREACHABLE, code="web-certificate-refused", fingerprint="cd" * 32)
    page.form.address.setText(TWO)
    page.form.note.setText("seen")
    page.form.expect.setText("the words")
    page.capture()
    desk.settle()
    web.problems.clear()
    (accept,) = (one for one in page.result.findChildren(QPushButton) if one.text() == "Capture all the same")
    accept.click()
    desk.settle()
    assert web.orders[1] == replace(web.orders[0], accept_certificate="cd" * 32)
    assert (web.orders[1].note, web.orders[1].expect) == ("seen", ("the words",))


def test_what_is_written_while_a_page_is_captured_stays(desk: Desk) -> None:
    page, web = opened(desk)
    desk.verbs.hold = True
    page.form.address.setText(ONE)
    page.form.note.setText("of the first")
    page.form.expect.setText("its words")
    page.capture()
    desk.bot.waitUntil(lambda: bool(web.orders))
    page.form.address.setText(TWO)
    page.form.note.setText("of the second")
    desk.verbs.hold = False
    desk.settle()
    form = page.form
    assert (form.address.text(), form.note.text(), form.expect.text()) == (TWO, "of the second", "")


def test_a_list_that_is_pasted_into_the_address_goes_to_the_list(desk: Desk) -> None:
    page, _ = opened(desk)
    QGuiApplication.clipboard().setText(f"{ONE}\n{TWO}\n")
    desk.bot.keyClick(page.form.address, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert page.form.address.text() == ""
    assert cells(page, Column.ADDRESS) == [ONE, TWO]
    QGuiApplication.clipboard().setText(f"\n {THREE} \n")
    desk.bot.keyClick(page.form.address, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.form.address.text().strip() == THREE
    assert len(cells(page, Column.ADDRESS)) == 2


def test_note_and_words_can_be_read_in_the_smallest_window(desk: Desk) -> None:
    page, _ = opened(desk)
    desk.verbs.writers[0].case.add_account("telegram", "a_handle_that_is_as_long_as_they_go")
    desk.session.changed.emit()
    desk.window.resize(960, 600)
    for field in (page.form.note, page.form.expect):
        assert field.width() >= field.fontMetrics().horizontalAdvance("Words that it must")
