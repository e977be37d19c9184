import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit
from tests.fakes.desk import Desk, some_files

from affiant.ui.dialogs.choosing import choose_folder
from affiant.ui.dialogs.found_address import FoundAddressDialog
from affiant.ui.dialogs.new_case import NewCaseDialog
from affiant.ui.dialogs.unlock import UnlockDialog
from affiant.ui.pages.start import StartWidget

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def start_of(desk: Desk) -> StartWidget:
    page = desk.page("start")
    assert isinstance(page, StartWidget)
    return page


def test_first_run_asks_for_a_name_and_makes_identity_and_case_in_one_step(desk: Desk) -> None:
    desk.verbs.first_run = True
    desk.bot.keyClick(desk.window, Qt.Key.Key_N, CTRL)
    (dialog,) = desk.window.findChildren(NewCaseDialog)
    dialog.folder.setText(str(desk.folder / "cases" / "one"))
    dialog._keep_folder()
    dialog.submit()
    assert "title" in dialog.hint.text()
    dialog.title.setText("عملی مقدمہ")
    dialog.submit()
    assert "name" in dialog.hint.text()
    name = next(one for one in dialog.findChildren(QLineEdit) if "Your name" in one.accessibleName())
    name.setText("Cell A")
    dialog.submit()
    desk.settle()
    assert desk.verbs.answers[-1].name == "Cell A"
    assert desk.verbs.answers[-1].passphrase is None
    assert desk.window.current == "captures"
    assert "عملی مقدمہ" in desk.window.windowTitle()


def test_new_case_that_fails_keeps_everything_typed_and_says_why(desk: Desk) -> None:
    start_of(desk).new_case()
    (dialog,) = desk.window.findChildren(NewCaseDialog)
    dialog.title.setText("Same folder")
    dialog.folder.setText(str(desk.folder))
    dialog.submit()
    desk.settle()
    assert dialog.isVisible()
    assert dialog.problem.isVisible()
    assert "holds something already" in dialog.problem.title.text()
    assert dialog.title.text() == "Same folder"
    assert dialog.act.isEnabled()


def test_escape_never_throws_away_what_was_typed(desk: Desk) -> None:
    start_of(desk).new_case()
    (dialog,) = desk.window.findChildren(NewCaseDialog)
    dialog.title.setText("Half a thought")
    desk.bot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.title.text() == "Half a thought"
    assert "Cancel" in dialog.hint.text()
    dialog.cancel.click()
    assert not dialog.isVisible()


def test_escape_closes_a_dialog_in_which_nothing_was_typed(desk: Desk) -> None:
    start_of(desk).new_case()
    (dialog,) = desk.window.findChildren(NewCaseDialog)
    desk.bot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_passphrase_is_asked_only_where_there_is_no_keyring_and_twice_when_it_is_new(desk: Desk) -> None:
    desk.verbs.first_run, desk.verbs.keyring = True, False
    folder = desk.folder / "case"
    desk.verbs.keep_case(folder)
    start_of(desk).open_path(folder)
    (dialog,) = desk.window.findChildren(UnlockDialog)
    name, first, second = dialog.findChildren(QLineEdit)
    name.setText("Cell A")
    first.setText("four or five words")
    second.setText("four or six words")
    dialog.submit()
    assert "differ" in dialog.hint.text()
    assert first.echoMode() == QLineEdit.EchoMode.Password
    second.setText("four or five words")
    dialog.submit()
    desk.settle()
    assert desk.verbs.answers[-1].passphrase == "four or five words"
    assert desk.window.current == "captures"


def test_dialog_begins_in_its_first_field_and_a_missing_answer_takes_the_focus(desk: Desk) -> None:
    desk.verbs.keyring = False
    folder = desk.folder / "case"
    desk.verbs.keep_case(folder)
    dialog = UnlockDialog(desk.session, folder, desk.window)
    dialog.ask()
    (passphrase,) = dialog.findChildren(QLineEdit)
    assert dialog.focusWidget() is passphrase
    dialog.act.setFocus()
    dialog.submit()
    assert dialog.focusWidget() is passphrase
    dialog.reject()


def test_leaving_a_dialog_stops_its_work_and_breaks_nothing(desk: Desk) -> None:
    desk.open_case()
    desk.verbs.hold = True
    desk.page("captures").add_paths(some_files(desk.folder / "in", 1))
    dialog = NewCaseDialog(desk.session, desk.folder / "cases", desk.window)
    dialog.ask()
    dialog.title.setText("Another")
    dialog.submit()
    dialog.cancel.click()
    desk.bot.wait(1)
    desk.verbs.hold = False
    desk.settle()
    assert len(desk.verbs.writers) == 1


def test_case_can_be_looked_at_without_the_passphrase(desk: Desk) -> None:
    desk.verbs.keyring = False
    folder = desk.folder / "case"
    desk.verbs.keep_case(folder)
    dialog = UnlockDialog(desk.session, folder, desk.window)
    dialog.ask()
    dialog.only_look.click()
    assert desk.session.reading is not None
    assert not desk.session.writable
    assert "only to look" in desk.window.notice_words.text()
    assert desk.verbs.answers == []


def test_a_question_without_fields_is_answered_by_enter(desk: Desk) -> None:
    captured: list[str] = []
    dialog = FoundAddressDialog("https://x.example/1", lambda: captured.append("page"), lambda: None, desk.window)
    dialog.ask()
    assert dialog.focusWidget() is dialog.act
    desk.bot.keyClick(dialog.act, Qt.Key.Key_Return)
    assert captured == ["page"]


def test_a_folder_is_chosen_from_the_next_one_that_is_there(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []

    def choose(_parent: object, _title: str, start: str) -> str:
        begun.append(start)
        return ""

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose)
    choose_folder(desk.window, "Where", desk.folder / "Documents" / "none")
    assert begun == [str(desk.folder)]
