from PySide6.QtCore import Qt
from tests.fakes.desk import Desk

from affiant.ui.pages.accounts import AccountsWidget


def page_of(desk: Desk) -> AccountsWidget:
    page = desk.page("accounts")
    assert isinstance(page, AccountsWidget)
    desk.window.show_page("accounts")
    return page


def test_form_adds_an_account_and_shows_its_history(desk: Desk) -> None:
    writer = desk.open_case()
    page = page_of(desk)
    page.platform.setCurrentIndex(page.platform.findData("telegram"))
    page.handle.setText("@example")
    page.durable_id.setText("1001234567890")
    page.bio.setPlainText("خبریں")
    desk.bot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    (account,) = writer.case.accounts()
    assert account.platform == "telegram"
    assert account.latest("handle") == "example"
    assert account.latest("durable_id") == "1001234567890"
    assert page.history.rowCount() == 3
    assert page.list.count() == 1
    assert page.save.text() == "&Record what changed"


def test_changing_a_field_adds_an_observation_and_keeps_the_earlier_one(desk: Desk) -> None:
    writer = desk.open_case()
    writer.case.add_account("x", "before", name="Same")
    desk.session.changed.emit()
    page = page_of(desk)
    page.list.setCurrentRow(0)
    page.handle.setText("after")
    page.record()
    desk.settle()
    (account,) = writer.case.accounts()
    assert [one.value for one in account.observations if one.kind == "handle"] == ["before", "after"]
    assert page.history.rowCount() == 3
    assert not page.platform.isEnabled()


def test_account_by_nothing_is_refused_beside_the_form_and_nothing_typed_is_lost(desk: Desk) -> None:
    desk.open_case()
    page = page_of(desk)
    page.name.setText("Only a name")
    page.record()
    desk.settle()
    assert page.problem.isVisible()
    assert "handle, a durable id or a URL" in page.problem.title.text()
    assert page.name.text() == "Only a name"
    assert page.save.isEnabled()
    assert desk.window.current == "accounts"


def test_text_being_typed_survives_a_change_of_the_case(desk: Desk) -> None:
    writer = desk.open_case()
    writer.case.add_account("x", "example")
    desk.session.changed.emit()
    page = page_of(desk)
    page.list.setCurrentRow(0)
    page.bio.setPlainText("not recorded yet")
    writer.case.add_account("x", "other")
    desk.session.changed.emit()
    assert page.bio.toPlainText() == "not recorded yet"


def test_hidden_marks_in_an_observation_are_seen(desk: Desk) -> None:
    writer = desk.open_case()
    writer.case.add_account("x", "exam\u200eple")
    desk.session.changed.emit()
    page = page_of(desk)
    page.list.setCurrentRow(0)
    assert page.history.item(0, 2).text() == "exam<U+200E>ple"
    assert "exam<U+200E>ple" in page.list.item(0).text()


def test_choosing_another_account_loses_nothing_that_was_typed(desk: Desk) -> None:
    writer = desk.open_case()
    writer.case.add_account("x", "first")
    writer.case.add_account("x", "second")
    desk.session.changed.emit()
    page = page_of(desk)
    page.name.setText("A new one")
    page.list.setCurrentRow(0)
    page.bio.setPlainText("not recorded yet")
    page.list.setCurrentRow(1)
    assert page.bio.toPlainText() == ""
    page.list.setCurrentRow(0)
    assert page.bio.toPlainText() == "not recorded yet"
    page.start_new()
    assert page.name.text() == "A new one"
    assert page.handle.text() == ""
    desk.session.opened.emit()
    assert page.name.text() == ""
