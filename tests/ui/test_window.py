import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from tests.fakes.verbs import verdict
from tests.ui.conftest import Desk
from tests.ui.test_captures import drop, some_files

from affiant.core.errors import AffiantError
from affiant.core.verdict import State
from affiant.ui.dialogs.new_case import NewCaseDialog
from affiant.ui.dialogs.unlock import UnlockDialog
from affiant.ui.pages import start as start_page
from affiant.ui.pages.start import StartWidget
from affiant.ui.registry import PAGES
from affiant.ui.theme import DARK
from affiant.ui.widgets.plain_label import PlainLabel

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def start_of(desk: Desk) -> StartWidget:
    page = desk.page("start")
    assert isinstance(page, StartWidget)
    return page


def fill_the_window(desk: Desk) -> None:
    """Have something on every page."""
    writer = desk.open_case()
    writer.case.add_account("x", "example", name="Example", bio="Bio", url="https://x.example/e", durable_id="12")
    desk.session.changed.emit()
    captures = desk.page("captures")
    captures.add_paths((*some_files(desk.folder / "in"), desk.folder / "missing"))
    desk.settle()
    accounts = desk.page("accounts")
    accounts.list.setCurrentRow(0)
    desk.window.show_page("export")
    desk.page("export").export()
    desk.settle()
    desk.page("verdict").verify(desk.folder)
    desk.settle()
    desk.page("problem").tell(RuntimeError("secret"))


@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_page_is_built_and_can_be_shown(desk: Desk, key: str) -> None:
    desk.open_case()
    desk.window.show_page(key)
    assert desk.window.current == key
    assert not desk.window.grab().isNull()


def test_pages_that_need_a_case_cannot_be_chosen_without_one(desk: Desk) -> None:
    for page in PAGES:
        desk.window.show_page(page.key)
        assert (desk.window.current == page.key) is not page.needs_case
        if page.key in desk.window.choosers:
            assert desk.window.choosers[page.key].isEnabled() is not page.needs_case


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


def test_recent_cases_are_kept_in_the_profile_and_open_with_enter(desk: Desk) -> None:
    desk.open_case("Kept")
    assert (desk.verbs.home / "recent.json").is_file()
    page = start_of(desk)
    desk.window.show_page("start")
    assert page.recent.item(0).text() == "Kept"
    page.recent.setFocus()
    desk.bot.keyClick(page.recent, Qt.Key.Key_Return)
    desk.settle()
    assert desk.window.current == "captures"


def test_damaged_list_of_recent_cases_is_an_empty_list(desk: Desk) -> None:
    desk.verbs.home.mkdir(parents=True)
    (desk.verbs.home / "recent.json").write_text('[{"folder": 1}]', encoding="utf-8")
    assert desk.session.recent.all() == ()


def test_practice_case_is_built_and_opened(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start_page, "choose_folder", lambda *_: desk.folder)
    start_of(desk).practice.click()
    desk.settle()
    desk.bot.waitUntil(lambda: desk.window.current == "captures")
    assert desk.window.windowTitle().endswith("Practice case")


def test_case_folder_dropped_on_the_start_page_opens_and_anything_else_is_verified(desk: Desk) -> None:
    folder = desk.folder / "case"
    desk.verbs.keep_case(folder)
    assert drop(start_of(desk), (folder,))
    desk.settle()
    assert desk.window.current == "captures"
    pack = desk.folder / "pack.zip"
    pack.touch()
    assert drop(start_of(desk), (pack,))
    desk.settle()
    assert desk.window.current == "verdict"
    assert desk.verbs.verified == [(pack, ())]


def test_folder_that_is_no_case_is_a_problem_in_words_with_a_way_back(desk: Desk) -> None:
    start_of(desk).open_path(desk.folder)
    assert desk.window.current == "problem"
    card = desk.page("problem").card
    assert card.title.text() == "This folder is not a case."
    assert card.safe.isVisible()
    assert "case.sqlite" in card.remedy.text()
    assert not desk.page("problem").report.isVisible()
    desk.bot.keyClick(desk.window, Qt.Key.Key_Escape)
    assert desk.window.current == "start"


def test_bug_shows_what_is_safe_and_a_report_without_paths_or_messages(desk: Desk) -> None:
    try:
        raise ValueError(f"evidence text in {desk.folder}")
    except ValueError as error:
        desk.session.problem.emit(error)
    page = desk.page("problem")
    assert desk.window.current == "problem"
    assert "on disk" in page.card.safe.text()
    report = page.report.toPlainText()
    assert "ValueError" in report
    assert "test_window.py" in report
    assert "evidence" not in report
    assert "/" not in report.replace("affiant/", "").replace("ui/", "")


