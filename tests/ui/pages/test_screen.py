"""The screen page: pictures are stored before anything is shown, and nothing that was taken is lost."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from tests.fakes.desk import Desk
from tests.fakes.screen_route import DESKTOP, FakeRoute, FakeWindows, frozen_screen, window_facts
from tests.fakes.verbs import FakeWritable

from affiant.capture.screen.geometry import Box
from affiant.capture.screen.shot import ShotWish
from affiant.core.errors import AffiantError
from affiant.ui.dialogs.withdraw import WithdrawDialog
from affiant.ui.pages.screen import ScreenWidget
from affiant.ui.screen.preferences import ScreenChoices, ScreenPreferences
from affiant.ui.screen.route import RouteState

SCREENS = (frozen_screen(1, Box(0, 0, 80, 60)),)
LEFT = Qt.MouseButton.LeftButton


class Shown:
    """The page in a window of its own, on a route of the test, with a case open."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.route = FakeRoute(SCREENS)
        self.writer: FakeWritable = desk.open_case()
        self.page = ScreenWidget(desk.session, desk.icons, (self.route,), DESKTOP)
        desk.bot.addWidget(self.page)
        self.page.show()
        self.page.activateWindow()

    def until_card(self) -> None:
        self.desk.bot.waitUntil(self.page.card.isVisible, timeout=5000)
        self.desk.settle()

    def choose(self) -> None:
        """Drag a region on the overlay."""
        self.desk.bot.waitUntil(lambda: self.page.camera.chooser is not None, timeout=5000)
        chooser = self.page.camera.chooser
        assert chooser is not None
        overlay = chooser.overlays[0]
        overlay.setGeometry(0, 0, 80, 60)
        self.desk.bot.mousePress(overlay, LEFT, pos=QPoint(10, 20))
        self.desk.bot.mouseRelease(overlay, LEFT, pos=QPoint(40, 50))


@pytest.fixture
def shown(desk: Desk) -> Iterator[Shown]:
    made = Shown(desk)
    yield made
    made.page.end()


def test_the_window_is_away_for_the_picture_and_the_card_comes_after_it_is_safe(shown: Shown) -> None:
    page, seen = shown.page, []
    shown.route.looked = lambda: seen.append(page.isVisible())
    shown.desk.verbs.hold = True
    shown.desk.bot.mouseClick(page.tiles.tiles["screen"], LEFT)
    assert not page.isVisible()
    shown.desk.bot.waitUntil(lambda: bool(shown.writer.threads), timeout=5000)
    assert not page.card.isVisible()
    shown.desk.verbs.hold = False
    shown.until_card()
    assert seen == [False]
    assert page.isVisible()
    ((facts, content, label),) = shown.desk.verbs.shots
    assert (facts.mode, facts.geometry, facts.taken_at) == ("screen", Box(0, 0, 80, 60), shown.desk.verbs.now())
    assert (label.account, label.sequence) == (None, None)
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (80, 60)
    assert page.card.heading.text() == "C00001 is safe"
    assert shown.desk.verbs.examined == ["C00001"]


def test_a_region_is_chosen_on_the_frozen_screen_and_remembered(shown: Shown) -> None:
    page = shown.page
    assert not page.tiles.tiles["last"].isEnabled()
    page.take_region()
    shown.choose()
    shown.until_card()
    assert ScreenPreferences(shown.desk.verbs.home).read() == ScreenChoices(Box(10, 20, 30, 30))
    page.card.leave()
    shown.desk.bot.mouseClick(page.tiles.tiles["last"], LEFT)
    shown.until_card()
    assert [one[0].geometry for one in shown.desk.verbs.shots] == [Box(10, 20, 30, 30)] * 2


def test_leaving_the_overlay_takes_nothing_and_brings_the_window_back(shown: Shown) -> None:
    shown.page.take_region()
    shown.desk.bot.waitUntil(lambda: shown.page.camera.chooser is not None, timeout=5000)
    chooser = shown.page.camera.chooser
    assert chooser is not None
    shown.desk.bot.keyClick(chooser.overlays[0], Qt.Key.Key_Escape)
    shown.desk.bot.waitUntil(shown.page.isVisible)
    assert not shown.page.camera.busy
    assert shown.desk.verbs.shots == []


