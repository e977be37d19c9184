import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QScrollArea, QWidget
from tests.fakes.desk import Desk, some_files
from tests.fakes.verbs import verdict

from affiant.core.errors import AffiantError
from affiant.core.verdict import State
from affiant.ui.registry import PAGES
from affiant.ui.theme import DARK
from affiant.ui.widgets.plain_label import PlainLabel

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


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


def test_f6_takes_the_focus_from_the_page_to_the_navigation_and_back(desk: Desk) -> None:
    desk.open_case()
    desk.page("captures").url.setFocus()
    desk.bot.keyClick(desk.window, Qt.Key.Key_F6)
    assert desk.window.choosers["start"].hasFocus()
    desk.bot.keyClick(desk.window, Qt.Key.Key_F6)
    assert desk.page("captures").url.hasFocus()
    desk.window.show_page("verdict")
    desk.window.choosers["verdict"].setFocus()
    desk.bot.keyClick(desk.window, Qt.Key.Key_F6)
    assert desk.page("verdict").isAncestorOf(desk.window.focusWidget())


def test_keys_that_show_a_page_take_the_focus_into_it(desk: Desk) -> None:
    desk.open_case()
    for key in ("web", "captures"):
        if (focused := desk.window.focusWidget()) is not None:
            focused.clearFocus()
        number = [*desk.window.choosers].index(key) + 1
        desk.bot.keyClick(desk.window, getattr(Qt.Key, f"Key_{number}"), CTRL)
        focused = desk.window.focusWidget()
        assert focused is not None
        assert desk.page(key).isAncestorOf(focused), key


def test_damaged_settings_of_the_time_authorities_are_said_and_break_nothing(desk: Desk) -> None:
    def damaged() -> tuple[str, ...]:
        raise AffiantError("format", "The settings are damaged", remedy="Set them up again.")

    desk.verbs.time_authorities = damaged
    desk.open_case()
    assert desk.page("export").time.text() == "Time: The settings are damaged. Set them up again."
    assert desk.window.status.network.text() == "Network: not used"


def test_no_two_controls_that_are_seen_together_share_an_alt_key(desk: Desk) -> None:
    fill_the_window(desk)
    for page in PAGES:
        desk.window.show_page(page.key)
        seen = [one for one in desk.page(page.key).findChildren(QAbstractButton) if one.isVisible()]
        keys = [QKeySequence.mnemonic(one.text()).toString() for one in seen]
        keys = [one for one in keys if one] + ["Alt+S"]  # Stop, while work runs
        assert sorted(keys) == sorted(set(keys)), page.key


def test_nothing_looks_into_the_case_after_the_window_closed_during_work(desk: Desk) -> None:
    writer = desk.open_case()
    desk.verbs.hold = True
    desk.page("captures").add_paths(some_files(desk.folder / "in", 1))
    desk.window.close()
    assert desk.window.close()

    def closed(**_: object) -> int:
        raise AssertionError("looked into a case that is closed")

    writer.case.count_captures = closed
    desk.bot.wait(1)
    assert desk.page("captures").model.rowCount() == 0
    assert desk.jobs.running == ()


def test_warning_before_closing_is_given_anew_when_the_work_has_ended(desk: Desk) -> None:
    desk.open_case()
    desk.verbs.hold = True
    desk.page("captures").add_paths(some_files(desk.folder / "in", 1))
    assert not desk.window.close()
    desk.verbs.hold = False
    desk.settle()
    assert not desk.window.notice.isVisible()
    desk.verbs.hold = True
    desk.page("captures").add_paths(some_files(desk.folder / "in", 1))
    assert not desk.window.close()


def test_no_page_has_to_be_scrolled_sideways_in_the_smallest_window(desk: Desk) -> None:
    fill_the_window(desk)
    desk.window.resize(desk.window.minimumSize())
    for page in PAGES:
        desk.window.show_page(page.key)
        desk.bot.wait(1)
        for area in desk.page(page.key).findChildren(QScrollArea):
            assert area.widget().width() <= area.viewport().width(), page.key