def test_failure_of_a_job_that_nobody_expected_comes_to_the_problem_page(desk: Desk) -> None:
    desk.jobs.start("check", "Breaking", lambda _progress: 1 // 0, lambda _result: None)
    desk.settle()
    assert desk.window.current == "problem"
    assert "ZeroDivisionError" in desk.page("problem").report.toPlainText()


def test_keys_reach_every_page_and_the_chooser_of_verify(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.open_case()
    for number, key in enumerate(desk.window.choosers, 1):
        desk.bot.keyClick(desk.window, getattr(Qt.Key, f"Key_{number}"), CTRL)
        assert desk.window.current == key
    desk.bot.keyClick(desk.window, Qt.Key.Key_H, CTRL | SHIFT)
    assert desk.window.current == "export"
    monkeypatch.setattr("affiant.ui.pages.verdict.choose_file", lambda *_: desk.folder)
    desk.bot.keyClick(desk.window, Qt.Key.Key_V, CTRL | SHIFT)
    desk.settle()
    assert desk.window.current == "verdict"
    assert desk.verbs.verified


def test_every_control_of_every_page_has_a_name_for_a_screen_reader(desk: Desk) -> None:
    fill_the_window(desk)
    nameless = []
    for page in PAGES:
        desk.window.show_page(page.key)
        nameless += [
            f"{page.key}: {type(one).__name__}" for one in desk.page(page.key).findChildren(QWidget) if bad(one)
        ]
    nameless += [type(one).__name__ for one in desk.window.findChildren(QAbstractButton) if bad(one)]
    assert nameless == []


def bad(widget: QWidget) -> bool:
    """Whether a control that can have the focus says nothing to a screen reader."""
    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisible():
        return False
    if widget.objectName().startswith("qt_") or isinstance(widget.parent(), QComboBox | QLineEdit):
        return False  # inner parts of Qt's own controls
    interface: QAccessibleInterface | None = QAccessible.queryAccessibleInterface(widget)
    return interface is None or not interface.text(QAccessible.Text.Name).strip()


def test_the_walk_finds_a_field_without_a_name(desk: Desk) -> None:
    field = QLineEdit(desk.page("start"))
    field.show()
    assert bad(field)


def test_no_label_takes_text_for_markup(desk: Desk) -> None:
    fill_the_window(desk)
    for label in desk.window.findChildren(QLabel):
        if label.text():
            assert label.textFormat() == Qt.TextFormat.PlainText, label.text()
    assert desk.window.findChildren(PlainLabel)


def test_closing_while_work_runs_warns_once_then_stops_it_and_closes_the_case(desk: Desk) -> None:
    writer = desk.open_case()
    desk.verbs.hold = True
    desk.page("captures").add_paths(some_files(desk.folder / "in", 1))
    assert not desk.window.close()
    assert "still running" in desk.window.notice_words.text()
    assert desk.window.close()
    assert writer.closed


def test_case_that_cannot_be_closed_well_is_said_and_the_window_stays(desk: Desk) -> None:
    writer = desk.open_case()

    def refuse() -> None:
        raise AffiantError("disk-full", "The disk is full", remedy="Free some space.")

    writer.close = refuse
    assert not desk.window.close()
    assert desk.window.current == "problem"
    assert desk.page("problem").card.title.text() == "The disk is full."


def test_opening_another_case_closes_the_one_before(desk: Desk) -> None:
    first = desk.open_case()
    other = desk.folder / "other"
    desk.verbs.keep_case(other, "Other")
    start_of(desk).open_path(other)
    desk.settle()
    assert first.closed
    assert desk.session.reading is desk.verbs.cases[other]
    assert desk.window.windowTitle().endswith("Other")


def test_colours_follow_the_theme_and_icons_are_painted_again(desk: Desk) -> None:
    sign = desk.window.choosers["start"]
    light = sign.icon().pixmap(20).toImage()
    desk.theme.wear(DARK)
    assert sign.icon().pixmap(20).toImage() != light
    assert QApplication.palette().window().color().name() == DARK.window


def test_status_says_whether_the_network_is_used(desk: Desk) -> None:
    assert desk.window.status.network.text() == "Network: not used"
    desk.verbs.authorities = ("http://tsa.example",)
    desk.session.changed.emit()
    assert desk.window.status.network.text() == "Network: only to prove times"


def test_verdict_dropped_from_export_is_the_pack_just_written(desk: Desk) -> None:
    desk.open_case()
    desk.page("captures").add_paths(some_files(desk.folder / "in", 1))
    desk.settle()
    page = desk.page("export")
    desk.verbs.answer = verdict(signer=State.WARN)
    desk.window.show_page("export")
    page.export()
    desk.settle()
    page._verify()
    desk.settle()
    assert desk.verbs.verified[0][0] == desk.verbs.wishes[0].out
    assert desk.window.current == "verdict"
