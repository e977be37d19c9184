"""How an account is named on the command line."""

import pytest

from affiant.core.errors import AffiantError, ExitStatus
from affiant.core.platforms import PLATFORMS, TITLES, parse_account


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x:@example", ("x", "example")),
        ("x:example", ("x", "example")),
        (" Telegram : @Name ", ("telegram", "Name")),
        ("whatsapp:+92 300 0000000", ("whatsapp", "+92 300 0000000")),
        ("other:a:b", ("other", "a:b")),
        ("youtube:@اردو", ("youtube", "اردو")),
    ],
)
def test_an_account_is_platform_and_handle(text: str, expected: tuple[str, str]) -> None:
    assert parse_account(text) == expected


@pytest.mark.parametrize("text", ["", "x", "x:", "x:@", "@example", "myspace:@example", ":@example"])
def test_what_is_no_account_names_the_platforms(text: str) -> None:
    with pytest.raises(AffiantError) as refused:
        parse_account(text)
    assert refused.value.code == "account-form"
    assert refused.value.subject == text
    assert refused.value.status is ExitStatus.USAGE
    assert all(platform in refused.value.remedy for platform in PLATFORMS)


def test_every_platform_has_a_title() -> None:
    assert tuple(TITLES) == PLATFORMS
