import pytest
from PySide6.QtCore import QUrl

from affiant.ui.browser.addresses import accept_language, encoded, logged_address, read_address


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://x.example/a b", "https://x.example/a%20b"),
        (" x.example ", "https://x.example"),
        ("127.0.0.1:8080/a", "https://127.0.0.1:8080/a"),
        ("http://پانی.example/آب", "http://xn--mgb6d7h2l.example/%D8%A2%D8%A8"),
    ],
)
def test_what_a_person_writes_becomes_an_address_of_the_web(written: str, read: str) -> None:
    url = read_address(written)
    assert url is not None
    assert encoded(url) == read


@pytest.mark.parametrize(
    "written",
    [
        "",
        "  ",
        "two words",
        "file:///etc/passwd",
        "javascript://x/%0aalert(1)",
        "https://",
        "ftp://x.example/",
        "data:,x",
    ],
)
def test_files_scripts_and_nonsense_are_no_address(written: str) -> None:
    assert read_address(written) is None


def test_log_has_no_name_and_password_of_an_address() -> None:
    assert logged_address(QUrl("https://u:p@x.example:8/a?q=1#f"), typed=False) == "https://x.example:8/a?q=1#f"


def test_log_has_nothing_that_was_typed_into_a_form() -> None:
    assert logged_address(QUrl("https://x.example/a?password=1#f"), typed=True) == "https://x.example/a"


@pytest.mark.parametrize(("locale", "header"), [("ur-PK", "ur-PK,ur;q=0.9"), ("en", "en")])
def test_servers_are_told_the_locale_and_its_language(locale: str, header: str) -> None:
    assert accept_language(locale) == header
