import pytest
from PySide6.QtCore import Qt
from tests.fakes.desk import Desk, drop

from affiant.ui.pages import start as start_page
from affiant.ui.pages.start import StartWidget

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def start_of(desk: Desk) -> StartWidget:
    page = desk.page("start")
    assert isinstance(page, StartWidget)
    return page


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


def test_opening_another_case_closes_the_one_before(desk: Desk) -> None:
    first = desk.open_case()
    other = desk.folder / "other"
    desk.verbs.keep_case(other, "Other")
    start_of(desk).open_path(other)
    desk.settle()
    assert first.closed
    assert desk.session.reading is desk.verbs.cases[other]
    assert desk.window.windowTitle().endswith("Other")
