from PySide6.QtCore import Qt
from tests.fakes.desk import Desk, some_files

from affiant.core.errors import AffiantError
from affiant.ui.pages.export import ExportWidget


def page_of(desk: Desk, captures: int = 3) -> ExportWidget:
    desk.open_case("Practice accounts")
    desk.page("captures").add_paths(some_files(desk.folder / "in", captures))
    desk.settle()
    desk.session.select(())
    desk.window.show_page("export")
    page = desk.page("export")
    assert isinstance(page, ExportWidget)
    return page


def test_button_names_its_effect_and_follows_profile_and_selection(desk: Desk) -> None:
    page = page_of(desk)
    assert page.act.text() == "Si&gn and save 3 captures for a court"
    page.tiles["press"].click()
    assert page.act.text() == "Si&gn and save 3 captures for the press"
    assert page.target.text().endswith("Practice-accounts-press.zip")
    assert not page.only.isEnabled()
    desk.session.select(("C00002",))
    page.only.setChecked(True)
    assert page.act.text() == "Si&gn and save 1 capture for the press"
    page.folder.setChecked(True)
    assert page.target.text().endswith("Practice-accounts-press")


def test_pack_is_made_of_what_was_chosen_and_the_result_says_where_and_which_words(desk: Desk) -> None:
    page = page_of(desk)
    desk.session.select(("C00003", "C00001"))
    page.only.setChecked(True)
    desk.bot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    (wish,) = desk.verbs.wishes
    assert (wish.profile, wish.captures, wish.language) == ("court", ("C00003", "C00001"), "en")
    assert page.result.isVisible()
    assert page.where.accessibleName() == str(wish.out)
    assert "2 captures of 3, 6 files" in page.holds.text()
    assert len(page.words.text().split()) == 12


def test_target_that_exists_is_not_proposed(desk: Desk) -> None:
    page = page_of(desk)
    taken = desk.folder / "Practice-accounts-court.zip"
    taken.touch()
    page._below = desk.folder
    page._propose()
    assert page.target.text().endswith("Practice-accounts-court-2.zip")


def test_typed_target_is_kept_when_the_profile_changes(desk: Desk) -> None:
    page = page_of(desk)
    page.target.clear()
    desk.bot.keyClicks(page.target, "/mine.zip")
    page.tiles["platform"].click()
    assert page.target.text() == "/mine.zip"


def test_refusal_of_the_profile_stands_on_the_page_with_what_to_do(desk: Desk) -> None:
    page = page_of(desk)
    desk.verbs.export_error = AffiantError(
        "press-unreviewed", "3 captures are not marked fit for press", remedy="Mark them on the page Captures."
    )
    page.export()
    desk.settle()
    assert desk.window.current == "export"
    assert page.problem.title.text() == "3 captures are not marked fit for press."
    assert not page.result.isVisible()
    assert page.act.isEnabled()


def test_stopping_an_export_gives_the_button_back(desk: Desk) -> None:
    page = page_of(desk)
    desk.verbs.hold = True
    page.export()
    assert not page.act.isEnabled()
    desk.bot.waitUntil(lambda: desk.jobs.running[0].state[2] == "Waiting for the test")
    desk.jobs.cancel(desk.jobs.running[0])
    desk.bot.waitUntil(lambda: not desk.jobs.running, timeout=1000)
    assert page.act.isEnabled()
    assert "Stopped" in desk.window.status.said.accessibleName()
    assert desk.verbs.wishes == []


def test_state_of_time_authorities_is_said_in_words(desk: Desk) -> None:
    page = page_of(desk)
    assert "device clock only" in page.time.text()
    desk.verbs.authorities = ("http://a.example", "http://b.example")
    desk.session.changed.emit()
    assert "2 time authorities will be asked" in page.time.text()


def test_nothing_can_be_handed_over_from_an_empty_case(desk: Desk) -> None:
    page = page_of(desk, captures=0)
    assert not page.act.isEnabled()