def test_what_is_said_on_the_card_is_recorded_afterwards(shown: Shown) -> None:
    page, account = shown.page, shown.writer.case.add_account("x", "example")
    QGuiApplication.clipboard().setText("https://x.example/1")
    page.take_screen()
    shown.until_card()
    assert page.card.url.text() == "https://x.example/1"
    page.card.account.setCurrentIndex(page.card.account.findData(account.id))
    shown.desk.bot.keyClicks(page.card.note, "seen")
    shown.desk.bot.keyClick(page.card.note, Qt.Key.Key_Return)
    shown.desk.settle()
    (capture,) = shown.writer.case.captures()
    assert (capture.account, capture.url, capture.note) == (account.id, "https://x.example/1", "seen")
    assert len(capture.described) == 1
    page.take_screen()
    shown.until_card()
    assert page.card.account.currentData() == account.id


def test_escape_keeps_the_picture_and_records_no_guess(shown: Shown) -> None:
    page = shown.page
    QGuiApplication.clipboard().setText("https://x.example/1")
    page.take_screen()
    shown.until_card()
    shown.desk.bot.keyClick(page.card, Qt.Key.Key_Escape)
    assert not page.card.isVisible()
    (capture,) = shown.writer.case.captures()
    assert (capture.url, capture.described) == (None, ())


def test_escape_does_not_throw_away_what_was_typed_without_a_word(shown: Shown) -> None:
    card = shown.page.card
    shown.page.take_screen()
    shown.until_card()
    shown.desk.bot.keyClicks(card.note, "typed")
    shown.desk.bot.keyClick(card, Qt.Key.Key_Escape)
    assert card.isVisible()
    assert "once more" in card.hint.text()
    shown.desk.bot.keyClick(card, Qt.Key.Key_Escape)
    assert not card.isVisible()


def test_the_next_picture_saves_what_was_typed_for_the_one_before(shown: Shown) -> None:
    shown.page.take_screen()
    shown.until_card()
    shown.desk.bot.keyClicks(shown.page.card.note, "typed")
    shown.page.take_screen()
    shown.desk.bot.waitUntil(lambda: len(shown.desk.verbs.shots) == 2, timeout=5000)
    shown.until_card()
    assert [one.note for one in shown.writer.case.captures()] == ["typed", None]


