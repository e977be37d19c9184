from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from tests.fakes.desk import Desk

from affiant.ui.pages.accounts import AccountsWidget
from affiant.ui.pages.identifiers import IdentifiersWidget
from affiant.ui.widgets.plain_label import PlainLabel

URL = "https://x.com/example/status/1382350606417817604?s=20"


def page_of(desk: Desk) -> IdentifiersWidget:
    page = desk.page("identifiers")
    assert isinstance(page, IdentifiersWidget)
    desk.window.show_page("identifiers")
    return page


def words(page: IdentifiersWidget) -> str:
    shown = page.area.widget().findChildren(PlainLabel)
    return "\n".join(one.text().replace("\u200b", "") for one in shown)


def test_the_desk_needs_no_case_and_reads_while_it_is_typed(desk: Desk) -> None:
    page = page_of(desk)
    assert desk.window.current == "identifiers"
    page.text.setText(URL)
    assert [card.heading.text() for card in page.cards] == ["X, post", "X, user"]
    assert "2021-04-14T15:10:42.059Z (derived, ±1 ms)" in words(page)
    assert "https://x.com/example/status/1382350606417817604" in words(page)
    page.text.clear()
    assert page.cards == []


def test_a_pasted_line_is_read_without_the_white_space_around_it(desk: Desk) -> None:
    page = page_of(desk)
    QGuiApplication.clipboard().setText(f"  {URL}\n")
    page.paste()
    assert page.text.text() == URL
    assert page.cards


def test_the_platform_settles_a_number_and_older_ones_are_asked_for(desk: Desk) -> None:
    page = page_of(desk)
    page.text.setText("6499999999999999999")
    assert all(card.reading.candidate for card in page.cards)
    page.platform.setCurrentIndex(page.platform.findData("tiktok"))
    assert [card.reading.outcome.value for card in page.cards] == ["refused"]
    page.older.setChecked(True)
    assert [card.reading.outcome.value for card in page.cards] == ["value"]
    assert "Unverified range" in words(page)


def test_what_is_refused_says_why(desk: Desk) -> None:
    page = page_of(desk)
    page.text.setText("https://x.com@evil.example/")
    assert "A user name stands before the host" in words(page)


def test_a_form_from_general_knowledge_is_marked(desk: Desk) -> None:
    page = page_of(desk)
    page.text.setText("https://x.com/i/user/12")
    assert page.cards[0].unconfirmed.isVisible()
    page.text.setText("https://x.com/example")
    assert not page.cards[0].unconfirmed.isVisible()


def test_what_is_copied_is_exact(desk: Desk) -> None:
    page = page_of(desk)
    page.text.setText(URL)
    copies = {one.text(): one for one in reversed(page.area.widget().findChildren(QPushButton))}
    copies["Copy cleaned URL"].click()
    assert QGuiApplication.clipboard().text() == "https://x.com/example/status/1382350606417817604"
    copies["Copy time"].click()
    assert QGuiApplication.clipboard().text() == "2021-04-14T15:10:42.059Z"


def test_without_a_case_no_account_can_be_added(desk: Desk) -> None:
    page = page_of(desk)
    page.text.setText(URL)
    assert not any(card.add.isVisible() for card in page.cards)


def test_an_account_is_filled_in_and_recorded_only_by_the_person(desk: Desk) -> None:
    writer = desk.open_case()
    page = page_of(desk)
    page.text.setText("https://www.facebook.com/profile.php?id=100066300129450&mibextid=a")
    (card,) = page.cards
    card.add.click()
    accounts = desk.page("accounts")
    assert isinstance(accounts, AccountsWidget)
    assert desk.window.current == "accounts"
    assert accounts.platform.currentData() == "facebook"
    assert accounts.durable_id.text() == "100066300129450"
    assert accounts.url.text() == "https://www.facebook.com/profile.php?id=100066300129450"
    assert writer.case.accounts() == ()
    accounts.record()
    desk.settle()
    (account,) = writer.case.accounts()
    assert account.latest("durable_id") == "100066300129450"


def test_the_address_of_a_post_is_not_taken_for_the_profiles(desk: Desk) -> None:
    desk.open_case()
    page = page_of(desk)
    page.text.setText(URL)
    page.cards[1].add.click()
    accounts = desk.page("accounts")
    assert isinstance(accounts, AccountsWidget)
    assert (accounts.handle.text(), accounts.url.text()) == ("example", "")


def test_a_platform_that_a_case_has_no_name_for_becomes_another(desk: Desk) -> None:
    desk.open_case()
    page = page_of(desk)
    page.text.setText("https://discord.com/users/175928847299117063")
    page.cards[0].add.click()
    accounts = desk.page("accounts")
    assert isinstance(accounts, AccountsWidget)
    assert accounts.platform.currentData() == "other"


def test_hidden_marks_are_seen(desk: Desk) -> None:
    page = page_of(desk)
    page.text.setText("https://www.youtube.com/@a%E2%80%AEb")
    assert "\u202e" not in words(page)