def test_undo_asks_for_a_reason_to_withdraw(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[WithdrawDialog] = []

    def ask(dialog: WithdrawDialog) -> None:
        asked.append(dialog)

    monkeypatch.setattr(WithdrawDialog, "ask", ask)
    shown.page.take_screen()
    shown.until_card()
    shown.desk.bot.mouseClick(shown.page.card.undo, LEFT)
    (dialog,) = asked
    dialog.reason.setPlainText("the wrong window")
    dialog.submit()
    shown.desk.settle()
    (capture,) = shown.writer.case.captures()
    assert capture.withdrawn == "the wrong window"


def test_an_undo_that_is_given_up_keeps_the_card_and_what_was_typed(shown: Shown) -> None:
    shown.page.take_screen()
    shown.until_card()
    card = shown.page.card
    shown.desk.bot.keyClicks(card.note, "typed")
    shown.desk.bot.mouseClick(card.undo, LEFT)
    (dialog,) = shown.page.window().findChildren(WithdrawDialog)
    dialog.reject()
    assert (card.isVisible(), card.note.text()) == (True, "typed")
    shown.desk.bot.mouseClick(card.undo, LEFT)
    dialog = shown.page.window().findChildren(WithdrawDialog)[-1]
    dialog.reason.setPlainText("the wrong window")
    dialog.submit()
    shown.desk.bot.waitUntil(lambda: not card.isVisible())


def test_a_picture_that_could_not_be_stored_is_kept_and_stored_again(shown: Shown) -> None:
    page = shown.page
    shown.desk.verbs.shot_error = AffiantError("disk-full", "The disk is full", remedy="Free some space.")
    page.take_screen()
    shown.desk.bot.waitUntil(page.again.isVisible, timeout=5000)
    assert page.keeper.unsaved == 1
    assert "The disk is full" in page.problem.title.text()
    assert not page.card.isVisible()
    shown.desk.verbs.shot_error = None
    shown.desk.bot.mouseClick(page.again, LEFT)
    shown.until_card()
    assert (page.keeper.unsaved, page.again.isVisible(), page.problem.isVisible()) == (0, False, False)
    assert len(shown.desk.verbs.shots) == 1


def test_what_the_system_refuses_is_said(shown: Shown) -> None:
    shown.route.error = AffiantError("screen-declined", "You declined the picture")
    shown.page.take_screen()
    shown.desk.bot.waitUntil(shown.page.problem.isVisible, timeout=5000)
    assert "You declined" in shown.page.problem.title.text()
    assert shown.page.isVisible()
    assert not shown.page.camera.busy


def test_a_window_is_chosen_from_a_menu(shown: Shown) -> None:
    account = shown.writer.case.add_account("x", "example")
    shown.route.windows = FakeWindows([window_facts(title="Posts by @example & others \u202e")])
    shown.page.take_window()
    (menu,) = shown.page.findChildren(QMenu)
    (action,) = menu.actions()
    assert "&&" in action.text()
    assert "\u202e" not in action.text()
    action.trigger()
    shown.until_card()
    ((facts, _, _),) = shown.desk.verbs.shots
    assert (facts.mode, facts.geometry) == ("window", Box(2, 3, 20, 10))
    assert shown.page.card.account.currentData() == account.id


def test_without_windows_to_choose_from_that_is_said(shown: Shown) -> None:
    said: list[str] = []
    shown.desk.session.said.connect(said.append)
    shown.page.take_window()
    assert "no other window" in said[-1]
    assert shown.desk.verbs.shots == []


def test_a_sequence_keeps_every_picture_with_its_place(shown: Shown) -> None:
    page = shown.page
    page.begin_sequence()
    shown.choose()
    shown.desk.bot.waitUntil(lambda: page.bar.isVisible() and page.bar.next.isEnabled(), timeout=5000)
    assert not page.isVisible()
    bar_in_picture: list[bool] = []
    shown.route.looked = lambda: bar_in_picture.append(page.bar.isVisible())
    for kept in (2, 3):
        page.bar.next.click()
        shown.desk.bot.waitUntil(lambda kept=kept: page.bar.counted.text() == f"{kept} kept", timeout=5000)
    page.bar.finish.click()
    shown.until_card()
    assert bar_in_picture == [False, False]
    assert page.isVisible()
    labels = [label for _, _, label in shown.desk.verbs.shots]
    assert [(one.sequence, one.position) for one in labels] == [("5e9ce0ce", 1), ("5e9ce0ce", 2), ("5e9ce0ce", 3)]
    assert {facts.geometry for facts, _, _ in shown.desk.verbs.shots} == {Box(10, 20, 30, 30)}
    assert page.card.heading.text() == "C00001 to C00003 are safe"
    page.card.note.setText("the whole thread")
    page.card.submit()
    shown.desk.settle()
    assert [one.note for one in shown.writer.case.captures()] == ["the whole thread"] * 3


def test_leaving_the_choice_of_a_sequence_brings_the_window_back(shown: Shown) -> None:
    shown.page.begin_sequence()
    shown.desk.bot.waitUntil(lambda: shown.page.camera.chooser is not None, timeout=5000)
    chooser = shown.page.camera.chooser
    assert chooser is not None
    chooser.overlays[0].left.emit()
    shown.desk.bot.waitUntil(shown.page.isVisible)
    shown.page.take_screen()
    shown.until_card()
    assert shown.page.isVisible()


def test_a_test_picture_is_shown_and_not_kept(shown: Shown) -> None:
    (row,) = shown.page.checks.rows
    assert "works" in row.title.text()
    shown.desk.bot.mouseClick(row.test, LEFT)
    assert row.preview.isVisible()
    assert row.kept.isVisible()
    assert "80 × 60" in row.words.text()
    assert shown.desk.verbs.shots == []
    shown.route.error = AffiantError("screen-gave-nothing", "The system gave no picture")
    shown.desk.bot.mouseClick(row.test, LEFT)
    assert row.check.state == RouteState.NO
    assert not row.preview.isVisible()
    assert "does not work" in row.title.text()


def test_the_delay_is_kept(shown: Shown) -> None:
    shown.page.delay.setCurrentIndex(1)
    assert ScreenPreferences(shown.desk.verbs.home).read().delay_s == 3


def test_a_case_that_takes_nothing_takes_no_picture(shown: Shown) -> None:
    shown.desk.session.look(shown.writer.folder)
    shown.desk.settle()
    assert not any(tile.isEnabled() for tile in shown.page.tiles.tiles.values())
    shown.page.take_screen()
    shown.page.take_region()
    assert shown.route.frozen == 0


def test_one_picture_at_a_time(shown: Shown) -> None:
    shown.route.hold = True
    shown.page.take_screen()
    shown.page.take_screen()
    shown.page.camera.shoot(ShotWish("screen"), 0, lambda _taken: None)
    shown.desk.bot.waitUntil(lambda: shown.route.frozen > 0, timeout=5000)
    assert shown.route.frozen == 1
    shown.route.answer()
    shown.until_card()
    assert len(shown.desk.verbs.shots) == 1


def test_the_page_of_the_program_says_that_offscreen_nothing_works(desk: Desk) -> None:
    desk.open_case()
    page = desk.page("screen")
    assert isinstance(page, ScreenWidget)
    desk.window.show_page("screen")
    (row,) = page.checks.rows
    assert row.check.state == RouteState.NO
    page.take_screen()
    assert "No picture of the screen" in page.problem.title.text()
